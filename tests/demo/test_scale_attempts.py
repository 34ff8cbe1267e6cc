"""Attempts of a crowd keep the terms of their quiz: its time limit, and what is confirmed on handing in."""

import pytest

from assessments.integrity import attempt_findings, handing_in_findings
from assessments.models import AssessmentPage, Attempt
from enrolment.models import Enrolment
from lms.demo.scale.attempts import Attempts
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("minutes", [None, 5, 60, 90])
def test_attempts_at_a_quiz_with_terms_are_sound(minutes):
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1, questions=3), enrolled_at=NOW)
    AssessmentPage.objects.update(minutes_allowed=minutes, declaration="I did this by myself.")
    attempts = Attempts(enrolment.edition)
    attempts.hand_in(Enrolment.objects.get())
    attempts.save()
    assert list(handing_in_findings()) == []
    assert len(list(attempt_findings())) == 1  # the crowd's progress is written elsewhere
    assert (Attempt.objects.get().due_at is None) == (minutes is None)

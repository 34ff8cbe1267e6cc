"""One learner on one course, as staff who help see them."""

import pytest

from assessments.services.trainers import appoint_trainer
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast):
    """Zoë on a course of a lesson and a quiz, of which Tom is a trainer."""
    made = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(title="Small steps", lessons=1, questions=2))
    appoint_trainer(course=made.course, person=cast.trainer, by=None, at=NOW)
    return made


def page_of(enrolment):
    return f"/review/learners/{enrolment.pk}/"


def test_every_page_of_the_course_stands_there_with_its_state(enrolment, client_of, cast):
    ActivityCompletionFactory(enrolment=enrolment)
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    page = in_words(client_of(cast.trainer).get(page_of(enrolment)))
    assert "Done Done by the learner, 20 April 2026" in page
    assert "Attempt 1: Not yet passed , 0 %" in page

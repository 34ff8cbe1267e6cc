"""How often and how long one learner may try one quiz, with what was added for them."""

from datetime import timedelta

import pytest

from assessments.desk import desk_of
from assessments.limits import Added, added_for, is_last_attempt
from assessments.models import AssessmentPage, FurtherAttempts
from assessments.rules import StartRefusal
from lms.accounts.models import Adjustment
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    """Somebody on a course with a quiz of an hour that may be tried twice."""
    made = EnrolmentFactory(course=CourseFactory(lessons=1, questions=3))
    AssessmentPage.objects.update(attempts_allowed=2, minutes_allowed=60, cool_down_hours=0)
    return made


def quiz():
    return AssessmentPage.objects.get()


def add(enrolment, by, per_cent=0, attempts=0, grants=()):
    about = {"reason": "Agreed.", "granted_by": by, "granted_at": NOW}
    Adjustment.objects.create(person=enrolment.learner, extra_per_cent=per_cent, extra_attempts=attempts, **about)
    for count in grants:
        FurtherAttempts.objects.create(enrolment=enrolment, assessment=quiz(), count=count, **about)


def test_nothing_is_added_for_most(enrolment):
    assert added_for(enrolment.pk, quiz()) == Added()


def test_adjustment_and_grants_are_taken_together_in_one_statement(enrolment, cast):
    add(enrolment, cast.office, 25, 1, grants=(1, 1, 2))
    with assert_statements(at_most=2):
        added = added_for(enrolment.pk, quiz())
    assert (added, added.minutes(quiz()), added.policy(quiz()).allowed) == (Added(25, 5), 75, 7)


def test_without_limits_there_is_nothing_to_add_to(enrolment, cast):
    add(enrolment, cast.office, 25, 1)
    AssessmentPage.objects.update(attempts_allowed=None, minutes_allowed=None)
    added = added_for(enrolment.pk, quiz())
    assert (added.minutes(quiz()), added.policy(quiz()).allowed) == (None, None)


def test_what_was_added_for_one_is_not_added_for_another(enrolment, cast):
    add(enrolment, cast.office, 25, 1, grants=(2,))
    assert added_for(EnrolmentFactory(course=enrolment.course).pk, quiz()) == Added()


@pytest.mark.parametrize(("grants", "number", "expected"), [((), 1, False), ((), 2, True), ((1,), 2, False)])
def test_the_last_attempt_is_the_last_of_all_that_were_given(grants, number, expected, enrolment, cast):
    add(enrolment, cast.office, grants=grants)
    assert is_last_attempt(AttemptFactory(enrolment=enrolment, number=number)) is expected


def test_the_desk_says_what_was_added_and_decides_by_it(enrolment, cast):
    ended = {"not_yet_passed": True, "finished_at": NOW - timedelta(days=1)}
    for number in (1, 2):
        AttemptFactory(enrolment=enrolment, number=number, **ended)
    assert desk_of(quiz(), str(enrolment.pk), at=NOW).refusal is StartRefusal.ATTEMPTS_USED
    add(enrolment, cast.office, 50, grants=(1,))
    desk = desk_of(quiz(), str(enrolment.pk), at=NOW)
    assert (desk.refusal, desk.allowed, desk.minutes, desk.added, desk.question_count) == (None, 3, 90, Added(50, 1), 3)

"""Appointing trainers: permission, role and audit line come and go together."""

import pytest
from wagtail.models import PageLogEntry

from assessments.models import Attempt
from assessments.permissions import may_review
from assessments.services.trainers import appoint_trainer, end_trainer
from courses.models import CoursePageUserObjectPermission
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course with a written task."""
    return CourseFactory(lessons=0, writing=True)


def appoint(person, course, by=None):
    appoint_trainer(course=course, person=person, by=by, at=NOW)


def end(person, course, by=None):
    end_trainer(course=course, person=person, by=by, at=NOW)


def test_a_trainer_reviews_their_course_and_no_other(course, cast):
    appoint(cast.amir, course)
    assert [may_review(cast.amir, one) for one in (course, CourseFactory())] == [True, False]
    assert roles_of(cast.amir) == {Role.TRAINER}


def test_appointing_twice_changes_nothing(course, cast):
    appoint(cast.amir, course, by=cast.office)
    appoint(cast.amir, course, by=cast.office)
    entry = PageLogEntry.objects.get(action="assessments.appoint_trainer")
    assert (entry.user, entry.data["person"]) == (cast.office, cast.amir.pk)
    assert CoursePageUserObjectPermission.objects.count() == 1


def test_nobody_appoints_themselves(course, cast):
    with refused("own_role"):
        appoint(cast.office, course, by=cast.office)
    assert not may_review(cast.office, course)


def test_somebody_who_cannot_sign_in_is_not_appointed(course):
    with refused("cannot_sign_in"):
        appoint(UserFactory(is_active=False), course)


def test_the_role_goes_with_the_last_course(course, cast):
    other = CourseFactory()
    appoint(cast.amir, course)
    appoint(cast.amir, other)
    end(cast.amir, course)
    assert (may_review(cast.amir, course), roles_of(cast.amir)) == (False, {Role.TRAINER})
    end(cast.amir, other)
    assert roles_of(cast.amir) == set()


def test_ending_stands_in_the_audit_log(course, cast):
    appoint(cast.amir, course)
    end(cast.amir, course, by=cast.office)
    assert PageLogEntry.objects.get(action="assessments.end_trainer").data["person"] == cast.amir.pk


def test_an_appointment_that_is_over_is_not_ended_again(course, cast):
    with refused("not_a_trainer"):
        end(cast.amir, course)


# --- What a trainer sees --------------------------------------------------------------------------


@pytest.fixture
def work(cast):
    """What Zoë handed in, on a course of which Tom is a trainer."""
    attempt = AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe)
    appoint(cast.trainer, attempt.enrolment.course)
    return attempt


def test_a_trainer_sees_what_is_handed_in_on_their_course_alone(work, cast):
    AttemptFactory(awaiting_review=True)
    assert list(Attempt.objects.reviewable_by(cast.trainer)) == [work]


@pytest.mark.parametrize("who", ["zoe", "amir", "editor", "office", "lead", "coordinator"])
def test_nobody_else_sees_any_of_it(who, work, cast):
    assert not Attempt.objects.reviewable_by(getattr(cast, who)).exists()


def test_a_trainer_whose_time_is_over_sees_nothing(work, cast):
    end(cast.trainer, work.enrolment.course)
    cast.trainer.refresh_from_db()
    assert not Attempt.objects.reviewable_by(cast.trainer).exists()


def test_nobody_sees_their_own_work_among_what_they_review(work, cast):
    appoint(cast.zoe, work.enrolment.course)
    assert not Attempt.objects.reviewable_by(cast.zoe).exists()


def test_what_is_still_being_written_and_quizzes_are_not_for_trainers(cast):
    writing, quiz = AttemptFactory(writing=True), AttemptFactory(passed=True)
    appoint(cast.trainer, writing.enrolment.course)
    appoint(cast.trainer, quiz.enrolment.course)
    assert not Attempt.objects.reviewable_by(cast.trainer).exists()

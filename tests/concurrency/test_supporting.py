"""Races between those who help a learner, and against the learner, with real threads; each with its control."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db.models.signals import pre_save

from assessments.integrity import attempt_findings, handing_in_findings, review_findings
from assessments.models import AssessmentPage, Attempt, FurtherAttempts, Reopening, Review
from assessments.services.attempts import start_attempt
from assessments.services.reviews import decide
from assessments.services.supporting import adjust_learner, grant_attempts, reopen_attempt
from assessments.services.trainers import appoint_trainer
from enrolment.managers import EnrolmentQuerySet
from lms.accounts.models import Adjustment
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, interrupted, meeting, size
from tests.factories.attempts import AttemptFactory, levels_of
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "The line broke."
EMPTIED = ("percent", "submitted_at", "finished_at")
CHANGING, MAKING = 'UPDATE "assessments_attempt"', 'INSERT INTO "assessments_attempt"'


@pytest.fixture
def attempt():
    """Somebody's attempt that is not passed; they may try again at once."""
    made = AttemptFactory(enrolment__course=CourseFactory(lessons=0, questions=2), not_yet_passed=True)
    AssessmentPage.objects.update(attempts_allowed=3, cool_down_hours=0)
    return Attempt.objects.get(pk=made.pk)


@pytest.fixture
def unlocked(monkeypatch):
    """Nobody waits for anybody."""
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)


def helper():
    return UserFactory(office=True)


def reopening(attempt, by):
    return partial(reopen_attempt, attempt=attempt, reason=REASON, by=by, at=NOW)


def granting(attempt, by, **more):
    about = {"enrolment": attempt.enrolment, "assessment": attempt.assessment, "count": 1, "reason": REASON}
    return partial(grant_attempts, **about, by=by, at=NOW, **more)


def starting(enrolment):
    quiz = AssessmentPage.objects.descendant_of(enrolment.course).get()
    return partial(start_attempt, enrolment=enrolment, assessment=quiz, by=enrolment.learner, at=NOW)


def adjusting(enrolment, by, per_cent=50):
    figures = {"extra_per_cent": per_cent, "extra_attempts": 0}
    return partial(adjust_learner, enrolment=enrolment, reason=REASON, by=by, at=NOW, **figures)


def nothing_is_wrong():
    return [*attempt_findings(), *handing_in_findings(), *review_findings()] == []


# --- Two who help at once ---------------------------------------------------------------------------


def test_a_crowd_that_reopens_an_attempt_reopens_it_once(attempt):
    results = crowd(reopening(attempt, helper()))
    assert (len(errors(results)), set(errors(results))) == (size() - 1, {"still_open"})
    assert (Reopening.objects.count(), OutboundEmail.objects.count(), Attempt.objects.get().version) == (1, 1, 1)
    assert nothing_is_wrong()


@pytest.mark.postgresql
def test_control_reading_and_then_saving_reopens_several_times(attempt):
    seen = threading.Barrier(size())

    def read_then_save():
        row = Attempt.objects.get(pk=attempt.pk)
        seen.wait()
        Attempt.objects.filter(pk=row.pk).update(status="in_progress", **dict.fromkeys(EMPTIED))
        return row.is_marked

    assert crowd(read_then_save).count(True) > 1


def test_a_crowd_that_grants_on_one_page_grants_once(attempt):
    results = crowd(granting(attempt, helper(), seen=0))
    assert (len(errors(results)), set(errors(results))) == (size() - 1, {"moved_on"})
    assert (FurtherAttempts.objects.count(), OutboundEmail.objects.count()) == (1, 1)


@pytest.mark.postgresql
def test_control_without_the_lock_two_grant_twice(attempt, unlocked):
    act = granting(attempt, helper(), seen=0)
    with meeting(pre_save, FurtherAttempts):
        assert errors(all_at_once(act, act)) == []
    assert FurtherAttempts.objects.count() == 2


@pytest.mark.parametrize("number", range(ROUNDS))
def test_many_who_adjust_at_once_leave_one_adjustment(number, attempt):
    acts = [adjusting(attempt.enrolment, helper(), per_cent) for per_cent in range(10, 10 + size() // 4)]
    assert errors(all_at_once(*acts)) == []
    assert Adjustment.objects.count() == 1


@pytest.mark.postgresql
def test_control_looking_first_and_then_giving_ends_in_errors(attempt):
    about = {"reason": REASON, "granted_by": helper(), "granted_at": NOW}

    def look_then_give():
        person = attempt.enrolment.learner
        return Adjustment.objects.filter(person=person).first() or Adjustment.objects.create(person=person, **about)

    with meeting(pre_save, Adjustment):
        assert "IntegrityError" in errors(all_at_once(look_then_give, look_then_give))


# --- Against the learner who starts again -----------------------------------------------------------


@pytest.mark.parametrize("learner_first", [True, False])
def test_of_reopening_and_starting_one_comes_first_and_one_attempt_is_open(learner_first, attempt):
    acts = [reopening(attempt, helper()), starting(attempt.enrolment)]
    at = MAKING if learner_first else CHANGING
    results = interrupted(*(acts[::-1] if learner_first else acts), at=at)
    assert errors(results) == (["another_is_open"] if learner_first else [])
    assert (Attempt.objects.in_progress().get().number, nothing_is_wrong()) == (2 if learner_first else 1, True)


@pytest.mark.postgresql
def test_control_without_the_lock_one_of_them_ends_in_an_error(attempt, unlocked):
    results = interrupted(reopening(attempt, helper()), starting(attempt.enrolment), at=CHANGING)
    assert errors(results) == ["IntegrityError"]


@pytest.fixture
def timed():
    """Somebody before a quiz of forty minutes."""
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=0, questions=2))
    AssessmentPage.objects.update(minutes_allowed=40)
    return enrolment


def due_in():
    return Attempt.objects.get().due_at - NOW


@pytest.mark.parametrize("number", range(ROUNDS))
def test_whoever_starts_while_time_is_added_has_it(number, timed):
    assert errors(interrupted(starting(timed), adjusting(timed, helper()), at=MAKING)) == []
    assert (due_in(), nothing_is_wrong()) == (timedelta(minutes=60), True)


@pytest.mark.postgresql
def test_control_without_the_lock_the_attempt_starts_without_it(timed, unlocked):
    assert errors(interrupted(starting(timed), adjusting(timed, helper()), at=MAKING)) == []
    assert due_in() == timedelta(minutes=40)


# --- Against the trainer who decides ----------------------------------------------------------------


@pytest.mark.parametrize("number", range(ROUNDS))
def test_work_is_decided_on_or_given_back_never_both(number):
    work, trainer = AttemptFactory(awaiting_review=True), UserFactory()
    appoint_trainer(course=work.enrolment.course, person=trainer, by=None, at=NOW)
    given = {"levels": levels_of(work), "comment": "", "version": 0}
    deciding = partial(decide, attempt=work, by=trainer, at=NOW, **given)
    results = all_at_once(deciding, reopening(work, helper()))
    assert errors(results) in (["has_been_read"], ["not_handed_in"])
    assert (Review.objects.count() + Reopening.objects.count(), nothing_is_wrong()) == (1, True)


@pytest.mark.postgresql
def test_control_without_the_lock_only_the_version_tells_them_apart(unlocked):
    work, trainer = AttemptFactory(awaiting_review=True), UserFactory()
    appoint_trainer(course=work.enrolment.course, person=trainer, by=None, at=NOW)
    given = {"levels": levels_of(work), "comment": "", "version": 0}
    deciding = partial(decide, attempt=work, by=trainer, at=NOW, **given)
    assert errors(interrupted(reopening(work, helper()), deciding, at=CHANGING)) == ["moved_on"]

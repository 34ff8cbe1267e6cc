"""Races at the trainer's desk, with real threads; each with its control on PostgreSQL."""

import threading
from contextlib import suppress
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models.signals import pre_save

from assessments.integrity import attempt_findings, review_findings
from assessments.models import Attempt, Review, Status
from assessments.services.reviews import decide, release
from assessments.services.trainers import appoint_trainer
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion, Enrolment
from enrolment.signals import enrolment_withdrawn
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, meeting, size, waits
from tests.factories.attempts import AttemptFactory, ReviewFactory, levels_of
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = {"moved_on", "already_released", "enrolment_ended", "decided_by_colleague"}


def trainer_of(attempt):
    person = UserFactory()
    appoint_trainer(course=attempt.enrolment.course, person=person, by=None, at=NOW)
    return person


def work_decided_on():
    review = ReviewFactory()
    return review.attempt, trainer_of(review.attempt)


def releasing(attempt, trainer):
    return partial(release, attempt=attempt, version=0, by=trainer, at=NOW)


def deciding(attempt, trainer):
    given = {"levels": levels_of(attempt), "comment": "", "version": 0}
    return partial(decide, attempt=attempt, by=trainer, at=NOW, **given)


def leaving(attempt):
    """Return the act of ending the enrolment, as its service does it: the enrolment's row first."""

    @transaction.atomic
    def leave():
        rows = Enrolment.objects.filter(pk=attempt.enrolment_id)
        enrolment = rows.locked().get()
        rows.active().update(status="withdrawn", withdrawn_at=NOW)
        enrolment_withdrawn.send(sender=Enrolment, enrolment=enrolment, at=NOW)

    return leave


def nothing_is_wrong():
    return [*attempt_findings(), *review_findings()] == []


# --- Releasing ------------------------------------------------------------------------------------


def test_a_crowd_of_presses_releases_once(completions):
    attempt, trainer = work_decided_on()
    results = crowd(releasing(attempt, trainer))
    assert (len(errors(results)), set(errors(results))) == (size() - 1, {"already_released"})
    assert (ActivityCompletion.objects.count(), OutboundEmail.objects.count()) == (1, 1)
    assert nothing_is_wrong()


@pytest.mark.postgresql
def test_control_reading_and_then_saving_releases_several_times():
    attempt, seen = AttemptFactory(awaiting_review=True), threading.Barrier(size())

    def read_then_save():
        row = Attempt.objects.get(pk=attempt.pk)
        seen.wait()
        was_waiting, row.status, row.finished_at = row.is_awaiting_review, Status.PASSED, NOW
        row.save()
        return was_waiting

    assert crowd(read_then_save).count(True) > 1


# --- Deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_a_crowd_of_trainers_one_decides_and_the_others_are_told(number):
    attempt = AttemptFactory(awaiting_review=True)
    results = all_at_once(*[deciding(attempt, trainer_of(attempt)) for _ in range(size() // 4)])
    assert len(errors(results)) == size() // 4 - 1
    assert set(errors(results)) <= REFUSED
    assert (Review.objects.count(), nothing_is_wrong()) == (1, True)


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_ends_in_errors():
    attempt = AttemptFactory(awaiting_review=True)
    people = UserFactory.create_batch(size())

    def look_then_write(person):
        found = attempt.reviews.first()
        return found or ReviewFactory(attempt=attempt, reviewer=person)

    with meeting(pre_save, Review):
        assert "IntegrityError" in errors(all_at_once(*[partial(look_then_write, person) for person in people]))


# --- Against the learner who leaves ---------------------------------------------------------------


def at_once_with_leaving(act, attempt, trainer):
    """Let `act` and the leaving meet when each has written its first row, if no lock holds one of them up."""
    point = threading.Barrier(2)

    def meet(table, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(f'UPDATE "{table}"'):
            with suppress(threading.BrokenBarrierError):
                point.wait(waits[-1])
        return result

    def run(table, what):
        with connection.execute_wrapper(partial(meet, table)):
            return what()

    acts = {Attempt: act(attempt, trainer), Enrolment: leaving(attempt)}
    return all_at_once(*[partial(run, model._meta.db_table, what) for model, what in acts.items()])


def work_that_completes_the_course():
    review = ReviewFactory(attempt__enrolment__course=CourseFactory(lessons=0, writing=True))
    return review.attempt, trainer_of(review.attempt)


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("act", [deciding, releasing])
def test_deciding_or_releasing_while_the_learner_leaves_ends_in_one_truth(act, number):
    attempt, trainer = work_that_completes_the_course()
    told = errors(at_once_with_leaving(act, attempt, trainer))
    left = Attempt.objects.get()
    assert set(told) <= REFUSED
    assert left.status in {Status.WITHDRAWN, Status.PASSED}
    assert OutboundEmail.objects.count() == (left.status == Status.PASSED)
    assert nothing_is_wrong()


@pytest.mark.postgresql
def test_control_without_the_enrolment_locked_first_they_block_one_another(monkeypatch):
    attempt, trainer = work_that_completes_the_course()
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    assert "OperationalError" in errors(at_once_with_leaving(releasing, attempt, trainer))

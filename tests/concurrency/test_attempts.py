"""Races of a quiz, with real threads; each with its control on PostgreSQL."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from wagtail.models import ModelLogEntry

from assessments.answers import Answer
from assessments.integrity import attempt_findings
from assessments.managers import AttemptQuerySet
from assessments.models import AssessmentPage, Attempt, Response
from assessments.services.answering import save_answer
from assessments.services.attempts import hand_in_when_over, start_attempt, submit_attempt
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion
from tests.cast import NOW
from tests.concurrency.crowd import PATIENCE, ROUNDS, all_at_once, crowd, errors, interrupted, meeting, size
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def act_of_starting():
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=0, questions=2))
    quiz = AssessmentPage.objects.descendant_of(enrolment.course).get()
    return partial(start_attempt, enrolment=enrolment, assessment=quiz, by=enrolment.learner, at=NOW)


def submitting(attempt):
    return partial(submit_attempt, attempt=attempt, by=attempt.enrolment.learner, at=NOW)


def saving(attempt, item):
    return partial(save_answer, attempt=attempt, item_key=item.key, answer=Answer(tuple(right_answer(item))), at=NOW)


# --- Starting -------------------------------------------------------------------------------------


def test_a_crowd_of_presses_starts_one_attempt_and_nobody_sees_an_error():
    results = crowd(act_of_starting())
    assert errors(results) == []
    assert {result.pk for result in results} == {Attempt.objects.get().pk}


@pytest.mark.postgresql
def test_control_without_the_lock_presses_end_in_errors(monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    with meeting(pre_save, Attempt):
        assert "IntegrityError" in errors(crowd(act_of_starting()))


# --- Handing in -----------------------------------------------------------------------------------


def test_a_crowd_of_presses_hands_in_once(completions):
    attempt = AttemptFactory(enrolment__course=CourseFactory(lessons=0, questions=2))
    answer_by_row(attempt)
    results = crowd(submitting(attempt))
    assert {(result.status, result.percent) for result in results} == {("passed", 100)}
    assert (completions, ActivityCompletion.objects.count()) == ([attempt.enrolment_id], 1)
    assert ModelLogEntry.objects.filter(action="assessments.submit_attempt").count() == 1


@pytest.mark.postgresql
def test_control_reading_and_then_saving_marks_several_times():
    attempt, seen = AttemptFactory(), threading.Barrier(size())

    def read_then_save():
        row = Attempt.objects.get(pk=attempt.pk)
        seen.wait()
        Attempt.objects.filter(pk=row.pk).update(status="passed", percent=100, submitted_at=NOW, finished_at=NOW)
        return row.is_in_progress

    assert crowd(read_then_save).count(True) > 1


# --- An answer at the moment of handing in --------------------------------------------------------


def hand_in_with_an_answer_in_between(attempt):
    """Hand in; the moment its answers have been read, save another answer. Return what both came to."""
    answers_read = threading.Event()

    def notice(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SELECT") and Response._meta.db_table in sql:
            answers_read.set()
            threading.Event().wait(PATIENCE)  # the other one's turn, if nothing holds it up
        return result

    def hand_in():
        with connection.execute_wrapper(notice):
            return submitting(attempt)()

    def save_in_between():
        answers_read.wait()
        return saving(attempt, attempt.paper.items[0])()

    return all_at_once(hand_in, save_in_between)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_an_answer_saved_while_handing_in_is_refused_not_lost(number):
    attempt = AttemptFactory()
    assert errors(hand_in_with_an_answer_in_between(attempt)) == ["attempt_over"]
    assert (Response.objects.count(), list(attempt_findings())) == (0, [])


@pytest.mark.postgresql
def test_control_without_holding_the_attempt_the_answer_is_kept_but_not_marked(monkeypatch):
    monkeypatch.setattr(AttemptQuerySet, "hold", lambda rows: rows.count())
    attempt = AttemptFactory()
    assert errors(hand_in_with_an_answer_in_between(attempt)) == []
    assert "its answers earn 33 %" in next(attempt_findings())


@pytest.mark.parametrize("number", range(ROUNDS))
def test_many_answering_and_handing_in_at_once_end_in_one_true_mark(number):
    attempt = AttemptFactory()
    answers = [saving(attempt, item) for item in attempt.paper.items] * (size() // 5)
    results = all_at_once(*answers, *[submitting(attempt)] * 3)
    assert set(errors(results)) <= {"attempt_over"}
    assert list(attempt_findings()) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_crowd_answering_one_question_keeps_one_answer(number):
    attempt = AttemptFactory()
    item = attempt.paper.items[0]
    assert errors(crowd(saving(attempt, item))) == []
    assert Response.objects.get().chosen == right_answer(item)


# --- The clock and the learner at the same moment -------------------------------------------------

OVER = NOW + timedelta(hours=1)
HOLDING = 'UPDATE "assessments_attempt"'


@pytest.fixture
def overdue():
    """An attempt, rightly answered, whose half hour is over."""
    attempt = AttemptFactory(
        enrolment__course=CourseFactory(lessons=0, questions=2), due_at=NOW + timedelta(minutes=30)
    )
    answer_by_row(attempt)
    return attempt


def handed_in():
    return ModelLogEntry.objects.filter(action="assessments.submit_attempt").count()


def acts_on(attempt):
    """Return the acts of the learner and of the clock, both after the time is over."""
    learner = partial(submit_attempt, attempt=attempt, by=attempt.enrolment.learner, at=OVER)
    return learner, partial(hand_in_when_over, attempt=attempt, at=OVER)


@pytest.mark.parametrize("first", [0, 1])
def test_the_clock_and_the_learner_hand_in_once_whoever_comes_first(first, overdue, completions):
    acts = acts_on(overdue)
    results = interrupted(acts[first], acts[1 - first], at=HOLDING)
    assert {(result.status, result.percent) for result in results} == {("passed", 100)}
    assert (handed_in(), completions, ActivityCompletion.objects.count()) == (1, [overdue.enrolment_id], 1)


@pytest.mark.postgresql
def test_control_without_holding_anything_both_hand_in(monkeypatch, overdue):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    monkeypatch.setattr(AttemptQuerySet, "hold", lambda rows: rows.count())
    assert errors(interrupted(*acts_on(overdue), at=HOLDING)) == []
    assert handed_in() == 2


@pytest.mark.parametrize("number", range(ROUNDS))
def test_many_sweeps_and_many_presses_end_in_one_true_mark(number, overdue):
    results = all_at_once(*acts_on(overdue) * (size() // 2))
    assert (errors(results), handed_in()) == ([], 1)
    assert list(attempt_findings()) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_an_answer_sent_in_time_while_the_clock_hands_in_is_marked_or_refused(number, overdue):
    overdue.responses.all().delete()
    _learner, clock = acts_on(overdue)
    results = all_at_once(clock, *[saving(overdue, item) for item in overdue.paper.items])
    assert set(errors(results)) <= {"attempt_over"}
    assert list(attempt_findings()) == []

"""Races of a quiz, with real threads; each with its control on PostgreSQL."""

import threading
from functools import partial

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings
from assessments.managers import AttemptQuerySet
from assessments.models import AssessmentPage, Attempt, Response
from assessments.services.attempts import save_answer, start_attempt, submit_attempt
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion
from tests.cast import NOW
from tests.concurrency.crowd import PATIENCE, ROUNDS, all_at_once, crowd, errors, meeting, size
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
    return partial(save_answer, attempt=attempt, item_key=item.key, chosen=right_answer(item), at=NOW)


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

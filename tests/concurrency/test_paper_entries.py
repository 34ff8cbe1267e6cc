"""Races of answers on paper and of marking by hand, with real threads; each with its control on PostgreSQL."""

import threading
from functools import partial

import pytest
from django.db import transaction
from django.db.models.signals import pre_save

from assessments.answers import Answer
from assessments.integrity import attempt_findings, paper_findings
from assessments.models import Attempt, PaperEntry
from assessments.services.answering import save_answer
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.services.paper_entries import begin_paper_entry, confirm_paper
from enrolment.integrity import enrolment_findings
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion, Enrolment, Override
from enrolment.services.overrides import mark_done, mark_undone
from enrolment.services.progress import record_completion
from tests.cast import NOW, Cast
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, interrupted, meeting, size
from tests.factories.attempts import answer_by_row, right_answer
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.on_paper import on_paper
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(transactional_db):
    """Zoë's quiz of three questions, and two trainers of her course."""
    return on_paper(Cast())


def no_lock(monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)


# --- Two people confirm at the same moment --------------------------------------------------------


def confirming(paper):
    entry = paper.entry
    about = {"entry": entry, "version": entry.version, "declared": False, "at": NOW}
    return [partial(confirm_paper, by=by, **about) for by in (paper.tess, UserFactory(office=True))]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_people_who_confirm_at_once_hand_in_once(number, paper, completions):
    paper.entered()
    results = all_at_once(*confirming(paper))
    assert errors(results) == ["entry_over"]
    assert (ActivityCompletion.objects.count(), [*attempt_findings(), *paper_findings()]) == (1, [])


@pytest.mark.postgresql
def test_control_reading_and_then_writing_lets_several_confirm(paper):
    paper.entered()
    seen = threading.Barrier(size())

    def read_then_write():
        entry = PaperEntry.objects.get()
        seen.wait()
        PaperEntry.objects.filter(pk=entry.pk).update(checked_at=NOW, checked_by=paper.tess)
        return entry.checked_at is None

    assert crowd(read_then_write).count(True) > 1


# --- The learner and the paper --------------------------------------------------------------------


def beginning(paper, **about):
    about = {"reason": "No screen.", "by": paper.tom, "at": NOW, **about}
    return partial(begin_paper_entry, enrolment=paper.enrolment, assessment=paper.quiz, **about)


def starting(paper):
    return partial(start_attempt, enrolment=paper.enrolment, assessment=paper.quiz, by=paper.enrolment.learner, at=NOW)


def test_a_crowd_that_begins_one_paper_begins_one(paper):
    results = crowd(beginning(paper))
    assert (errors(results), PaperEntry.objects.count(), Attempt.objects.count()) == ([], 1, 1)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_screen_and_paper_at_once_make_one_attempt(number, paper):
    results = all_at_once(starting(paper), beginning(paper))
    assert set(errors(results)) <= {"begun_on_screen"}
    assert Attempt.objects.count() == 1


@pytest.mark.postgresql
def test_control_without_the_lock_one_of_them_ends_in_an_error(paper, monkeypatch):
    no_lock(monkeypatch)
    with meeting(pre_save, Attempt):
        assert errors(all_at_once(starting(paper), beginning(paper))) == ["IntegrityError"]


def on_screen(paper):
    attempt = starting(paper)()
    answer_by_row(attempt)
    return attempt


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_learner_who_hands_in_while_a_paper_begins_is_marked_or_goes_on_on_paper(number, paper):
    submit = partial(submit_attempt, attempt=on_screen(paper), by=paper.enrolment.learner, at=NOW)
    results = all_at_once(submit, beginning(paper, instead=True))
    assert set(errors(results)) <= {"already_passed"}
    assert sorted(Attempt.objects.values_list("status", flat=True)) in (["passed"], ["in_progress", "withdrawn"])
    assert list(attempt_findings()) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_an_answer_given_while_a_paper_begins_is_saved_before_or_refused(number, paper):
    attempt = starting(paper)()
    item = attempt.paper.items[0]
    answer = {"item_key": item.key, "answer": Answer(tuple(right_answer(item))), "at": NOW}
    results = all_at_once(partial(save_answer, attempt=attempt, **answer), beginning(paper, instead=True))
    assert set(errors(results)) <= {"attempt_over"}
    assert Attempt.objects.in_progress().get().is_on_paper


@transaction.atomic
def look_then_save(attempt):
    is_open = Attempt.objects.in_progress().filter(pk=attempt.pk).exists()
    list(Override.objects.all())  # the moment in between
    return is_open and answer_by_row(attempt)


@pytest.mark.postgresql
def test_control_looking_first_and_saving_then_answers_an_attempt_that_is_over(paper):
    attempt = starting(paper)()
    begin = beginning(paper, instead=True)
    interrupted(partial(look_then_save, attempt), begin, at='SELECT "enrolment_override"')
    attempt.refresh_from_db()
    assert (attempt.status, attempt.responses.count()) == ("withdrawn", 3)


# --- Marking by hand ------------------------------------------------------------------------------


def marking(act, enrolment, number=0):
    key = enrolment.edition.outline.keys[number]
    by = UserFactory(office=True)
    return partial(act, enrolment=enrolment, activity_key=key, reason="Seen.", by=by, at=NOW)


@pytest.mark.parametrize(("act", "code"), [(mark_done, "already_done"), (mark_undone, "not_done")])
def test_a_crowd_that_marks_one_thing_marks_it_once(act, code):
    enrolment = ActivityCompletionFactory().enrolment
    number = 1 if act is mark_done else 0
    results = crowd(marking(act, enrolment, number))
    assert (errors(results), Override.objects.count()) == ([code] * (size() - 1), 1)


@pytest.mark.postgresql
def test_control_without_the_lock_several_take_one_thing_back(monkeypatch):
    no_lock(monkeypatch)
    enrolment = ActivityCompletionFactory().enrolment
    with meeting(pre_save, Override):
        assert errors(all_at_once(*[marking(mark_undone, enrolment)] * 2)) == []
    assert Override.objects.count() == 2


def finishing(enrolment):
    key = enrolment.edition.outline.keys[1]
    return partial(record_completion, enrolment=enrolment, activity_key=key, by=enrolment.learner, at=NOW)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_taking_back_while_the_learner_finishes_leaves_no_course_finished_without_it(number):
    enrolment = ActivityCompletionFactory().enrolment
    results = all_at_once(marking(mark_undone, enrolment), finishing(enrolment))
    assert set(errors(results)) <= {"course_completed"}
    assert (list(enrolment_findings()), Override.objects.exists()) == ([], not errors(results))


@pytest.mark.postgresql
def test_control_without_the_lock_the_course_is_finished_without_it(monkeypatch):
    no_lock(monkeypatch)
    enrolment = EnrolmentFactory()
    ActivityCompletionFactory(enrolment=enrolment)
    taking_back = 'DELETE FROM "enrolment_activitycompletion"'
    assert errors(interrupted(marking(mark_undone, enrolment), finishing(enrolment), at=taking_back)) == []
    assert (Enrolment.objects.get().is_completed, ActivityCompletion.objects.count()) == (True, 1)

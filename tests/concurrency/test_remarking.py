"""Races of marking again by a corrected key, with real threads; each with its control on PostgreSQL."""

import threading
from dataclasses import asdict
from functools import partial

import pytest
from django.db.models.signals import pre_save

from assessments.integrity import attempt_findings, handing_in_findings, remark_findings
from assessments.managers import AttemptQuerySet
from assessments.models import Attempt, KeyCorrection, PassDecision, Question, Remark
from assessments.paper import frozen_item
from assessments.services.attempts import submit_attempt
from assessments.services.pass_decisions import decide_pass
from assessments.services.remarking import carry_on, mark_again
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion, Override
from lms.notifications.models import OutboundEmail
from tests.assessments.corrections import RIGHT, WRONG_KEY, begun, correct, handed_in, quiz_of_one
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, interrupted, meeting, size
from tests.factories.corrections import KeyCorrectionFactory, RemarkFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
HANDING_IN = 'UPDATE "assessments_attempt" SET "status" = '


def nothing_is_wrong():
    return [*attempt_findings(), *handing_in_findings(), *remark_findings()] == []


def being_answered():
    """Return an attempt in progress, answered by the right key, and its question, corrected."""
    attempt = begun(quiz_of_one(lessons=0), RIGHT)
    return attempt, correct(Question.objects.get())


def handing_in(attempt):
    return partial(submit_attempt, attempt=attempt, by=attempt.enrolment.learner, at=NOW)


def marking(question):
    return partial(mark_again, question=question, reason="Red.", by=UserFactory(office=True), at=NOW)


# --- While the learner hands in -------------------------------------------------------------------


@pytest.mark.parametrize("number", range(ROUNDS))
def test_marking_again_while_the_learner_hands_in_ends_in_one_truth(number, completions):
    attempt, question = being_answered()
    assert errors(all_at_once(handing_in(attempt), marking(question))) == []
    attempt.refresh_from_db()
    assert (attempt.status, attempt.percent, completions) == ("passed", 100, [attempt.enrolment_id])
    assert nothing_is_wrong()


def interrupted_handing_in():
    attempt, question = being_answered()
    told = errors(interrupted(handing_in(attempt), marking(question), at=HANDING_IN))
    return told, Attempt.objects.get().percent, list(attempt_findings())


@pytest.mark.postgresql
def test_a_key_corrected_in_the_midst_of_handing_in_waits_for_its_end():
    assert interrupted_handing_in() == ([], 100, [])


@pytest.mark.postgresql
def test_control_without_locks_the_mark_does_not_follow_from_the_paper(monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    monkeypatch.setattr(AttemptQuerySet, "hold", lambda rows: 0)
    _told, percent, findings = interrupted_handing_in()
    assert (percent, "its answers earn 100 %" in findings[0]) == (0, True)


# --- Two editors, or an editor and the sweep ------------------------------------------------------


def some_attempts(count=4):
    quiz = quiz_of_one()
    for number in range(count):
        handed_in(quiz, RIGHT if number % 2 else WRONG_KEY)
    return correct(Question.objects.get())


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_several_editors_one_marks_again_and_the_others_are_told(number):
    question = some_attempts()
    told = errors(crowd(marking(question)))
    assert (len(told), set(told) <= {"being_marked", "nothing_to_mark"}) == (size() - 1, True)
    assert (KeyCorrection.objects.count(), Remark.objects.count(), OutboundEmail.objects.count()) == (1, 4, 2)
    assert nothing_is_wrong()


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_ends_in_errors():
    question, person = some_attempts(0), UserFactory()

    def look_then_write():
        begun_already = KeyCorrection.objects.filter(question=question, finished_at=None).first()
        return begun_already or KeyCorrectionFactory(question=question, made_by=person, finished_at=None)

    with meeting(pre_save, KeyCorrection):
        assert "IntegrityError" in errors(crowd(look_then_write))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_crowd_that_goes_on_marking_marks_each_attempt_once(number):
    question = some_attempts()
    correction = KeyCorrectionFactory(question=question, item_json=asdict(frozen_item(question)), finished_at=None)
    assert errors(crowd(partial(carry_on, correction=correction, at=NOW))) == []
    assert (Remark.objects.count(), ActivityCompletion.objects.count(), OutboundEmail.objects.count()) == (4, 4, 2)
    assert nothing_is_wrong()


# --- Deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_a_crowd_one_decides_about_a_pass(number):
    handed_in(quiz_of_one(), WRONG_KEY)
    marking(correct(Question.objects.get()))()
    remark, office = Remark.objects.get(), UserFactory(office=True)
    act = partial(decide_pass, remark=remark, decision=PassDecision.TAKEN_BACK, reason="Wrong.", by=office, at=NOW)
    told = errors(crowd(act))
    assert (len(told), set(told)) == (size() - 1, {"already_decided"})
    assert (Override.objects.count(), OutboundEmail.objects.count(), nothing_is_wrong()) == (1, 1, True)


@pytest.mark.postgresql
def test_control_reading_and_then_saving_decides_several_times():
    remark, office, seen = RemarkFactory(), UserFactory(office=True), threading.Barrier(size())

    def read_then_save():
        row, _place = Remark.objects.get(pk=remark.pk), seen.wait()
        was_waiting = row.decision == PassDecision.WAITS
        row.decision, row.reason, row.decided_by, row.decided_at = "kept", "Right.", office, NOW
        row.save()
        return was_waiting

    assert crowd(read_then_save).count(True) > 1

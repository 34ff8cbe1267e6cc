"""A pass that a corrected key would not give: who decides, what it comes to, and what refuses."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings, remark_findings
from assessments.models import Attempt, PassDecision, Question, Remark
from assessments.services.pass_decisions import decide_pass
from assessments.services.remarking import mark_again
from assessments.services.trainers import appoint_trainer
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Override
from lms.notifications.models import OutboundEmail
from tests.assessments.corrections import RIGHT, WRONG_KEY, correct, handed_in, quiz_of_one
from tests.cast import NOW
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
KEPT, TAKEN_BACK = PassDecision.KEPT, PassDecision.TAKEN_BACK


@pytest.fixture
def quiz():
    return quiz_of_one(awarding=True)


@pytest.fixture
def remark(quiz, cast):
    """Zoë's pass by a wrong key, which waits for a decision; Tom is a trainer of the course."""
    handed_in(quiz, WRONG_KEY, learner=cast.zoe)
    mark_again(question=correct(Question.objects.get()), reason="Red.", by=cast.editor, at=NOW)
    appoint_trainer(course=quiz.course, person=cast.trainer, by=None, at=NOW)
    return Remark.objects.get()


def decide(remark, by, decision=TAKEN_BACK, reason="They had read it rightly."):
    return decide_pass(remark=remark, decision=decision, reason=reason, by=by, at=LATER)


def standing():
    return Attempt.objects.get().status, ActivityCompletion.objects.count(), OutboundEmail.objects.count()


def nothing_is_wrong():
    return [*attempt_findings(), *remark_findings()] == []


@pytest.mark.parametrize("who", ["trainer", "office"])
def test_it_may_be_let_stand(who, remark, cast):
    decided = decide(remark, getattr(cast, who), KEPT)
    assert (decided.decision, decided.decided_by, decided.decided_at) == ("kept", getattr(cast, who), LATER)
    assert standing() == ("passed", 1, 0)
    assert nothing_is_wrong()


@pytest.mark.parametrize("who", ["trainer", "office"])
def test_taken_back_it_is_to_be_done_again_and_the_learner_is_told(who, remark, cast):
    decide(remark, getattr(cast, who))
    assert standing() == ("not_yet_passed", 0, 1)
    assert OutboundEmail.objects.get().kind == "pass_taken_back"
    assert Override.objects.get().reason == "They had read it rightly."
    assert nothing_is_wrong()


def test_what_somebody_let_stand_is_not_asked_about_again(remark, cast):
    decide(remark, cast.office, KEPT)
    Question.objects.update(marks=2)
    mark_again(question=Question.objects.get(), reason="Two marks.", by=cast.editor, at=LATER)
    assert sorted(Remark.objects.values_list("decision", flat=True)) == ["kept", "not_needed"]
    assert nothing_is_wrong()


def test_another_pass_keeps_the_activity_done(quiz, cast):
    handed_in(quiz, RIGHT, learner=cast.zoe)
    handed_in(quiz, WRONG_KEY, learner=cast.zoe, at=NOW + timedelta(days=1))
    mark_again(question=correct(Question.objects.get()), reason="Red.", by=cast.editor, at=NOW)
    decide(Remark.objects.get(decision="waits"), cast.office)
    assert (ActivityCompletion.objects.count(), nothing_is_wrong()) == (1, True)


def test_what_staff_vouch_for_stays_done(remark, cast):
    ActivityCompletion.objects.update(source=CompletionSource.STAFF)
    decide(remark, cast.office)
    assert (ActivityCompletion.objects.count(), nothing_is_wrong()) == (1, True)


def test_it_stands_in_the_log(remark, cast):
    decide(remark, cast.office)
    entry = ModelLogEntry.objects.get(action="assessments.decide_pass")
    assert (entry.user, entry.data) == (cast.office, {"remark": remark.pk, "decision": "taken_back"})


# --- Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("zoe", "not_for_yourself"),
        ("amir", "not_yours_to_help"),
        ("editor", "not_yours_to_help"),
        ("lead", "not_yours_to_help"),
    ],
)
def test_only_who_may_help_the_learner_decides(who, code, remark, cast):
    with refused(code):
        decide(remark, getattr(cast, who))
    assert standing() == ("passed", 1, 0)


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason_needed"), ("x" * 301, "reason_too_long")])
def test_without_a_fit_reason_nothing_is_decided(reason, code, remark, cast):
    with refused(code):
        decide(remark, cast.office, reason=reason)


@pytest.mark.parametrize("second", [KEPT, TAKEN_BACK])
@pytest.mark.parametrize("first", [KEPT, TAKEN_BACK])
def test_it_is_decided_once(first, second, remark, cast):
    decide(remark, cast.office, first)
    before = standing()
    with refused("already_decided"):
        decide(remark, cast.trainer, second)
    assert standing() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "completed", "completed_at": NOW}, "course_completed"),
        ({"status": "withdrawn", "withdrawn_at": NOW}, "enrolment_ended"),
    ],
)
def test_of_a_course_that_is_over_no_pass_is_taken_back(change, code, remark, cast):
    Enrolment.objects.update(**change)
    with refused(code):
        decide(remark, cast.office)
    assert (standing(), Remark.objects.get().decision) == (("passed", 1, 0), "waits")
    decide(remark, cast.office, KEPT)


def test_a_decision_about_what_is_no_pass_is_found(remark):
    Attempt.objects.update(status="not_yet_passed")
    words = f"Remark {remark.pk} waits for a decision, but attempt {remark.attempt_id} is no pass."
    assert list(remark_findings()) == [words]

"""Marking attempts again by a corrected key: what moves, what stands, and that twice is once."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings, handing_in_findings, remark_findings
from assessments.models import (
    AssessmentQuestion,
    Attempt,
    KeyCorrection,
    Question,
    QuestionOption,
    Remark,
    Response,
    Review,
)
from assessments.paper import frozen_item
from assessments.remarking import Effect, Hindrance
from assessments.services.attempts import submit_attempt
from assessments.services.remark_preview import preview_remarking
from assessments.services.remarking import carry_on, mark_again
from enrolment.models import ActivityCompletion, Enrolment
from lms.notifications.models import OutboundEmail
from tests.assessments.corrections import RIGHT, WRONG_KEY, begun, correct, handed_in, quiz_of_one, worded
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import QuestionFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def quiz():
    """A quiz of one question, whose key says “Blue” and should say “Red”."""
    return quiz_of_one()


@pytest.fixture
def question(quiz):
    return Question.objects.get()


def again(question, cast):
    return mark_again(question=question, reason="Red was right.", by=cast.editor, at=LATER)


def previewed(question):
    return preview_remarking(question, by=UserFactory())


def effects(question):
    return dict(previewed(question).effects)


def item_json(question):
    return asdict(frozen_item(Question.objects.get(pk=question.pk)))


def nothing_is_wrong():
    return [*attempt_findings(), *handing_in_findings(), *remark_findings()] == []


# --- What it comes to -----------------------------------------------------------------------------


def test_who_was_right_all_along_now_passes_and_is_told(quiz, question, cast):
    attempt = handed_in(quiz, RIGHT, learner=cast.zoe)
    again(correct(question), cast)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.percent, attempt.finished_at) == ("passed", 100, NOW)
    assert ActivityCompletion.objects.get().completed_at == LATER
    assert OutboundEmail.objects.get().kind == "marked_again"
    assert nothing_is_wrong()


def test_a_pass_stands_until_somebody_decides(quiz, question, cast):
    attempt = handed_in(quiz, WRONG_KEY)
    again(correct(question), cast)
    attempt.refresh_from_db()
    remark = Remark.objects.get()
    assert (attempt.status, attempt.percent, remark.decision) == ("passed", 0, "waits")
    assert (remark.percent_before, remark.percent_after, remark.status_after) == (100, 0, "passed")
    assert (ActivityCompletion.objects.count(), OutboundEmail.objects.count()) == (1, 0)
    assert nothing_is_wrong()


def test_an_attempt_in_progress_is_marked_by_the_corrected_key_when_it_is_handed_in(quiz, question, cast):
    attempt = begun(quiz, RIGHT)
    assert again(correct(question), cast).finished_at == LATER
    done = submit_attempt(attempt=attempt, by=attempt.enrolment.learner, at=LATER)
    assert (done.status, done.percent, Remark.objects.get().percent_after) == ("passed", 100, None)
    assert nothing_is_wrong()


def test_a_pass_ends_the_next_attempt_that_is_being_answered(quiz, question, cast):
    first = handed_in(quiz, RIGHT, learner=cast.zoe)
    second = begun(quiz, learner=cast.zoe, at=NOW + timedelta(days=1))
    again(correct(question), cast)
    assert [*Attempt.objects.values_list("pk", "status").order_by("number")] == [
        (first.pk, "passed"),
        (second.pk, "withdrawn"),
    ]
    assert nothing_is_wrong()


def test_who_has_passed_meanwhile_is_told_nothing(quiz, question, cast):
    handed_in(quiz, RIGHT, learner=cast.zoe)
    handed_in(quiz, WRONG_KEY, learner=cast.zoe, at=NOW + timedelta(days=1))
    again(correct(question), cast)
    assert [*Attempt.objects.order_by("number").values_list("status", "percent")] == [("passed", 100), ("passed", 0)]
    assert not OutboundEmail.objects.exists()
    assert nothing_is_wrong()


def test_marks_may_change_without_an_outcome(cast):
    quiz = quiz_of_one(questions=3)
    handed_in(quiz, RIGHT, WRONG_KEY, RIGHT)
    question = Question.objects.order_by("pk").first()
    again(correct(question), cast)
    assert Attempt.objects.get().percent == 66
    assert [*Response.objects.filter(item_key=question.key).values_list("mark", flat=True)] == [1]
    assert nothing_is_wrong()


def test_the_learner_keeps_the_words_and_the_order_that_were_asked(quiz, question, cast):
    attempt = handed_in(quiz, RIGHT)
    Question.objects.update(prompt="<p>Asked otherwise?</p>")
    QuestionOption.objects.filter(text=RIGHT).update(text="Crimson")
    again(correct(question, "Crimson"), cast)
    old, new = attempt.paper.items[0], Attempt.objects.get().paper.items[0]
    assert (new.prompt, [one.text for one in new.options]) == (old.prompt, [one.text for one in old.options])
    assert Remark.objects.get().item_before["prompt"] == old.prompt


def test_who_has_left_is_left_alone(quiz, question, cast):
    attempt = handed_in(quiz, RIGHT)
    Enrolment.objects.update(status="withdrawn", withdrawn_at=NOW)
    assert effects(correct(question)) == {}
    with refused("nothing_to_mark"):
        again(question, cast)
    assert Attempt.objects.get().paper == attempt.paper


def test_the_attempts_of_whoever_corrects_are_left_to_a_colleague(quiz, question, cast):
    own, other = handed_in(quiz, RIGHT), handed_in(quiz, RIGHT)
    for by, left in ((own.enrolment.learner, own), (cast.editor, None)):
        mark_again(question=correct(question), reason="Red was right.", by=by, at=LATER)
        waiting = Attempt.objects.exclude(status="passed")
        assert list(waiting) == ([left] if left else [])
    assert other.remarks.count() == 1


def test_a_course_that_ends_with_this_quiz_is_completed(cast):
    quiz = quiz_of_one(lessons=0)
    handed_in(quiz, RIGHT)
    again(correct(Question.objects.get()), cast)
    assert Enrolment.objects.get().status == "completed"
    assert nothing_is_wrong()


# --- What a trainer reads -------------------------------------------------------------------------


@pytest.fixture
def mixed():
    """A quiz with a question for the machine beside one that a trainer reads."""
    quiz = quiz_of_one(questions=0, writing=True)
    question = QuestionFactory()
    AssessmentQuestion.objects.create(page=quiz, question=question, sort_order=5)
    return quiz, question


def half(mixed, text, **standing):
    """Return an attempt by its row whose machine part has this answer."""
    quiz, question = mixed
    attempt = AttemptFactory(enrolment=EnrolmentFactory(course=quiz.course), assessment=quiz, **standing)
    chosen = worded(attempt, text)
    Response.objects.create(attempt=attempt, item_key=question.key, chosen=chosen, saved_at=NOW, mark=0)
    return attempt


def failed(mixed):
    attempt = half(mixed, RIGHT, status="not_yet_passed", percent=0, submitted_at=NOW, finished_at=NOW)
    assert nothing_is_wrong()
    return attempt


def test_a_task_that_had_failed_by_the_machine_goes_to_a_trainer(mixed, cast):
    attempt = failed(mixed)
    again(correct(mixed[1]), cast)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.percent, attempt.finished_at) == ("awaiting_review", 100, None)
    assert (OutboundEmail.objects.count(), nothing_is_wrong()) == (1, True)


def test_it_stays_where_another_attempt_is_open(mixed, cast):
    attempt = failed(mixed)
    AttemptFactory(enrolment=attempt.enrolment, assessment=mixed[0], number=2)
    question = correct(mixed[1])
    assert effects(question) == {Effect.STAYS: 1, Effect.IN_PROGRESS: 1}
    again(question, cast)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.percent, nothing_is_wrong()) == ("not_yet_passed", 100, True)


@pytest.fixture
def waiting(mixed):
    """A task that waits for a trainer, with its machine part passed by the wrong key."""
    return half(mixed, WRONG_KEY, status="awaiting_review", percent=100, submitted_at=NOW)


def test_what_a_trainer_has_stays_with_the_trainer(mixed, waiting, cast):
    again(correct(mixed[1]), cast)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.percent, Remark.objects.get().decision) == ("awaiting_review", 0, "not_needed")
    assert nothing_is_wrong()


@pytest.mark.parametrize("about", [{}, {"not_yet_passed": True, "outcome": "not_yet_passed"}])
def test_what_a_trainer_decides_afterwards_stands(mixed, waiting, cast, about):
    again(correct(mixed[1]), cast)
    outcome = ReviewFactory(attempt=waiting, released=True, **about).outcome
    ActivityCompletionFactory(enrolment=waiting.enrolment, activity_key=mixed[0].activity_key)
    Attempt.objects.update(status=outcome, finished_at=NOW)
    assert nothing_is_wrong()


@pytest.mark.parametrize("decided", ["passed", "not_yet_passed"])
def test_what_a_trainer_had_decided_stands_while_the_machine_lets_it_pass(mixed, cast, decided):
    attempt = half(mixed, WRONG_KEY, status=decided, percent=100, submitted_at=NOW, finished_at=NOW)
    ReviewFactory(attempt=attempt, released=True, **({} if decided == "passed" else {"not_yet_passed": True}))
    again(correct(mixed[1]), cast)
    again(correct(mixed[1], WRONG_KEY), cast)
    assert (Attempt.objects.get().status, Review.objects.count()) == (decided, 1)
    assert not Remark.objects.filter(decision="waits").exists()


# --- Twice is once --------------------------------------------------------------------------------


def everything():
    """Return every row that marking again could change."""
    models = (Attempt, Response, Remark, ActivityCompletion, OutboundEmail, Enrolment)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_marking_again_twice_changes_nothing_more(quiz, question, cast):
    handed_in(quiz, RIGHT), handed_in(quiz, WRONG_KEY), begun(quiz, RIGHT)
    correction = again(correct(question), cast)
    before = everything()
    carry_on(correction=correction, at=LATER + timedelta(days=1))
    with refused("nothing_to_mark"):
        again(question, cast)
    assert everything() == before


def test_what_stopped_half_way_goes_on(quiz, question, cast):
    for _ in range(5):
        handed_in(quiz, RIGHT)
    about = {"question": correct(question), "reason": "Red.", "made_by": cast.editor, "made_at": NOW}
    correction = KeyCorrection.objects.create(item_json=item_json(question), attempts=5, **about)
    assert (carry_on(correction=correction, at=LATER, most=2).finished_at, Remark.objects.count()) == (None, 2)
    assert (carry_on(correction=correction, at=LATER).finished_at, Remark.objects.count()) == (LATER, 5)
    assert nothing_is_wrong()


def test_a_key_corrected_back_leaves_nothing_to_decide(quiz, question, cast):
    attempt = handed_in(quiz, WRONG_KEY)
    again(correct(question), cast)
    again(correct(question, WRONG_KEY), cast)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.percent) == ("passed", 100)
    assert [*Remark.objects.values_list("decision", flat=True)] == ["not_needed", "not_needed"]
    assert nothing_is_wrong()


def test_a_pass_is_asked_about_once(quiz, question, cast):
    handed_in(quiz, WRONG_KEY)
    again(correct(question), cast)
    Question.objects.update(marks=3)
    again(question, cast)
    assert sorted(Remark.objects.values_list("decision", flat=True)) == ["not_needed", "waits"]
    assert nothing_is_wrong()


# --- Refusals, the log, the preview ---------------------------------------------------------------


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_needed"), ("x" * 301, "reason_too_long")])
def test_without_a_fit_reason_nothing_is_marked(reason, code, quiz, question, cast):
    handed_in(quiz, RIGHT)
    with refused(code):
        mark_again(question=correct(question), reason=reason, by=cast.editor, at=LATER)
    assert not KeyCorrection.objects.exists()


def test_while_it_is_being_done_nobody_begins_it_once_more(quiz, question, cast):
    handed_in(quiz, RIGHT)
    about = {"question": correct(question), "reason": "Red.", "made_by": cast.editor, "made_at": NOW}
    KeyCorrection.objects.create(item_json={}, **about)
    with refused("being_marked"):
        again(question, cast)


def test_the_log_says_who_corrected_it_and_which_outcomes_moved(quiz, question, cast):
    handed_in(quiz, RIGHT), handed_in(quiz, WRONG_KEY)
    correction = again(correct(question), cast)
    log = ModelLogEntry.objects
    assert log.get(action="assessments.correct_key").data == {"correction": correction.pk, "attempts": 2}
    assert log.get(action="assessments.mark_again").data["status"] == "passed"


def test_the_preview_writes_nothing_and_says_what_would_become_of_each(quiz, question):
    handed_in(quiz, RIGHT), handed_in(quiz, WRONG_KEY), begun(quiz), handed_in(quiz)
    correct(question)
    before = everything()
    assert effects(question) == {Effect.PASSES: 1, Effect.PASS_WAITS: 1, Effect.IN_PROGRESS: 1, Effect.NOTHING: 1}
    assert everything() == before


def test_what_was_asked_with_other_answers_cannot_be_marked_again(quiz, question, cast):
    handed_in(quiz, RIGHT)
    QuestionOption.objects.create(question=question, text="Yellow", sort_order=9)
    found = previewed(question)
    assert (found.changes, dict(found.hindered)) == ([], {Hindrance.OTHER_ANSWERS: 1})
    with refused("nothing_to_mark"):
        again(question, cast)


def test_other_words_alone_are_no_correction(quiz, question):
    handed_in(quiz, RIGHT)
    Question.objects.update(prompt="<p>Otherwise?</p>", feedback="<p>New.</p>")
    assert previewed(Question.objects.get()).changes == []


@pytest.mark.parametrize("count", [1, 6])
def test_the_preview_costs_the_same_for_few_and_many(count, quiz, question):
    for _ in range(count):
        handed_in(quiz, RIGHT)
    correct(question)
    by = UserFactory()
    with assert_statements(at_most=6):
        preview_remarking(question, by=by)

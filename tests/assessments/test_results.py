"""What a learner is told after handing in; before that, nothing."""

from fractions import Fraction

import pytest

from assessments.answers import Answer
from assessments.desk import desk_of
from assessments.marking import best_answer
from assessments.models import FeedbackPolicy
from assessments.results import Shown, given_words, item_results, marks_in_words, right_words, shown_by
from assessments.rules import StartRefusal
from tests.assessments.papers import (
    MACHINE_MARKED,
    ONE_OF_EACH,
    gap_fill,
    item,
    matching,
    ordering,
    scenario,
    short_text,
    weighted,
)
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, right_answer, wrong_answer
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def results_of(attempt, choose=right_answer):
    return item_results(attempt, {item.key: Answer(tuple(choose(item))) for item in attempt.paper.items})


def test_an_attempt_in_progress_has_no_results():
    assert results_of(AttemptFactory()) == []


def test_a_pass_shows_how_each_question_went_and_what_was_right():
    results = results_of(AttemptFactory(passed=True))
    assert [result.is_right for result in results] == [True, True, True]
    assert [result.right for result in results] == [("Blue (right)",)] * 3


def test_the_right_answers_stay_secret_until_the_quiz_is_passed():
    results = results_of(AttemptFactory(not_yet_passed=True), choose=wrong_answer)
    assert [(result.is_right, result.right) for result in results] == [(False, ())] * 3


def test_a_question_left_open_has_no_choice():
    assert results_of(AttemptFactory(not_yet_passed=True), choose=lambda item: [])[0].given == ()


# --- What the policy of a quiz shows --------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "is_passed", "questions", "right"),
    [
        (FeedbackPolicy.ONCE_PASSED, False, True, False),
        (FeedbackPolicy.ONCE_PASSED, True, True, True),
        (FeedbackPolicy.ALWAYS, False, True, True),
        (FeedbackPolicy.ALWAYS, True, True, True),
        (FeedbackPolicy.MARK_ONLY, False, False, False),
        (FeedbackPolicy.MARK_ONLY, True, False, False),
    ],
)
def test_the_policy_says_what_is_shown(policy, is_passed, questions, right):
    assert shown_by(policy, is_passed=is_passed) == Shown(questions=questions, right=right)


@pytest.mark.parametrize(
    ("policy", "count", "right"),
    [
        (FeedbackPolicy.ALWAYS, 3, ("Blue (right)",)),
        (FeedbackPolicy.ONCE_PASSED, 3, ()),
        (FeedbackPolicy.MARK_ONLY, 0, ()),
    ],
)
def test_an_attempt_that_did_not_pass_shows_what_its_policy_allows(policy, count, right):
    attempt = AttemptFactory(not_yet_passed=True)
    attempt.assessment.feedback_policy = policy
    results = results_of(attempt, choose=wrong_answer)
    assert [result.right for result in results] == [right] * count


@pytest.mark.parametrize("policy", FeedbackPolicy.values)
def test_no_policy_shows_anything_of_an_attempt_in_progress(policy):
    attempt = AttemptFactory()
    attempt.assessment.feedback_policy = policy
    assert results_of(attempt) == []


# --- Answers and marks in words ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earned", "of", "words"),
    [
        (Fraction(2), 3, "2 of 3 marks"),
        (Fraction(1), 1, "1 of 1 mark"),
        (Fraction(3, 2), 3, "1.5 of 3 marks"),
        (Fraction(2, 3), 1, "0.66 of 1 mark"),
        (Fraction(2999, 1000), 3, "2.99 of 3 marks"),
        (Fraction(10), 10, "10 of 10 marks"),
        (Fraction(0), 10, "0 of 10 marks"),
    ],
)
def test_points_are_told_in_words_and_never_rounded_up(earned, of, words):
    assert marks_in_words(earned, of) == words


@pytest.mark.parametrize(
    ("question", "answer", "given", "right"),
    [
        (item("q1", right="ab"), ("b",), ("B",), ("A", "B")),
        (weighted(50, 50, -50), ("c",), ("C",), ("A", "B")),
        (matching(), ("b:s1",), ("B – Side 1",), ("A – Side 1", "B – Side 2", "C – Side 2")),
        (ordering("ABC"), ("c", "a", "b"), ("1. C", "2. A", "3. B"), ("1. A", "2. B", "3. C")),
        (gap_fill(("rises", "grows"), (r"\* *",)), ("x", ""), ("part 0 “x”part 1 …part 2 ",), None),
        (scenario(), ("wait",), ("Wait",), ("Greet", "Listen")),
    ],
)
def test_answers_are_told_in_words(question, answer, given, right):
    assert given_words(question, Answer(answer)) == given
    assert right is None or right_words(question) == right


def test_accepted_words_are_told_as_people_write_them():
    question = short_text("urge", "a * wave", r"5 \* 3", ("a feeling", 50))
    assert right_words(question) == ("urge", "a … wave", "5 * 3")
    assert right_words(gap_fill((r"\* *",))) == ("part 0 “* …”part 1 ",)


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_the_best_answer_and_none_are_told_for_every_kind(kind):
    question = ONE_OF_EACH[kind]
    assert given_words(question, best_answer(question))
    assert given_words(question, Answer()) == ()


# --- The desk before a quiz -----------------------------------------------------------------------


def desk(attempt):
    return desk_of(attempt.assessment, str(attempt.enrolment_id), at=NOW)


def test_an_attempt_in_progress_can_be_gone_on_with():
    attempt = AttemptFactory()
    here = desk(attempt)
    assert (here.in_progress, here.finished, here.refusal, here.question_count) == (attempt, (), None, 3)


def test_a_pass_stands():
    here = desk(AttemptFactory(passed=True))
    assert (here.is_passed, here.refusal) == (True, StartRefusal.ALREADY_PASSED)


def test_a_new_attempt_may_start_after_one_that_did_not_pass():
    here = desk(AttemptFactory(not_yet_passed=True))
    assert (here.is_passed, here.refusal, len(here.finished)) == (False, None, 1)


@pytest.mark.parametrize("finished", [1, 6])
def test_the_desk_costs_two_statements_however_many_attempts(finished):
    attempt = AttemptFactory(not_yet_passed=True)
    for number in range(2, finished + 1):
        AttemptFactory(enrolment=attempt.enrolment, number=number, not_yet_passed=True)
    with assert_statements(at_most=2):
        desk(attempt)

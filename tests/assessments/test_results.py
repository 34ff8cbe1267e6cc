"""What a learner is told after handing in; before that, nothing."""

import pytest

from assessments.desk import desk_of
from assessments.results import item_results
from assessments.rules import StartRefusal
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, right_answer, wrong_answer
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def results_of(attempt, choose=right_answer):
    return item_results(attempt, {item.key: choose(item) for item in attempt.paper.items})


def test_an_attempt_in_progress_has_no_results():
    assert results_of(AttemptFactory()) == []


def test_a_pass_shows_how_each_question_went_and_what_was_right():
    results = results_of(AttemptFactory(passed=True))
    assert [result.is_right for result in results] == [True, True, True]
    assert [[option.text for option in result.right_options] for result in results] == [["Blue (right)"]] * 3


def test_the_right_answers_stay_secret_until_the_quiz_is_passed():
    results = results_of(AttemptFactory(not_yet_passed=True), choose=wrong_answer)
    assert [(result.is_right, result.right_options) for result in results] == [(False, ())] * 3


def test_a_question_left_open_has_no_choice():
    assert results_of(AttemptFactory(not_yet_passed=True), choose=lambda item: [])[0].chosen == ()


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

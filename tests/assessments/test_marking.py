"""Marking: the same answers give the same marks, in any order, and never more than there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer
from assessments.marking import Result, mark_item, mark_paper
from assessments.rules import AttemptStatus
from tests.assessments.papers import item, paper, papers, papers_with_answers, written


def right(one):
    return Answer(tuple(sorted(one.correct_keys)))


@pytest.mark.parametrize(
    ("right", "chosen", "mark"),
    [
        ("a", ["a"], 1),
        ("a", ["b"], 0),
        ("a", [], 0),
        ("a", ["a", "b"], 0),
        ("ab", ["a", "b"], 1),
        ("ab", ["b", "a"], 1),
        ("ab", ["a"], 0),
        ("ab", ["a", "b", "c"], 0),
        ("ab", ["a", "a", "b"], 1),
        ("ab", ["a", "b", "forged"], 0),
    ],
)
def test_a_question_earns_its_mark_when_exactly_the_right_options_are_chosen(right, chosen, mark):
    assert mark_item(item("q", right=right), Answer(tuple(chosen))) == mark


def test_a_question_without_a_right_option_earns_nothing():
    assert mark_item(item("q", right=""), Answer(("a",))) == 0


@pytest.mark.parametrize(
    ("earned", "possible", "pass_mark", "percent", "status"),
    [
        (4, 5, 80, 80, AttemptStatus.PASSED),
        (3, 4, 80, 75, AttemptStatus.NOT_YET_PASSED),
        (2, 3, 67, 66, AttemptStatus.NOT_YET_PASSED),
        (2, 3, 66, 66, AttemptStatus.PASSED),
        (0, 0, 1, 0, AttemptStatus.NOT_YET_PASSED),
        (5, 5, 100, 100, AttemptStatus.PASSED),
    ],
)
def test_percent_is_rounded_down_and_the_pass_mark_decides(earned, possible, pass_mark, percent, status):
    result = Result(earned, possible, pass_mark)
    assert (result.percent, result.status) == (percent, status)


@given(papers_with_answers())
def test_marks_lie_between_nothing_and_everything(case):
    made, answers = case
    result = mark_paper(made, answers)
    assert 0 <= result.earned <= result.possible == len(made.items)
    assert 0 <= result.percent <= 100


@given(papers_with_answers(), st.data())
def test_the_order_of_answers_and_options_never_changes_a_mark(case, data):
    made, answers = case
    keys = data.draw(st.permutations(sorted(answers)))
    mixed = {key: Answer(tuple(data.draw(st.permutations(answers[key].chosen)))) for key in keys}
    assert mark_paper(made, mixed) == mark_paper(made, answers)


@given(papers())
def test_only_right_answers_everywhere_earn_a_hundred(made):
    full = mark_paper(made, {one.key: right(one) for one in made.items})
    assert full.earned == full.possible


@given(papers_with_answers(), st.data())
def test_one_more_right_answer_never_lowers_the_mark(case, data):
    made, answers = case
    one = data.draw(st.sampled_from([*made.items, item("spare")]))
    assert mark_paper(made, {**answers, one.key: right(one)}).earned >= mark_paper(made, answers).earned


def test_an_answer_to_a_question_that_was_never_asked_earns_nothing():
    assert mark_paper(paper(item("q1")), {"q2": Answer(("a",))}).earned == 0


@pytest.mark.parametrize(
    ("chosen", "percent", "status"),
    [(["a"], 100, AttemptStatus.AWAITING_REVIEW), (["b"], 0, AttemptStatus.NOT_YET_PASSED)],
)
def test_a_trainer_reads_what_the_machine_lets_pass(chosen, percent, status):
    result = mark_paper(paper(item("q1"), written()), {"q1": Answer(tuple(chosen))})
    assert (result.percent, result.status) == (percent, status)


def test_a_written_task_alone_has_no_percentage():
    result = mark_paper(paper(written()), {})
    assert (result.percent, result.status) == (None, AttemptStatus.AWAITING_REVIEW)

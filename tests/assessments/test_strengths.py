"""Which tools are worth another look: tables of marks, and what is left out."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer
from assessments.strengths import MOST_TOOLS, Marked, marked, strengths, weakest
from tests.assessments.papers import item, paper, written

RIGHT, WRONG = Answer(("a",)), Answer(("b",))
MARKS = st.lists(
    st.builds(Marked, st.integers(1, 9), st.integers(1, 5), st.fractions(0, 1, max_denominator=4)), max_size=30
)


def about(tool, *shares, marks=1):
    return [Marked(tool, marks, Fraction(share)) for share in shares]


@pytest.mark.parametrize(
    ("shares", "is_weak"),
    [
        ((1,), False),
        ((0,), True),
        ((1, 0), True),
        ((1, 1, 0), False),
        ((1, 0, 0), True),
        ((1, 1, 0, 0), True),
        ((1, 1, 1, 0), False),
        ((Fraction(1, 2),), True),
        ((Fraction(2, 3),), False),
        ((Fraction(13, 20),), True),
        ((1, Fraction(1, 3)), False),
        ((1, Fraction(1, 4)), True),
    ],
)
def test_less_than_two_of_three_marks_is_worth_another_look(shares, is_weak):
    [strength] = strengths(about(1, *shares))
    assert strength.is_weak is is_weak


def test_points_weigh_a_question():
    [strength] = strengths([*about(1, 0, marks=3), *about(1, 1, 1)])
    assert (strength.earned, strength.possible, strength.questions, strength.right) == (2, 5, 3, 2)


@pytest.mark.parametrize(
    ("marks", "in_parts"),
    [(about(1, 1, 0), False), (about(1, 1, Fraction(1, 2)), True), (about(1, 1, 0, marks=2), True)],
)
def test_right_or_not_says_it_all_but_for_parts_and_points(marks, in_parts):
    assert strengths(marks)[0].in_parts is in_parts


def test_a_question_that_earns_no_marks_makes_nothing_weak():
    assert not strengths(about(1, 0, marks=0))[0].is_weak


@pytest.mark.parametrize(
    ("marks", "order"),
    [
        ([], []),
        (about(1, 1) + about(2, 1, 1), []),
        (about(1, 1, 0) + about(2, 0), [2, 1]),
        (about(1, 0) + about(2, 0, 0), [2, 1]),
        (about(2, 0) + about(1, 0), [2, 1]),
        ([mark for tool in range(1, 8) for mark in about(tool, 0)], [1, 2, 3, 4, 5]),
        (about(7, 1, 0) + [mark for tool in range(1, 6) for mark in about(tool, 0)], [1, 2, 3, 4, 5]),
    ],
)
def test_the_weakest_come_first_and_no_more_than_five(marks, order):
    assert [strength.tool for strength in weakest(strengths(marks))] == order


def test_questions_without_a_tool_and_those_a_trainer_reads_are_left_out():
    asked = paper(item("q1"), replace(item("q2"), tool=4), replace(written(), tool=5))
    assert marked(asked, {"q1": WRONG, "q2": RIGHT, "w1": Answer(text="I would listen.")}) == (
        Marked(4, 1, Fraction(1)),
    )


def test_a_question_left_open_earns_nothing():
    assert marked(paper(replace(item("q1"), tool=4, marks=2)), {}) == (Marked(4, 2, Fraction(0)),)


def test_a_part_counts_where_the_question_says_so():
    asked = paper(replace(item("q1", right="ab"), tool=4, part_marks=True))
    assert marked(asked, {"q1": RIGHT}) == (Marked(4, 1, Fraction(1, 2)),)


@given(MARKS)
def test_nothing_is_counted_twice_or_lost(marks):
    found = strengths(marks)
    assert len({one.tool for one in found}) == len(found)
    assert sum(one.possible for one in found) == sum(mark.marks for mark in marks)
    assert sum(one.earned for one in found) == sum(mark.marks * mark.share for mark in marks)


@given(MARKS)
def test_those_shown_are_weak_few_and_never_stronger_than_those_left_out(marks):
    found = strengths(marks)
    shown = weakest(found)
    others = [one.share for one in found if one.is_weak and one not in shown]
    assert len(shown) <= MOST_TOOLS
    assert all(one.is_weak for one in shown)
    assert max((one.share for one in shown), default=0) <= min(others, default=1)


@given(MARKS, st.integers(1, 9))
def test_one_more_right_answer_never_makes_a_tool_weak(marks, tool):
    def weak(given):
        return {one.tool for one in strengths(given) if one.is_weak}

    assert weak([*marks, *about(tool, 1)]) <= weak(marks)

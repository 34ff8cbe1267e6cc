"""What levels come to, and what a second trainer reads first."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rubrics import Outcome, needs_second_mark, outcome_of

PASSED, BORDERLINE, NOT_YET = Outcome
IDS = [f"{number:08d}-0000-4000-8000-000000000000" for number in range(2000)]


@pytest.mark.parametrize(
    ("levels", "outcome"),
    [
        ((2, 2, 2, 2), PASSED),
        ((3, 3, 3, 3), PASSED),
        ((3, 2, 3, 2), PASSED),
        ((1, 2, 2, 2), BORDERLINE),
        ((3, 3, 3, 1), BORDERLINE),
        ((1, 1, 3, 3), NOT_YET),
        ((0, 3, 3, 3), NOT_YET),
        ((0, 1, 3, 3), NOT_YET),
        ((0, 0, 0, 0), NOT_YET),
        ((), NOT_YET),
    ],
)
def test_enough_in_every_criterion_is_a_pass_and_one_short_of_it_is_borderline(levels, outcome):
    assert outcome_of(levels) is outcome


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.randoms())
def test_the_order_of_criteria_never_changes_the_outcome(levels, chance):
    assert outcome_of(chance.sample(levels, len(levels))) is outcome_of(levels)


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_one_level_more_never_makes_it_worse(levels):
    rank = [NOT_YET, BORDERLINE, PASSED]
    better = [min(level + 1, 3) for level in levels]
    assert rank.index(outcome_of(better)) >= rank.index(outcome_of(levels))


@pytest.mark.parametrize(("outcome", "is_last"), [*product(Outcome, [False, True])])
def test_borderlines_and_last_fails_are_always_marked_twice_passes_only_by_lot(outcome, is_last):
    always = outcome is BORDERLINE or (is_last and outcome is NOT_YET)
    asked = {needs_second_mark(outcome, is_last_attempt=is_last, attempt_id=one, per_cent=0) for one in IDS[:50]}
    assert asked == {always}


@pytest.mark.parametrize(("per_cent", "low", "high"), [(0, 0, 0), (10, 150, 250), (50, 900, 1100), (100, 2000, 2000)])
def test_so_many_per_cent_of_the_rest_are_drawn(per_cent, low, high):
    drawn = [needs_second_mark(PASSED, is_last_attempt=False, attempt_id=one, per_cent=per_cent) for one in IDS]
    assert low <= sum(drawn) <= high


def test_asking_twice_draws_the_same():
    twice = [[needs_second_mark(PASSED, is_last_attempt=False, attempt_id=one, per_cent=10) for one in IDS]] * 2
    assert twice[0] == twice[1]

"""Figures of a question, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics import LEAST, Asked, figures_of

SHARES = st.floats(0, 1)


def rows(*pairs):
    return [Asked(share, rest) for share, rest in pairs]


@pytest.mark.parametrize(
    ("asked", "facility", "discrimination"),
    [
        (rows(*[(1, 1)] * 5, *[(0, 0)] * 5), 0.5, 1),
        (rows(*[(1, 0)] * 5, *[(0, 1)] * 5), 0.5, -1),
        (rows(*[(1, 1), (1, 0), (0, 1), (0, 0)] * 3), 0.5, 0),
        # Means 0.7 and 0.5; sum of products 1.5; of squares 2.1 and 2.5: 1.5 / sqrt(5.25).
        (rows(*[(1, 1)] * 5, *[(1, 0)] * 2, *[(0, 0)] * 3), 0.7, 0.65465),
        (rows(*[(1, 0.5)] * 10), 1, None),
        (rows(*[(1, None)] * 5, *[(0, None)] * 5), 0.5, None),
    ],
)
def test_facility_and_discrimination(asked, facility, discrimination):
    figures = figures_of(asked)
    assert figures.facility == pytest.approx(facility)
    assert figures.discrimination == (None if discrimination is None else pytest.approx(discrimination, abs=1e-5))


def test_an_attempt_counts_once_for_each_option_it_chose():
    figures = figures_of([*[Asked(1, 1, ("a", "a", "b"))] * 7, *[Asked(0, 0, ("b",))] * 3])
    assert [figures.count_of(key) for key in "abc"] == [7, 10, 0]


def test_too_few_attempts_tell_nothing_but_their_number():
    figures = figures_of([Asked(1, 1, ("a",))] * (LEAST - 1))
    assert (figures.attempts, figures.are_enough) == (LEAST - 1, False)
    assert (figures.facility, figures.discrimination, figures.chosen) == (None, None, ())


@given(st.lists(st.tuples(SHARES, SHARES), min_size=LEAST, max_size=40), st.randoms())
def test_figures_stay_in_their_bounds_and_know_no_order(pairs, chance):
    asked = rows(*pairs)
    figures = figures_of(asked)
    assert -1e-9 <= figures.facility <= 1 + 1e-9
    assert figures.discrimination is None or -1 <= figures.discrimination <= 1
    mixed = figures_of(chance.sample(asked, len(asked)))
    assert mixed.facility == pytest.approx(figures.facility)

"""What an editor's act would do to people in progress, in counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.effects import Band, Effect, band_of, effect_of

PERCENTS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)))


@pytest.mark.parametrize(
    ("percents", "effect"),
    [
        ([], Effect()),
        ([(50, 50)], Effect(people=1)),
        ([(50, 60), (50, 40), (0, 0)], Effect(people=3, rises=1, falls=1)),
        ([(99, 100)], Effect(people=1, rises=1, can_finish=1)),
        ([(100, 80)], Effect(people=1, falls=1, can_no_longer=1)),
        ([(100, 100)], Effect(people=1)),
    ],
)
def test_people_are_counted_by_what_becomes_of_them(percents, effect):
    assert effect_of(percents) == effect


@given(PERCENTS)
def test_everybody_rises_falls_or_stays(percents):
    effect = effect_of(percents)
    assert effect.people == len(percents) == effect.rises + effect.falls + effect.stays
    assert (effect.can_finish <= effect.rises, effect.can_no_longer <= effect.falls) == (True, True)


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (0, Band.NOT_BEGUN),
        (1, Band.FIRST_HALF),
        (49, Band.FIRST_HALF),
        (50, Band.SECOND_HALF),
        (99, Band.SECOND_HALF),
        (100, Band.NOTHING_LEFT),
    ],
)
def test_how_far_somebody_is(percent, band):
    assert band_of(percent) == band

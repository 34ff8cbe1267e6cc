"""What a stretch of time is worth: whole seconds, capped, and never the same stretch twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.study_time import (
    Limits,
    Mark,
    earned,
    estimate,
    estimate_cap,
    mark_after,
    minutes_missing,
    minutes_that_add_up,
)
from tests.moment import NOW

LIMITS = Limits(beat_seconds=60, estimate_factor=2, estimate_minutes=30)
STEPS = st.lists(st.timedeltas(timedelta(hours=-1), timedelta(hours=30)), max_size=40)


def later(seconds: float):
    return NOW + timedelta(seconds=seconds)


def opened(*, is_beating: bool = False) -> Mark:
    return Mark(uuid4(), uuid4(), NOW, is_beating)


@pytest.mark.parametrize(
    ("passed", "expected"),
    [(0, 0), (0.99, 0), (1, 1), (25.7, 25), (60, 60), (61, 60), (86_400, 60), (-5, 0)],
)
def test_a_beat_earns_whole_seconds_up_to_its_cap(passed, expected):
    assert earned(NOW, later(passed), cap=60) == expected


@pytest.mark.parametrize(("passed", "mark"), [(25.7, 25), (60, 60), (60.5, 60.5), (86_400, 86_400)])
def test_parts_of_a_second_go_on_and_what_lies_above_the_cap_is_lost(passed, mark):
    assert mark_after(NOW, later(passed), cap=60) == later(mark)


@given(STEPS)
def test_however_the_clock_moves_all_beats_together_earn_no_more_than_passed(steps):
    mark, at, sum_of_all = NOW, NOW, 0
    for step in steps:
        at = max(NOW, at + step)
        sum_of_all += (seconds := earned(mark, at, cap=60))
        mark = mark_after(mark, at, cap=60) if seconds else mark
        assert sum_of_all <= (mark - NOW).total_seconds()


@pytest.mark.parametrize(("minutes", "cap"), [(0, 0), (1, 120), (10, 1200), (15, 1800), (240, 1800), (-3, 0)])
def test_an_estimate_is_capped_by_the_minutes_of_the_page_and_by_half_an_hour(minutes, cap):
    assert estimate_cap(minutes, LIMITS) == cap
    assert estimate(opened(), later(86_400), minutes=minutes, limits=LIMITS) == cap


def test_nothing_is_estimated_where_a_script_told_of_it():
    assert estimate(opened(is_beating=True), later(300), minutes=10, limits=LIMITS) == 0


@pytest.mark.parametrize(("passed", "beating", "expected"), [(120, True, True), (121, True, False), (1, False, False)])
def test_a_script_speaks_for_somebody_for_two_caps(passed, beating, expected):
    assert opened(is_beating=beating).is_told_of(later(passed), LIMITS) is expected


@pytest.mark.parametrize(
    ("minimum", "seconds", "missing"), [(None, 0, 0), (10, 0, 10), (10, 599, 1), (10, 600, 0), (10, 9000, 0)]
)
def test_minutes_missing_are_rounded_up_until_there_are_enough(minimum, seconds, missing):
    assert minutes_missing(minimum, seconds) == missing


@given(st.lists(st.integers(0, 100_000), max_size=30))
def test_minutes_of_parts_add_up_to_those_of_the_whole_and_each_is_less_than_one_off(seconds):
    minutes = minutes_that_add_up(seconds)
    assert sum(minutes) == sum(seconds) // 60
    assert all(abs(60 * said - spent) < 60 for said, spent in zip(minutes, seconds, strict=True))

"""The time of a path: sums weighted by minutes, and 0 only when everything is done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.path_time import PathTime, Stretch, path_time

WHOLE = (60, 540, 600)  # Introduction, Getting SMART, SMART Facilitator
STRETCHES = st.lists(st.builds(Stretch, st.integers(1, 2000), st.integers(0, 100)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("percents", "left", "percent"),
    [
        ((0, 0, 0), 1200, 0),
        ((50, 0, 0), 1170, 2),
        ((100, 0, 0), 1140, 5),
        ((100, 74, 0), 741, 38),
        ((100, 100, 0), 600, 50),
        ((100, 100, 33), 402, 66),
        ((100, 100, 95), 30, 97),
        ((100, 100, 99), 6, 99),
        ((100, 100, 100), 0, 100),
    ],
)
def test_the_whole_path_of_twenty_hours(percents, left, percent):
    found = path_time(Stretch(*pair) for pair in zip(WHOLE, percents, strict=True))
    assert (found.minutes, found.left, found.percent) == (1200, left, percent)


def test_without_a_course_there_is_no_way_to_go():
    assert path_time([]) == PathTime(0, 0)
    assert (path_time([]).percent, path_time([]).is_done) == (0, False)


@pytest.mark.parametrize(("minutes", "percent", "left"), [(7, 90, 1), (59, 0, 59), (75, 10, 68), (600, 99, 6)])
def test_what_is_left_is_rounded_up_to_the_minute(minutes, percent, left):
    assert path_time([Stretch(minutes, percent)]).left == left


@given(STRETCHES)
def test_nothing_is_left_exactly_when_everything_is_done(stretches):
    found = path_time(stretches)
    assert (found.left == 0) == all(one.percent == 100 for one in stretches) == found.is_done == (found.percent == 100)
    assert 0 <= found.left <= found.minutes


@given(STRETCHES, st.integers(0, 100))
def test_doing_more_never_makes_the_way_longer(stretches, percent):
    first, *others = stretches
    further = Stretch(first.minutes, max(first.percent, percent))
    assert path_time([further, *others]).left <= path_time(stretches).left

"""Until when an attempt may be answered: one rule, in tables."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.timing import GRACE, deadline_of, is_over
from tests.cast import NOW

LONDON = ZoneInfo("Europe/London")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("minutes", "extra", "allowed"),
    [
        (30, 0, 30 * MINUTE),
        (5, 0, 5 * MINUTE),
        (30, 25, 38 * MINUTE),
        (30, 50, 45 * MINUTE),
        (10, 1, 11 * MINUTE),
        (60, 100, 120 * MINUTE),
        (30, -50, 30 * MINUTE),
    ],
)
def test_the_limit_counts_from_the_start_and_extra_time_is_rounded_up(minutes, extra, allowed):
    assert deadline_of(NOW, minutes, extra) == NOW + allowed


@pytest.mark.parametrize("extra", [0, 25])
def test_without_a_limit_there_is_no_deadline(extra):
    assert deadline_of(NOW, None, extra) is None


@pytest.mark.parametrize(
    ("late", "over"),
    [
        (timedelta(days=-1), False),
        (-SECOND, False),
        (timedelta(0), False),
        (GRACE - SECOND, False),
        (GRACE, False),
        (GRACE + timedelta(microseconds=1), True),
        (timedelta(days=400), True),
    ],
)
def test_what_comes_within_the_grace_is_in_time(late, over):
    assert is_over(NOW, NOW + late) is over


def test_without_a_limit_it_is_never_over():
    assert not is_over(None, NOW + timedelta(days=36_500))


@pytest.mark.parametrize(("grace", "over"), [(timedelta(0), True), (2 * SECOND, False)])
def test_the_grace_is_an_argument(grace, over):
    assert is_over(NOW, NOW + SECOND, grace) is over


@pytest.mark.parametrize(
    ("started", "words"),
    [
        (datetime(2026, 3, 29, 0, 45, tzinfo=LONDON), "02:15"),  # an hour is left out that night
        (datetime(2026, 10, 25, 1, 45, tzinfo=LONDON), "01:15"),  # and one comes twice
        (datetime(2026, 10, 25, 1, 45, fold=1, tzinfo=LONDON), "02:15"),
    ],
)
def test_a_change_of_the_clocks_takes_and_gives_no_time(started, words):
    deadline = deadline_of(started, 30)
    assert deadline - started.astimezone(UTC) == 30 * MINUTE
    assert deadline.astimezone(LONDON).strftime("%H:%M") == words


@pytest.mark.parametrize("late", [-MINUTE, 2 * MINUTE])
def test_what_is_over_does_not_hang_on_whose_clock_it_is_told_by(late):
    deadline = datetime(2026, 10, 25, 1, 15, fold=1, tzinfo=LONDON)
    at = (deadline.astimezone(UTC) + late).astimezone(LONDON)
    assert is_over(deadline, at) is is_over(deadline.astimezone(UTC), at.astimezone(UTC)) is (late > GRACE)


@given(st.integers(5, 600), st.integers(0, 200), st.integers(0, 200))
def test_more_extra_time_never_ends_earlier(minutes, extra, more):
    assert deadline_of(NOW, minutes, extra) <= deadline_of(NOW, minutes, extra + more)

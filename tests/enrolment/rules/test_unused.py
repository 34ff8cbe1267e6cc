"""The thresholds at which a Lead hears of places that nobody has taken."""

import pytest

from enrolment.rules.unused import threshold_reached


@pytest.mark.parametrize(
    ("days_left", "expected"), [(61, None), (60, 60), (31, 60), (30, 30), (15, 30), (14, 14), (1, 14), (0, 14)]
)
def test_the_nearest_threshold_is_reached(days_left, expected):
    assert threshold_reached(days_left, (60, 30, 14)) == expected


def test_without_thresholds_none_is():
    assert threshold_reached(0, ()) is None

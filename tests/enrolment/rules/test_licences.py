"""Licence years: twelve months with both ends, the grace after them, and what a day in London is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis.strategies import dates, integers

from enrolment.models import PlaceAllowance
from enrolment.rules.licences import DAY, LicenceState, licence_state, year_end
from enrolment.statements import year_over_at

GRACE = 30
BEGIN, END = date(2026, 4, 6), date(2027, 4, 5)
FAR = {"min_value": date(1990, 1, 1), "max_value": date(2090, 12, 31)}


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 4, 6), date(2027, 4, 5)),
        (date(2026, 12, 31), date(2027, 12, 30)),
        (date(2027, 3, 1), date(2028, 2, 29)),  # the year takes in a leap day, and ends on it
        (date(2028, 2, 28), date(2029, 2, 27)),
        (date(2028, 2, 29), date(2029, 2, 28)),  # it began on a leap day
        (date(2028, 3, 1), date(2029, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_licence_year_has_twelve_months_and_both_its_ends(starts_on, ends_on):
    assert year_end(starts_on) == ends_on


@given(dates(**FAR))
def test_a_licence_year_is_365_or_366_days_long(starts_on):
    assert (year_end(starts_on) - starts_on).days + 1 in {365, 366}


@given(dates(**FAR))
def test_renewed_again_and_again_a_licence_never_loses_a_day(starts_on):
    second = year_end(starts_on) + timedelta(days=1)
    assert licence_state(starts_on, year_end(starts_on), second, grace_days=GRACE) is LicenceState.GRACE
    assert licence_state(second, year_end(second), second, grace_days=GRACE) is LicenceState.LIVE


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 4, 5), LicenceState.TO_COME),
        (BEGIN, LicenceState.LIVE),
        (date(2026, 10, 1), LicenceState.LIVE),
        (END, LicenceState.LIVE),
        (date(2027, 4, 6), LicenceState.GRACE),
        (date(2027, 5, 5), LicenceState.GRACE),  # the thirtieth day
        (date(2027, 5, 6), LicenceState.LAPSED),
        (date(2030, 1, 1), LicenceState.LAPSED),
    ],
)
def test_where_a_licence_year_stands_on_each_of_its_boundaries(day, state):
    assert licence_state(BEGIN, END, day, grace_days=GRACE) is state


def test_without_days_of_grace_a_licence_lapses_at_once():
    assert licence_state(BEGIN, END, END, grace_days=0) is LicenceState.LIVE
    assert licence_state(BEGIN, END, END + timedelta(days=1), grace_days=0) is LicenceState.LAPSED


@given(integers(min_value=0, max_value=500), integers(min_value=0, max_value=500))
def test_a_licence_year_only_ever_moves_on(first, later):
    order = list(LicenceState)
    days = (date(2026, 1, 1) + timedelta(days=number) for number in (first, first + later))
    before, after = (licence_state(BEGIN, END, day, grace_days=GRACE) for day in days)
    assert order.index(before) <= order.index(after)


def test_the_days_of_grace_are_a_setting(settings):
    settings.LICENCE_GRACE_DAYS = 2
    year = PlaceAllowance(starts_on=BEGIN, ends_on=END, paid_on=BEGIN)
    assert [year.state_on(END + timedelta(days=number)).value for number in range(4)] == [
        "live",
        "grace",
        "grace",
        "lapsed",
    ]


@pytest.mark.parametrize(
    ("ends_on", "over_at"),
    [
        (date(2026, 12, 31), datetime(2027, 1, 1, 0, tzinfo=UTC)),  # winter: London is at UTC
        (date(2026, 6, 30), datetime(2026, 6, 30, 23, tzinfo=UTC)),  # summer: an hour before
        (date(2026, 3, 28), datetime(2026, 3, 29, 0, tzinfo=UTC)),  # the clocks go forward at one that night
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),  # the day with 23 hours
        (date(2026, 10, 24), datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, tzinfo=UTC)),  # the day with 25 hours
    ],
)
def test_a_licence_year_is_over_at_midnight_in_london(ends_on, over_at):
    moment = year_over_at(PlaceAllowance(ends_on=ends_on))
    assert moment == over_at
    assert timezone.localdate(moment - timedelta(microseconds=1)) == ends_on
    assert timezone.localdate(moment) == ends_on + timedelta(days=1)


@pytest.mark.parametrize("day", [date(2026, 4, 5), BEGIN, END, date(2027, 4, 6), date(2027, 5, 6)])
def test_a_year_whose_fee_is_not_paid_waits_whatever_the_day(day):
    assert licence_state(BEGIN, END, day, grace_days=GRACE, is_paid=False) is LicenceState.UNPAID


@pytest.mark.parametrize(
    ("starts_on", "last_live", "last_grace"),
    [
        (date(2028, 2, 29), date(2029, 2, 28), date(2029, 3, 30)),  # begins on a leap day
        (date(2027, 3, 1), date(2028, 2, 29), date(2028, 3, 30)),  # ends on one
        (date(2027, 2, 28), date(2028, 2, 27), date(2028, 3, 28)),  # its grace runs over one
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_leap_days_shift_neither_the_last_day_nor_the_grace(starts_on, last_live, last_grace):
    days = (starts_on - DAY, starts_on, last_live, last_live + DAY, last_grace, last_grace + DAY)
    states = [licence_state(starts_on, year_end(starts_on), day, grace_days=GRACE).value for day in days]
    assert states == ["to_come", "live", "live", "grace", "grace", "lapsed"]


# The same instant is another day in London than in UTC for an hour of every summer night.
@pytest.mark.parametrize(
    ("starts_on", "moment", "state"),
    [
        # 6 April 2026 begins in summer time, at 23:00 UTC of the day before.
        (BEGIN, datetime(2026, 4, 5, 22, 59, 59, tzinfo=UTC), LicenceState.TO_COME),
        (BEGIN, datetime(2026, 4, 5, 23, 0, tzinfo=UTC), LicenceState.LIVE),
        # It ends on 5 April 2027, and its grace on 5 May, in summer time too.
        (BEGIN, datetime(2027, 4, 5, 22, 59, 59, tzinfo=UTC), LicenceState.LIVE),
        (BEGIN, datetime(2027, 4, 5, 23, 0, tzinfo=UTC), LicenceState.GRACE),
        (BEGIN, datetime(2027, 5, 5, 22, 59, 59, tzinfo=UTC), LicenceState.GRACE),
        (BEGIN, datetime(2027, 5, 5, 23, 0, tzinfo=UTC), LicenceState.LAPSED),
        # In winter London is at UTC.
        (date(2026, 1, 1), datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), LicenceState.TO_COME),
        (date(2026, 1, 1), datetime(2026, 1, 1, 0, 0, tzinfo=UTC), LicenceState.LIVE),
        (date(2026, 1, 1), datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), LicenceState.LIVE),
        (date(2026, 1, 1), datetime(2027, 1, 1, 0, 0, tzinfo=UTC), LicenceState.GRACE),
        (date(2026, 1, 1), datetime(2027, 1, 30, 23, 59, 59, tzinfo=UTC), LicenceState.GRACE),
        (date(2026, 1, 1), datetime(2027, 1, 31, 0, 0, tzinfo=UTC), LicenceState.LAPSED),
        # A year from the leap day of 2028 to 28 February 2029; its grace ends after the clocks went forward.
        (date(2028, 2, 29), datetime(2029, 2, 28, 23, 59, 59, tzinfo=UTC), LicenceState.LIVE),
        (date(2028, 2, 29), datetime(2029, 3, 1, 0, 0, tzinfo=UTC), LicenceState.GRACE),
        (date(2028, 2, 29), datetime(2029, 3, 30, 22, 59, 59, tzinfo=UTC), LicenceState.GRACE),
        (date(2028, 2, 29), datetime(2029, 3, 30, 23, 0, tzinfo=UTC), LicenceState.LAPSED),
    ],
)
def test_a_licence_year_turns_at_midnight_in_london(starts_on, moment, state):
    year = PlaceAllowance(starts_on=starts_on, ends_on=year_end(starts_on), paid_on=starts_on)
    assert year.state_on(timezone.localdate(moment)) is state


@pytest.mark.parametrize("moment", [datetime(2026, 4, 5, 22, 59, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)])
def test_a_licence_year_without_its_fee_turns_never(moment):
    assert PlaceAllowance(starts_on=BEGIN, ends_on=END).state_on(timezone.localdate(moment)) is LicenceState.UNPAID

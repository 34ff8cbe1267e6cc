"""Checks by the day: until when one counts, and where it stands (domain B 18)."""

from datetime import date, timedelta

import pytest

from enrolment.rules.partners import (
    CHECK_COUNTS,
    Check,
    CheckFacts,
    CheckState,
    Nation,
    check_ends_on,
    check_state,
    checks_that_fit,
    reminder_due,
)

DAY, TODAY = timedelta(days=1), date(2026, 4, 20)


@pytest.mark.parametrize(
    ("seen_on", "ends_on"),
    [
        (date(2026, 4, 20), date(2029, 4, 20)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2025, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_check_counts_for_three_years(seen_on, ends_on):
    assert check_ends_on(seen_on, years=3) == ends_on


def test_seen_on_a_leap_day_and_ending_in_a_leap_year_it_counts_until_that_day():
    assert check_ends_on(date(2024, 2, 29), years=4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("ends_on", "state"),
    [
        (TODAY - DAY, CheckState.ENDED),
        (TODAY, CheckState.ENDS_SOON),
        (TODAY + 60 * DAY, CheckState.ENDS_SOON),
        (TODAY + 61 * DAY, CheckState.CURRENT),
    ],
)
def test_where_a_check_stands_follows_from_the_day(ends_on, state):
    assert check_state(CheckFacts(Check.DBS, ends_on), day=TODAY, soon_days=60) is state


def test_without_a_confirmation_there_is_none():
    assert check_state(None, day=TODAY, soon_days=60) is CheckState.NONE


@pytest.mark.parametrize(("ends_on", "state"), [(TODAY, CheckState.NOT_APPLICABLE), (TODAY - DAY, CheckState.ENDED)])
def test_that_none_is_needed_is_asked_again_when_it_ends(ends_on, state):
    assert check_state(CheckFacts(Check.NOT_APPLICABLE, ends_on), day=TODAY, soon_days=60) is state


def test_what_counts_lets_people_deliver():
    assert {CheckState.NONE, CheckState.ENDED} == set(CheckState) - CHECK_COUNTS


def test_people_of_several_nations_may_hold_any_of_their_checks():
    assert checks_that_fit({Nation.WALES, Nation.SCOTLAND}) == {Check.DBS, Check.PVG}


@pytest.mark.parametrize(("left", "due"), [(61, None), (60, 60), (15, 60), (14, 14), (0, 14), (-1, None)])
def test_a_reminder_is_due_until_the_next_one_is(left, due):
    assert reminder_due(TODAY + left * DAY, day=TODAY, thresholds=(60, 14)) == due

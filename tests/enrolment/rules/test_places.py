"""Who holds a place: every pair of states, every status at every time, and the sum that always holds."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, integers

from enrolment.rules.places import (
    ENDED,
    OPEN,
    PENDING,
    TRANSITIONS,
    NominationFacts,
    NominationStatus,
    Statement,
    holds_place,
    is_lapsed,
    token_lapses_at,
)

S = NominationStatus
AT, DAY = datetime(2026, 4, 20, 9, 30, tzinfo=UTC), date(2026, 4, 20)
TICK = timedelta(microseconds=1)
MOVES = {
    (S.NOMINATED, S.INVITED),
    (S.NOMINATED, S.REFUSED),
    (S.NOMINATED, S.RELEASED),
    (S.INVITED, S.INVITED),
    (S.INVITED, S.REDEEMED),
    (S.INVITED, S.DECLINED),
    (S.INVITED, S.REVOKED),
    (S.INVITED, S.RELEASED),
    (S.REDEEMED, S.RELEASED),
    (S.NOMINATED, S.TRANSFERRED),
    (S.INVITED, S.TRANSFERRED),
    (S.REDEEMED, S.TRANSFERRED),
}


@pytest.mark.parametrize(("before", "after"), [*product(S, S)])
def test_a_nomination_moves_only_as_the_table_says(before, after):
    assert (after in TRANSITIONS[before]) is ((before, after) in MOVES)


def test_open_pending_and_ended_share_out_all_states():
    assert set(S) == OPEN | ENDED
    assert not OPEN & ENDED
    assert S.REDEEMED in OPEN - PENDING


def test_nothing_leaves_an_ended_state():
    assert {status for status in S if not TRANSITIONS[status]} == ENDED


# --- Lapsed, and holding a place ------------------------------------------------------------------

LAST, PAST = DAY, DAY - timedelta(days=1)  # the licence year ends today; it ended yesterday
SOON, SINCE = AT + TICK, AT - TICK
STANDING = [
    # status, the year's last day, the token's lapse, used → lapsed, holds
    (S.NOMINATED, LAST, None, False, False, True),
    (S.NOMINATED, PAST, None, False, True, False),
    (S.INVITED, LAST, SOON, False, False, True),
    (S.INVITED, LAST, AT, False, True, False),  # the moment of the lapse is too late
    (S.INVITED, LAST, SINCE, False, True, False),
    (S.INVITED, LAST, None, False, True, False),  # broken: invited without a live token
    (S.INVITED, PAST, SOON, False, False, True),  # broken: a token that outlives its year; the token decides
    (S.REDEEMED, LAST, None, False, False, True),
    (S.REDEEMED, PAST, None, False, False, True),  # being learned with: the year's end takes nothing away
    (S.REDEEMED, LAST, None, True, False, False),
    (S.REDEEMED, PAST, None, True, False, False),
    *[(status, LAST, None, False, False, False) for status in sorted(ENDED)],
    *[(status, PAST, None, False, False, False) for status in sorted(ENDED)],
]


@pytest.mark.parametrize(("status", "ends_on", "lapses_at", "is_used", "lapsed", "holds"), STANDING)
def test_who_has_lapsed_and_who_holds_a_place(status, ends_on, lapses_at, is_used, lapsed, holds):
    facts = NominationFacts(status, ends_on, lapses_at, is_used)
    assert (is_lapsed(facts, at=AT, day=DAY), holds_place(facts, at=AT, day=DAY)) == (lapsed, holds)


@pytest.mark.parametrize("status", S)
def test_time_alone_never_gives_a_place_back_to_somebody_who_lost_it(status):
    facts = NominationFacts(status, year_ends_on=DAY, lapses_at=AT + timedelta(hours=1))
    later = [AT + timedelta(hours=hours) for hours in range(0, 72, 12)]
    held = [holds_place(facts, at=moment, day=moment.date()) for moment in later]
    assert held == sorted(held, reverse=True)


# --- The sum --------------------------------------------------------------------------------------


@given(integers(0, 60), integers(0, 60), integers(0, 60), booleans())
def test_granted_is_held_and_used_and_left_and_expired(left_over, held, used, is_over):
    statement = Statement(granted=left_over + held + used, held=held, used=used, is_over=is_over)
    assert statement.adds_up
    assert statement.granted == statement.held + statement.used + statement.left + statement.expired
    assert (statement.left, statement.expired) == ((0, left_over) if is_over else (left_over, 0))


@given(integers(0, 60), integers(0, 60), integers(1, 60), booleans())
def test_one_place_too_many_never_adds_up(held, used, too_many, is_over):
    statement = Statement(granted=max(0, held + used - too_many), held=held, used=used, is_over=is_over)
    assert statement.adds_up is (held + used == 0)


@pytest.mark.parametrize(
    ("granted", "held", "used", "is_over", "left", "expired"),
    [
        (6, 0, 0, False, 6, 0),
        (6, 2, 1, False, 3, 0),
        (6, 5, 1, False, 0, 0),
        (6, 2, 1, True, 0, 3),
        (6, 0, 6, True, 0, 0),
        (0, 0, 0, False, 0, 0),  # a satellite
    ],
)
def test_what_is_left_expires_with_the_year(granted, held, used, is_over, left, expired):
    statement = Statement(granted, held, used, is_over)
    assert (statement.left, statement.expired, statement.adds_up) == (left, expired, True)


# --- Tokens ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year_over_in", "lapses_in"),
    [
        (timedelta(days=200), timedelta(days=28)),
        (timedelta(days=28), timedelta(days=28)),
        (timedelta(days=28) - TICK, timedelta(days=28) - TICK),
        (timedelta(minutes=3), timedelta(minutes=3)),
    ],
)
def test_a_token_lapses_after_its_days_and_never_outlives_its_licence_year(year_over_in, lapses_in):
    assert token_lapses_at(issued_at=AT, days=28, year_over_at=AT + year_over_in) == AT + lapses_in

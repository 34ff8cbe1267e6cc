"""Movements follow from what was written down: what, when, by whom, and the sums after each."""

from datetime import UTC, datetime, timedelta

import pytest

from enrolment.rules.movements import GrantRecord, NominationRecord, TokenRecord, What, movements
from enrolment.rules.places import NominationStatus

START = datetime(2026, 4, 1, 9, tzinfo=UTC)
OVER = datetime(2027, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
SIX = GrantRecord(What.LICENCE, 6, START - DAY, "Orla")


def day(number):
    return START + number * DAY


def named(status=NominationStatus.NOMINATED, *tokens, **about):
    return NominationRecord(status, "Ada", START, "Lena", tokens=tokens, **about)


def token(issued=1, expires=29, ended=None):
    return TokenRecord(day(issued), "Cora", day(expires), None if ended is None else day(ended))


def ended(status, *tokens, on, **about):
    return named(status, *tokens, ended_at=day(on), ended_by="Lena", **about)


def story(*nominations, at=None, grants=(SIX,), **about):
    """Return what happened, how many more places were left for it, and how many were left then."""
    lines = movements(grants, nominations, year_over_at=OVER, at=at or day(100), **about)
    return [(line.what.value, line.change, line.left) for line in lines]


GRANTED, NAMED = ("licence", 6, 6), ("nominated", -1, 5)
BACK = ("lapsed", 1, 6)


@pytest.mark.parametrize(
    ("nomination", "then"),
    [
        (named(), []),
        (named(NominationStatus.INVITED, token()), [BACK]),
        (named(NominationStatus.INVITED, token(expires=101)), []),
        (ended(NominationStatus.DECLINED, token(ended=5), on=5), [("declined", 1, 6)]),
        (ended(NominationStatus.REFUSED, on=5), [("refused", 1, 6)]),
        (ended(NominationStatus.REVOKED, token(ended=5), on=5), [("revoked", 1, 6)]),
        (ended(NominationStatus.RELEASED, on=5), [("released", 1, 6)]),
        (ended(NominationStatus.TRANSFERRED, on=5, went_to="Hill"), [("moved_away", 1, 6)]),
        (named(NominationStatus.REDEEMED, token(ended=5), is_taken_up=True), []),
        (named(NominationStatus.REDEEMED, token(ended=5), is_taken_up=True, used_at=day(9)), [("used", 0, 5)]),
        (ended(NominationStatus.RELEASED, token(ended=5), on=90, is_taken_up=True), [("released", 1, 6)]),
    ],
)
def test_a_place_moves_as_its_nomination_does(nomination, then):
    assert story(nomination) == [GRANTED, NAMED, *then]


class TestLapses:
    """Time ends an invitation where it was to end, whether or not anybody looked."""

    def test_what_lapsed_before_it_was_released_gave_its_place_back_then(self):
        row = ended(NominationStatus.RELEASED, token(ended=40), on=40)
        assert story(row) == [GRANTED, NAMED, BACK, ("released", 0, 6)]

    def test_what_is_sent_again_afterwards_claims_a_place_again(self):
        row = named(NominationStatus.INVITED, token(ended=40), token(issued=40, expires=140))
        assert story(row) == [GRANTED, NAMED, BACK, ("sent_again", -1, 5)]

    def test_what_is_sent_again_in_time_moves_nothing(self):
        row = named(NominationStatus.INVITED, token(ended=10), token(issued=10, expires=140))
        assert story(row) == [GRANTED, NAMED]

    def test_the_very_moment_counts_as_lapsed(self):
        assert story(named(NominationStatus.INVITED, token()), at=day(29))[-1] == BACK
        assert story(named(NominationStatus.INVITED, token()), at=day(29) - timedelta(seconds=1))[-1] == NAMED

    def test_it_is_nobodys_doing(self):
        (line,) = movements([], [named(NominationStatus.INVITED, token())], year_over_at=OVER, at=day(90))[1:]
        assert (line.at, line.by, line.whom) == (day(29), None, "Ada")


class TestTheEndOfTheYear:
    """What is left then expires, and what comes back later comes too late."""

    def test_what_is_left_expires(self):
        assert story(at=OVER) == [GRANTED, ("expired", -6, 0)]

    def test_not_a_second_before(self):
        assert story(at=OVER - timedelta(seconds=1)) == [GRANTED]

    def test_what_was_never_issued_lapses_first(self):
        assert story(named(), at=OVER) == [GRANTED, NAMED, BACK, ("expired", -6, 0)]

    def test_what_comes_back_later_is_left_to_nobody(self):
        row = ended(NominationStatus.RELEASED, token(ended=5), on=300, is_taken_up=True)
        assert story(row, at=OVER + 90 * DAY)[2:] == [("expired", -5, 0), ("released", 0, 0)]

    def test_where_nothing_is_left_nothing_expires(self):
        full = GrantRecord(What.LICENCE, 1, START - DAY, "Orla")
        used = named(NominationStatus.REDEEMED, token(ended=5), is_taken_up=True, used_at=day(9))
        assert [what for what, *_ in story(used, grants=[full], at=OVER)] == ["licence", "nominated", "used"]


class TestGrants:
    """Places come with the licence, by purchase, and by an adjustment that says why."""

    def test_places_bought_and_taken_off_change_what_is_left(self):
        more = GrantRecord(What.PURCHASE, 2, day(3), "Orla")
        less = GrantRecord(What.ADJUSTMENT, -1, day(5), "Orla", "Counted twice")
        assert story(grants=[SIX, less, more]) == [GRANTED, ("purchase", 2, 8), ("adjustment", -1, 7)]

    def test_the_reason_stands_with_it(self):
        less = GrantRecord(What.ADJUSTMENT, -1, day(5), "Orla", "Counted twice")
        (line,) = movements([less], [], year_over_at=OVER, at=day(9))
        assert (line.by, line.whom, line.note) == ("Orla", None, "Counted twice")

    def test_of_unlimited_training_nothing_is_ever_left(self):
        lines = movements([], [named()], year_over_at=OVER, at=OVER, is_unlimited=True)
        assert [(line.what.value, line.held, line.left, line.change) for line in lines] == [
            ("nominated", 1, 0, 0),
            ("lapsed", 0, 0, 0),
        ]


class TestTheOrder:
    """By time; within one nomination as it must have been."""

    def test_whoever_waited_for_a_lock_comes_after_what_they_waited_for(self):
        early = ended(NominationStatus.RELEASED, on=-1)
        assert story(early) == [GRANTED, NAMED, ("released", 1, 6)]

    def test_places_come_before_they_are_taken_at_one_moment(self):
        grant = GrantRecord(What.LICENCE, 6, START, "Orla")
        assert story(named(), grants=[grant]) == [GRANTED, NAMED]

    def test_a_move_says_from_where_and_where_to(self):
        here = named(came_from="Hill")
        there = ended(NominationStatus.TRANSFERRED, on=5, went_to="Quay")
        lines = movements([], [here, there], year_over_at=OVER, at=day(9))
        assert [(line.what.value, line.note) for line in lines if line.note] == [
            ("moved_here", "Hill"),
            ("moved_away", "Quay"),
        ]

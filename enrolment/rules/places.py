"""Training places: who holds one, what comes back, and the sum that always holds (domain B 3-5, B 19)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class NominationStatus(StrEnum):
    """The stored states of a nomination; *lapsed* is not stored, it follows from the day."""

    NOMINATED = "nominated"
    INVITED = "invited"
    REDEEMED = "redeemed"
    DECLINED = "declined"
    REFUSED = "refused"
    REVOKED = "revoked"
    RELEASED = "released"
    TRANSFERRED = "transferred"


# Somebody is named and nothing has ended it yet (though it may have lapsed).
OPEN = frozenset({NominationStatus.NOMINATED, NominationStatus.INVITED, NominationStatus.REDEEMED})
ENDED = frozenset(NominationStatus) - OPEN
# Not taken up yet: what a coordinator or the nominee may still act upon.
PENDING = frozenset({NominationStatus.NOMINATED, NominationStatus.INVITED})

# From each state, the states it may move to; INVITED to itself: sent again. REDEEMED moves only while the place is
# not used.
TRANSITIONS: dict[NominationStatus, frozenset[NominationStatus]] = {
    NominationStatus.NOMINATED: frozenset(
        {
            NominationStatus.INVITED,
            NominationStatus.REFUSED,
            NominationStatus.RELEASED,
            NominationStatus.TRANSFERRED,
        }
    ),
    NominationStatus.INVITED: frozenset(
        {
            NominationStatus.INVITED,
            NominationStatus.REDEEMED,
            NominationStatus.DECLINED,
            NominationStatus.REVOKED,
            NominationStatus.RELEASED,
            NominationStatus.TRANSFERRED,
        }
    ),
    NominationStatus.REDEEMED: frozenset({NominationStatus.RELEASED, NominationStatus.TRANSFERRED}),
    NominationStatus.DECLINED: frozenset(),
    NominationStatus.REFUSED: frozenset(),
    NominationStatus.REVOKED: frozenset(),
    NominationStatus.RELEASED: frozenset(),
    NominationStatus.TRANSFERRED: frozenset(),
}


class TokenStatus(StrEnum):
    """The stored states of an enrolment token; whether a live one has lapsed follows from the time."""

    LIVE = "live"
    REPLACED = "replaced"
    REVOKED = "revoked"
    USED = "used"
    DECLINED = "declined"


# Ended by staff before the nominee answered.
TAKEN_BACK = frozenset({TokenStatus.REPLACED, TokenStatus.REVOKED})


@dataclass(frozen=True)
class NominationFacts:
    """What decides whether a nomination holds its place. `lapses_at`: when its live token does; None without one."""

    status: NominationStatus
    year_ends_on: date
    lapses_at: datetime | None = None
    is_used: bool = False


def is_lapsed(facts: NominationFacts, *, at: datetime, day: date) -> bool:
    """Tell whether time has ended this nomination at `at`, which is `day` in London.

    Before a token is issued the licence year decides, afterwards the token does (which never outlives the year).
    """
    if facts.status is NominationStatus.NOMINATED:
        return day > facts.year_ends_on
    if facts.status is NominationStatus.INVITED:
        return facts.lapses_at is None or at >= facts.lapses_at
    return False


def holds_place(facts: NominationFacts, *, at: datetime, day: date) -> bool:
    """Tell whether the nomination holds a place: from the nomination on until it is used, ended or lapsed (B 3)."""
    return facts.status in OPEN and not facts.is_used and not is_lapsed(facts, at=at, day=day)


@dataclass(frozen=True)
class Statement:
    """The places of one allowance. `is_over`: the licence year has ended, so nothing can be given any more.

    An unlimited allowance grants what is held and used, and says nothing of what is left (B 4).
    """

    granted: int
    held: int
    used: int
    is_over: bool
    is_unlimited: bool = False

    @property
    def free(self) -> int:
        """Return the places nobody holds or has used; below nought only if something is broken."""
        return self.granted - self.held - self.used

    @property
    def left(self) -> int:
        """Return the places that can still be given to somebody (B 4); nought where they are not counted."""
        return 0 if self.is_over else self.free

    @property
    def has_place(self) -> bool:
        """Tell whether somebody can be given a place: one is left, or they are not counted."""
        return not self.is_over and (self.is_unlimited or self.left > 0)

    @property
    def expired(self) -> int:
        """Return the places that nobody took before the year ended (B 4)."""
        return self.free if self.is_over else 0

    @property
    def adds_up(self) -> bool:
        """Tell whether granted = held + used + left + expired with nothing below nought (B 4)."""
        total = self.held + self.used + self.left + self.expired
        return self.granted == total and min(self.held, self.used, self.left, self.expired) >= 0


def token_lapses_at(*, issued_at: datetime, days: int, year_over_at: datetime) -> datetime:
    """Return when a token issued now lapses: after `days`, and never after its licence year (B 5, B 19)."""
    return min(issued_at + timedelta(days=days), year_over_at)

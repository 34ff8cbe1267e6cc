"""Every movement of a licence year's places, in order: derived from what was written down, so that no job keeps it.

What time does by itself (a lapse, the end of the year) stands where it happened, whether or not anybody looked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from enrolment.rules.places import NominationStatus


class What(StrEnum):
    """What a movement is."""

    LICENCE = "licence"
    PURCHASE = "purchase"
    ADJUSTMENT = "adjustment"
    NOMINATED = "nominated"
    SENT_AGAIN = "sent_again"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"
    DECLINED = "declined"
    REFUSED = "refused"
    REVOKED = "revoked"
    RELEASED = "released"
    LAPSED = "lapsed"
    USED = "used"
    EXPIRED = "expired"


ENDINGS = {
    NominationStatus.DECLINED: What.DECLINED,
    NominationStatus.REFUSED: What.REFUSED,
    NominationStatus.REVOKED: What.REVOKED,
    NominationStatus.RELEASED: What.RELEASED,
    NominationStatus.TRANSFERRED: What.MOVED_AWAY,
}


@dataclass(frozen=True)
class GrantRecord:
    """Places added, or taken off. `by`: a name, empty for somebody who was erased."""

    what: What
    places: int
    at: datetime
    by: str
    reason: str = ""


@dataclass(frozen=True)
class TokenRecord:
    """One invitation; `ended_at`, None for one that nothing but time may have ended."""

    issued_at: datetime
    issued_by: str
    expires_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class NominationRecord:
    """One nomination with its tokens, the oldest first. `came_from`, `went_to`: the other licence year, in words.

    `named_by` and `ended_by` are names, empty for somebody who was erased; so is `whom`.
    """

    status: NominationStatus
    whom: str
    named_at: datetime
    named_by: str
    tokens: tuple[TokenRecord, ...] = ()
    is_taken_up: bool = False
    used_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""
    came_from: str = ""
    went_to: str = ""


@dataclass(frozen=True)
class Movement:
    """One line of the statement, with the sum after it.

    `by` is None for what time does, `whom` for what concerns nobody in particular; both are empty for somebody who
    was erased. `change` is how many more places are left than before; `note`, a reason or the other licence year.
    """

    what: What
    at: datetime
    by: str | None
    whom: str | None
    note: str
    change: int
    held: int
    used: int
    left: int


@dataclass(frozen=True)
class _Step:
    """A movement before the sums. `rank` tells what comes first at one moment: what brings places, what takes them."""

    what: What
    at: datetime
    by: str | None = None
    whom: str | None = None
    note: str = ""
    granted: int = 0
    held: int = 0
    used: int = 0

    @property
    def rank(self) -> int:
        if self.what is What.EXPIRED:
            return 1
        return 0 if self.granted > 0 or self.what is What.LAPSED else 2


def movements(
    grants: Iterable[GrantRecord],
    nominations: Iterable[NominationRecord],
    *,
    year_over_at: datetime,
    at: datetime,
    is_unlimited: bool = False,
) -> tuple[Movement, ...]:
    """Return every movement of a licence year up to `at`, the earliest first (domain B 3-5).

    Arguments: `year_over_at`, London midnight after the last day; `is_unlimited`, whether nothing is ever left.
    The sums after the last one are those of the statement at `at` (a state machine compares them).
    """
    placed = [placing for row in grants for placing in _in_order([_granted(row)])]
    for nomination in nominations:
        placed += _in_order(_steps(nomination, year_over_at=year_over_at, at=at))
    if at >= year_over_at:
        placed += _in_order([_Step(What.EXPIRED, year_over_at)])
    placed.sort(key=lambda entry: entry[:2])
    return tuple(_summed([step for _at, _rank, step in placed], is_unlimited=is_unlimited))


def _in_order(steps: Iterable[_Step]) -> Iterator[tuple[datetime, int, _Step]]:
    """Yield steps of one nomination with where they stand: never before the one before them.

    Whoever waited for a lock writes the time of before; what they did still came after what they waited for.
    """
    latest: tuple[datetime, int] | None = None
    for step in steps:
        mine = (step.at, step.rank)
        latest = mine if latest is None else max(latest, mine)
        yield *latest, step


def _summed(steps: Iterable[_Step], *, is_unlimited: bool) -> Iterator[Movement]:
    granted = held = used = left = 0
    is_over = False
    for step in steps:
        granted, held, used = granted + step.granted, held + step.held, used + step.used
        is_over = is_over or step.what is What.EXPIRED
        before, left = left, 0 if is_over or is_unlimited else granted - held - used
        if step.what is What.EXPIRED and left == before:
            continue  # nothing was left that could expire
        yield Movement(step.what, step.at, step.by, step.whom, step.note, left - before, held, used, left)


def _granted(row: GrantRecord) -> _Step:
    return _Step(row.what, row.at, row.by, note=row.reason, granted=row.places)


def _steps(row: NominationRecord, *, year_over_at: datetime, at: datetime) -> Iterator[_Step]:
    """Yield what became of one nomination, in order."""
    begun = What.MOVED_HERE if row.came_from else What.NOMINATED
    yield _Step(begun, row.named_at, row.named_by, row.whom, row.came_from, held=1)
    for before, after in pairwise(row.tokens):
        if before.ended_at and before.expires_at <= before.ended_at:
            yield _Step(What.LAPSED, before.expires_at, None, row.whom, held=-1)
            yield _Step(What.SENT_AGAIN, after.issued_at, after.issued_by, row.whom, held=1)
    lapsed_at = _lapse(row, year_over_at=year_over_at, until=row.ended_at or at)
    if lapsed_at:
        yield _Step(What.LAPSED, lapsed_at, None, row.whom, held=-1)
    if row.used_at:
        yield _Step(What.USED, row.used_at, None, row.whom, held=-1, used=1)
    if row.ended_at:
        held = 0 if lapsed_at else -1  # what had lapsed gave its place back then
        note = row.went_to or row.reason
        yield _Step(ENDINGS[row.status], row.ended_at, row.ended_by, row.whom, note, held=held)


def _lapse(row: NominationRecord, *, year_over_at: datetime, until: datetime) -> datetime | None:
    """Return when time ended the nomination for good, None when it had not by `until`.

    Before a token is issued the licence year decides, afterwards its last token does; a place taken up never lapses.
    """
    if row.is_taken_up:
        return None
    lapses_at = row.tokens[-1].expires_at if row.tokens else year_over_at
    return lapses_at if lapses_at <= until else None

"""What notes and certificates say, and what may become of an award: plain values, drawn as pages and as PDFs."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    ISSUED = "issued"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


# From each state, the states it may move to. What has ended stays ended; a corrected award is a new one.
TRANSITIONS: dict[AwardState, frozenset[AwardState]] = {
    AwardState.ISSUED: frozenset({AwardState.REVOKED, AwardState.SUPERSEDED}),
    AwardState.REVOKED: frozenset(),
    AwardState.SUPERSEDED: frozenset(),
}

# A drawing that nobody finished is tried again after this long: above the time limit of a task.
TRY_AGAIN_AFTER = timedelta(minutes=6)
# One that we refused (letters we have no face for) only a release can mend.
ASK_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Note:
    """That a person finished an open course, on a calendar day in the United Kingdom, in one edition of it."""

    name: str
    course: str
    finished_on: date
    edition: int


@dataclass(frozen=True)
class Certificate:
    """What a certificate says: as it was when the award was issued; `address` is where anybody can check it."""

    name: str
    programme: str
    course: str
    edition: int
    issued_on: date
    serial: str
    address: str


def may_move(before: AwardState, after: AwardState) -> bool:
    """Say whether an award may go from `before` to `after`."""
    return after in TRANSITIONS[before]

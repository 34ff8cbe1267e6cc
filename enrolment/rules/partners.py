"""Nations, the check that each asks for, and how people belong to a site (domain A Facilitators, B 8, B 18)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Nation(StrEnum):
    """Where a site lies."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "n_ireland"


class Belonging(StrEnum):
    """How a person belongs to a site."""

    STAFF = "staff"
    VOLUNTEER = "volunteer"
    PEER = "peer"


class Check(StrEnum):
    """What somebody saw, or why nothing needs to be seen."""

    DBS = "dbs"
    PVG = "pvg"
    ACCESS_NI = "access_ni"
    NOT_APPLICABLE = "n_a"


CHECK_OF_NATION = {
    Nation.ENGLAND: Check.DBS,
    Nation.WALES: Check.DBS,
    Nation.SCOTLAND: Check.PVG,
    Nation.NORTHERN_IRELAND: Check.ACCESS_NI,
}


def check_ends_on(seen_on: date, *, years: int) -> date:
    """Return the last day on which a check seen on `seen_on` is current (domain B 18: three years).

    One seen on 29 February is current until the 28th of its last February.
    """
    try:
        return seen_on.replace(year=seen_on.year + years)
    except ValueError:
        return date(seen_on.year + years, 2, 28)


def checks_that_fit(nations: Collection[Nation]) -> frozenset[Check]:
    """Return the checks that people of sites in these nations hold (domain A Facilitators)."""
    return frozenset(CHECK_OF_NATION[nation] for nation in nations)


class CheckState(StrEnum):
    """Where the check of a person stands on a day."""

    NONE = "none"
    CURRENT = "current"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    NOT_APPLICABLE = "n_a"


# With one of these, nothing stands in the way of delivering (domain B 9, B 18).
CHECK_COUNTS = frozenset({CheckState.CURRENT, CheckState.ENDS_SOON, CheckState.NOT_APPLICABLE})


@dataclass(frozen=True)
class CheckFacts:
    """The confirmation that counts: of those nobody has taken back, the one that ends last. `ends_on`: included."""

    kind: Check
    ends_on: date


def check_state(facts: CheckFacts | None, *, day: date, soon_days: int) -> CheckState:
    """Return where a check stands on `day`; it ends soon from `soon_days` before its last day on (domain B 18).

    That a check is not applicable is confirmed for as long as any other, and then asked again.
    """
    if facts is None:
        return CheckState.NONE
    if facts.ends_on < day:
        return CheckState.ENDED
    if facts.kind is Check.NOT_APPLICABLE:
        return CheckState.NOT_APPLICABLE
    return CheckState.ENDS_SOON if facts.ends_on <= day + timedelta(days=soon_days) else CheckState.CURRENT


def reminder_due(ends_on: date, *, day: date, thresholds: Collection[int]) -> int | None:
    """Return for which of `thresholds` (days before the end) a reminder is due on `day`, the nearest; None for none.

    A day on which nothing ran loses no reminder: each is due until the next one is.
    """
    left = (ends_on - day).days
    return min((days for days in thresholds if 0 <= left <= days), default=None)

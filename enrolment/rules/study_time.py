"""What study time is worth: whole seconds of the server's own clock, never more than one cap between two signs of life.

Every stretch lies between two marks, the later moved there by whoever earns it: so no stretch is earned twice, and all
that somebody earned together is never more than the time that passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

MINUTE = 60


@dataclass(frozen=True)
class Limits:
    """The most that one sign of life earns: seconds for a beat; for an estimate so many times the minutes of the page.

    `estimate_minutes` is the most for any page.
    """

    beat_seconds: int
    estimate_factor: int
    estimate_minutes: int


@dataclass(frozen=True)
class Mark:
    """Where the one open interval of a learner stands: on what, when it was last heard of, and when they left it.

    `is_first`: it is known that nothing was earned on this activity yet.
    """

    enrolment_id: UUID
    activity_key: UUID
    heard_at: datetime
    is_beating: bool
    left_at: datetime | None = None
    is_first: bool = False

    def is_told_of(self, at: datetime, limits: Limits) -> bool:
        """Tell whether a script speaks for the learner at the moment: then nothing is estimated beside it."""
        return self.is_beating and at - self.heard_at <= timedelta(seconds=2 * limits.beat_seconds)


def earned(since: datetime, until: datetime, *, cap: int) -> int:
    """Return the whole seconds from `since` to `until`, at least 0 and at most `cap`."""
    return max(0, min(cap, (until - since) // timedelta(seconds=1)))


def mark_after(since: datetime, until: datetime, *, cap: int) -> datetime:
    """Return where the next stretch begins: parts of a second go on into it, what lies above the cap is lost."""
    if until - since > timedelta(seconds=cap):
        return until
    return since + timedelta(seconds=earned(since, until, cap=cap))


def minutes_that_add_up(seconds: Sequence[int]) -> tuple[int, ...]:
    """Return whole minutes for each of `seconds`, together the whole minutes of their sum.

    What is left over of each is given, minute by minute, to those with the most left over, the first of equals first.
    """
    whole = [one // MINUTE for one in seconds]
    places = sorted(range(len(whole)), key=lambda place: -(seconds[place] % MINUTE))
    more = set(places[: sum(seconds) // MINUTE - sum(whole)])
    return tuple(minutes + (place in more) for place, minutes in enumerate(whole))


def estimate_cap(minutes: int, limits: Limits) -> int:
    """Return the most seconds that one visit to a page of `minutes` may be estimated at."""
    return MINUTE * min(limits.estimate_factor * max(0, minutes), limits.estimate_minutes)


def estimate(mark: Mark, at: datetime, *, minutes: int, limits: Limits) -> int:
    """Return the seconds estimated from `mark` for a page of `minutes`, to `at` or to when they left it.

    None where a script told of it.
    """
    until = min(at, mark.left_at) if mark.left_at else at
    return 0 if mark.is_beating else earned(mark.heard_at, until, cap=estimate_cap(minutes, limits))


def minutes_missing(minimum: int | None, seconds: int) -> int:
    """Return how many minutes are still missing to the least study time of a course; 0 where it asks for none."""
    return max(0, -(-((minimum or 0) * MINUTE - seconds) // MINUTE))

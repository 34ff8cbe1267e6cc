"""Until when an attempt may be answered: pure, no database.

A quiz is untimed unless its editor gives it a limit. The limit counts from the start and runs on while the page is
closed; it is decided here, on the server, and nowhere else.
"""

from datetime import UTC, datetime, timedelta

GRACE = timedelta(minutes=1)  # for a slow line: what is sent in the last second still counts


def deadline_of(started_at: datetime, minutes_allowed: int | None, extra_per_cent: int = 0) -> datetime | None:
    """Return when the time is over, in UTC, or None where there is no limit.

    Arguments: `started_at`, aware; `minutes_allowed`, the limit of the quiz; `extra_per_cent`, what is added to it for
    somebody with an adjustment, rounded up to whole minutes, never less than nothing.
    A change of the clocks in between takes and gives no time.
    """
    minutes = minutes_with(minutes_allowed, extra_per_cent)
    return None if minutes is None else started_at.astimezone(UTC) + timedelta(minutes=minutes)


def minutes_with(minutes_allowed: int | None, extra_per_cent: int) -> int | None:
    """Return a limit with what is added to it, in whole minutes; None where there is none."""
    return None if minutes_allowed is None else -(-minutes_allowed * (100 + max(extra_per_cent, 0)) // 100)


def is_over(deadline: datetime | None, at: datetime, grace: timedelta = GRACE) -> bool:
    """Tell whether `at` is later than `deadline` and its `grace`; never where there is no limit."""
    return deadline is not None and at.astimezone(UTC) > deadline.astimezone(UTC) + grace

"""When places that nobody has taken are worth a word before their licence year ends."""

from collections.abc import Collection


def threshold_reached(days_left: int, thresholds: Collection[int]) -> int | None:
    """Return the smallest of `thresholds`, in days, that `days_left` has come down to; None while there is time.

    The last day of the year has nought days left.
    """
    return min((days for days in thresholds if days_left <= days), default=None)

"""What an editor's act would do to people in progress, as pure functions: percentages in, counts out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

ALL, HALF = 100, 50


@dataclass(frozen=True)
class Effect:
    """How many people an act concerns, and what becomes of their percentage.

    `can_finish` counts those who would have nothing left to do and have something now; `can_no_longer`, the contrary.
    """

    people: int = 0
    rises: int = 0
    falls: int = 0
    can_finish: int = 0
    can_no_longer: int = 0

    @property
    def stays(self) -> int:
        """Return for how many nothing changes."""
        return self.people - self.rises - self.falls


def effect_of(percents: Iterable[tuple[int, int]]) -> Effect:
    """Return the effect on people whose percentage is the first number now, and would be the second."""
    counts: Counter[str] = Counter()
    for before, after in percents:
        counts["people"] += 1
        counts["rises"] += after > before
        counts["falls"] += after < before
        counts["can_finish"] += before < ALL <= after
        counts["can_no_longer"] += after < ALL <= before
    return Effect(**counts)


class Band(StrEnum):
    """How far somebody is, as coarse as editors need it."""

    NOT_BEGUN = "not_begun"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"
    NOTHING_LEFT = "nothing_left"


def band_of(percent: int) -> Band:
    """Return the band of `percent`, 0-100."""
    if percent >= ALL:
        return Band.NOTHING_LEFT
    if percent >= HALF:
        return Band.SECOND_HALF
    return Band.FIRST_HALF if percent else Band.NOT_BEGUN

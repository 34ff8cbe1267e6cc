"""How long the path is that somebody is on, and how much of it is still to go: one sum for every page that says so."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """A course of the path: its study time in minutes, and how much of it is done, 0-100."""

    minutes: int
    percent: int = 0


@dataclass(frozen=True)
class PathTime:
    """Minutes of the whole path, and those still to go; `left` is 0 only when nothing is left."""

    minutes: int = 0
    left: int = 0

    @property
    def percent(self) -> int:
        """Return how much of the way is behind, 0-100; 100 only when nothing is left."""
        return (self.minutes - self.left) * 100 // self.minutes if self.minutes else 0

    @property
    def is_done(self) -> bool:
        """Tell whether there was something to do and nothing is left."""
        return bool(self.minutes) and not self.left


def path_time(stretches: Iterable[Stretch]) -> PathTime:
    """Return the time of all `stretches` together, each weighted by its minutes.

    What is left is rounded up to the minute: never 0 before everything is done, and never more than the whole.
    """
    courses = list(stretches)
    minutes = sum(course.minutes for course in courses)
    hundredths = sum(course.minutes * (100 - course.percent) for course in courses)
    return PathTime(minutes, -(-hundredths // 100))

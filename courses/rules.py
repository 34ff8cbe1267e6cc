"""What an outline is and what follows from one: pure, no database."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Activity:
    """One thing to do in a course, as an edition keeps it. Minutes are whole minutes for one reading."""

    key: str
    kind: str
    title: str
    module: str
    module_key: str
    minutes: int
    required: bool


@dataclass(frozen=True)
class Outline:
    """The flat, ordered list of activities of one edition."""

    activities: tuple[Activity, ...]

    @classmethod
    def from_json(cls, rows: Iterable[dict[str, Any]]) -> "Outline":
        """Return the outline that `to_json` wrote."""
        return cls(tuple(Activity(**row) for row in rows))

    def to_json(self) -> list[dict[str, Any]]:
        """Return plain values that a JSON field keeps."""
        return [asdict(activity) for activity in self.activities]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all activities, in order."""
        return tuple(activity.key for activity in self.activities)

    @property
    def required_keys(self) -> frozenset[str]:
        """Return the keys of the activities that completion needs."""
        return frozenset(activity.key for activity in self.activities if activity.required)


@dataclass(frozen=True)
class Difference:
    """What a new outline changes: keys added, keys changed, activities gone, and whether the order is another."""

    added: frozenset[str]
    changed: frozenset[str]
    gone: tuple[Activity, ...]
    is_reordered: bool


def difference(old: Outline, new: Outline) -> Difference:
    """Return what `new` changes of `old`; a change of order is told of the activities that both have."""
    before, after = ({activity.key: activity for activity in outline.activities} for outline in (old, new))
    both = before.keys() & after.keys()
    return Difference(
        added=frozenset(after.keys() - both),
        changed=frozenset(key for key in both if before[key] != after[key]),
        gone=tuple(activity for activity in old.activities if activity.key not in both),
        is_reordered=[key for key in old.keys if key in both] != [key for key in new.keys if key in both],
    )


def percent_done(outline: Outline, done: Collection[str]) -> int:
    """Return how much of the required work is done, 0-100, weighted by minutes (at least one minute each).

    100 means that every required activity is done; rounding never gives 100 early.
    """
    required = [activity for activity in outline.activities if activity.required]
    total = sum(max(1, activity.minutes) for activity in required)
    finished = sum(max(1, activity.minutes) for activity in required if activity.key in done)
    return 100 if finished == total else finished * 100 // total


def minutes_left(study_minutes: int, percent: int) -> int:
    """Return the study time still to go of a course that takes `study_minutes` in all."""
    return study_minutes * (100 - percent) // 100


def all_required_done(outline: Outline, done: Collection[str]) -> bool:
    """Tell whether every required activity is done."""
    return outline.required_keys <= set(done)


def next_to_do(outline: Outline, done: Collection[str]) -> Activity | None:
    """Return the first required activity still to do, else the first optional one, else None."""
    open_ones = [activity for activity in outline.activities if activity.key not in done]
    return next((activity for activity in open_ones if activity.required), open_ones[0] if open_ones else None)

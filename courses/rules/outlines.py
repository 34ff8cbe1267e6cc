"""What an outline is and what follows from one: pure, no database."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
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

    def without(self, keys: Collection[str]) -> "Outline":
        """Return the outline without the activities `keys`; itself when none of them stands in it."""
        kept = tuple(activity for activity in self.activities if activity.key not in keys)
        return self if len(kept) == len(self.activities) else Outline(kept)

    def find(self, key: str) -> Activity | None:
        """Return the activity `key`, or None when it does not stand here."""
        return next((activity for activity in self.activities if activity.key == key), None)


@dataclass(frozen=True)
class Facts:
    """What one person has done, and what was retired from the course they take (domain B 22).

    What is retired need not be done any more; what was done before or after counts as it did, so that retiring never
    lowers anybody's progress.
    """

    done: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()

    def to_take(self, outline: Outline) -> Outline:
        """Return what this person has of `outline`: all but what is retired and was never done."""
        return outline.without(self.retired - self.done)

    def percent(self, outline: Outline) -> int:
        """Return how much of the required work of `outline` is done, 0-100."""
        return percent_done(self.to_take(outline), self.done)

    def has_nothing_left(self, outline: Outline) -> bool:
        """Tell whether everything required of `outline` is done or retired."""
        return all_required_done(self.to_take(outline), self.done)


@dataclass(frozen=True)
class Change:
    """One activity before and after."""

    before: Activity
    after: Activity

    @property
    def changes_module(self) -> bool:
        """Tell whether it stands in another module now."""
        return self.before.module_key != self.after.module_key

    @property
    def changes_itself(self) -> bool:
        """Tell whether title, minutes, kind or "required" are others now."""
        return _about(self.before) != _about(self.after)


def _about(activity: Activity) -> tuple[Any, ...]:
    return activity.title, activity.kind, activity.minutes, activity.required


@dataclass(frozen=True)
class Difference:
    """What a new outline changes of an old one, each in the order of the outline it stands in.

    `moved` names the fewest activities that make the difference in order; `renamed`, modules by old and new title.
    """

    added: tuple[Activity, ...] = ()
    gone: tuple[Activity, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: tuple[Activity, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return any((self.added, self.gone, self.changed, self.moved, self.renamed))


def difference(old: Outline, new: Outline) -> Difference:
    """Return what `new` changes of `old`; a change of order is told of the activities that both have."""
    before, after = ({activity.key: activity for activity in outline.activities} for outline in (old, new))
    both = [Change(before[key], after[key]) for key in after if key in before]
    places = {key: place for place, key in enumerate(old.keys)}
    stayed = _longest_rise([places[change.after.key] for change in both])
    return Difference(
        added=tuple(activity for activity in new.activities if activity.key not in before),
        gone=tuple(activity for activity in old.activities if activity.key not in after),
        changed=tuple(change for change in both if change.changes_itself or change.changes_module),
        moved=tuple(change.after for change in both if places[change.after.key] not in stayed),
        renamed=_renamed(old, new),
    )


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the longest rising part of `numbers`, which are all different: what kept its order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place:] = [number, *ends[place + 1 :]]
    kept, number_or_none = set(), ends[-1] if ends else None
    while number_or_none is not None:
        kept.add(number_or_none)
        number_or_none = before[number_or_none]
    return kept


def _renamed(old: Outline, new: Outline) -> tuple[tuple[str, str], ...]:
    titles = {activity.module_key: activity.module for activity in old.activities}
    now = {activity.module_key: activity.module for activity in new.activities}
    return tuple((titles[key], title) for key, title in now.items() if titles.get(key, title) != title)


class Loss(StrEnum):
    """Why an activity cannot be retired."""

    NOTHING_REQUIRED = "nothing_required"
    LAST_ASSESSMENT = "last_assessment"


def refuse_retirement(
    outline: Outline, key: str, *, retired: Collection[str], assessments: Collection[str], awards: bool
) -> Loss | None:
    """Return why the activity `key` cannot be retired from `outline`, or None (domain B 22).

    Arguments: `retired`, the keys retired before; `assessments`, the kinds that show what somebody can do; `awards`,
    whether finishing the course brings a certificate.
    """
    activity = outline.find(key)
    if activity is None or not activity.required or key in retired:
        return None
    left = [one for one in outline.activities if one.required and one.key != key and one.key not in retired]
    if not left:
        return Loss.NOTHING_REQUIRED
    if awards and activity.kind in assessments and not any(one.kind in assessments for one in left):
        return Loss.LAST_ASSESSMENT
    return None


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

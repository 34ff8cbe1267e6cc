"""What a page of a course may know of the person reading it: small frozen values that enrolment fills in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class OutlineRow:
    """One line of an outline. `url` is None while the page is being updated."""

    key: str
    kind: str
    title: str
    minutes: int
    required: bool
    url: str | None
    done: bool

    @property
    def is_available(self) -> bool:
        """Tell whether the page can be opened now."""
        return self.url is not None


@dataclass(frozen=True)
class OutlineModule:
    """A module's heading and its lines."""

    key: str
    title: str
    rows: tuple[OutlineRow, ...]

    @property
    def minutes(self) -> int:
        """Return the minutes of all lines together."""
        return sum(row.minutes for row in self.rows)


@dataclass(frozen=True)
class LearnerState:
    """One person's standing in one course. `sentence` says why not, when they may not study it now."""

    enrolment_id: str = ""
    completed_at: datetime | None = None
    may_enrol: bool = False
    sentence: str = ""
    percent: int = 0
    minutes_left: int = 0
    modules: tuple[OutlineModule, ...] = ()
    next_row: OutlineRow | None = None

    @property
    def is_enrolled(self) -> bool:
        """Tell whether the person has an enrolment on this course."""
        return bool(self.enrolment_id)

    @property
    def rows(self) -> tuple[OutlineRow, ...]:
        """Return all lines of the outline, in order."""
        return tuple(row for module in self.modules for row in module.rows)

    def row(self, key: str) -> OutlineRow | None:
        """Return the line of the activity `key`, or None when this edition does not have it."""
        return next((row for row in self.rows if row.key == key), None)

    def place_of(self, key: str) -> "Place | None":
        """Return where the activity `key` stands among its neighbours, or None when it does not stand here."""
        rows = self.rows
        position = next((index for index, row in enumerate(rows) if row.key == key), None)
        if position is None:
            return None
        following = rows[position + 1] if position + 1 < len(rows) else None
        return Place(position + 1, len(rows), rows[position], rows[position - 1] if position else None, following)


@dataclass(frozen=True)
class Place:
    """Lesson `number` of `count`, with its neighbours."""

    number: int
    count: int
    row: OutlineRow
    previous: OutlineRow | None
    following: OutlineRow | None


class StationKind(StrEnum):
    """Where one person stands with one course of the path."""

    DONE = "done"
    LEARNING = "now"
    READY = "todo"
    LATER = "locked"
    NOMINATED = "nominated"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class Station:
    """One course on the path, and where one person stands with it.

    `after` names what comes first; `awards` tells whether finishing it brings a certificate.
    """

    slug: str
    title: str
    summary: str
    study_minutes: int
    is_open: bool
    kind: StationKind
    percent: int = 0
    minutes_left: int = 0
    completed_at: datetime | None = None
    enrolment_id: str = ""
    after: str = ""
    awards: bool = False

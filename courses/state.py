"""What a page of a course may know of the person reading it: small frozen values that enrolment fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


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
class Entry:
    """What the reader wrote or chose in one block: values by the name of the field, and when they were saved."""

    answers: Mapping[str, Any]
    saved_at: datetime


class PointKind(StrEnum):
    """What "Mark as done" may wait for."""

    END = "end"
    CHECK = "check"
    WORKSHEET = "worksheet"


@dataclass(frozen=True)
class OpenPoint:
    """One thing still open in a lesson; `key` and `title` are the block's, empty for the end of the page."""

    kind: PointKind
    key: str = ""
    title: str = ""

    @property
    def anchor(self) -> str:
        """Return the id on the page where it is done."""
        return f"block-{self.key}" if self.key else "end-of-page"


@dataclass(frozen=True)
class Margin:
    """What the reader left beside one activity, for nobody else's eyes.

    `entries` by the key of the block; `anchor`, the id of the last heading they came to; `open_points`, what marking
    the activity as done still waits for; `owner`, by which a form says whose page it stood on.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    note: str = ""
    noted_at: datetime | None = None
    is_bookmarked: bool = False
    anchor: str = ""
    end_seen: bool = False
    open_points: tuple[OpenPoint, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class TimeSpent:
    """Active time: seconds that were counted, and seconds estimated from page to page."""

    counted: int = 0
    estimated: int = 0

    def __add__(self, other: "TimeSpent") -> "TimeSpent":
        """Return both together."""
        return TimeSpent(self.counted + other.counted, self.estimated + other.estimated)

    @property
    def seconds(self) -> int:
        """Return all seconds."""
        return self.counted + self.estimated

    @property
    def minutes(self) -> int:
        """Return the whole minutes."""
        return self.seconds // 60


@dataclass(frozen=True)
class Pulse:
    """What a page in use tells of itself with: a ticket, and in seconds how often, when it is idle, when to renew."""

    ticket: str
    every: int
    idle: int
    renew: int


@dataclass(frozen=True)
class LearnerState:
    """One person's standing in one course. `sentence` says why not, when they may not study it now.

    `margin` is filled on the page of an activity alone (`enrolment.margins`). Who `is_made_up` has begun in a preview
    and nowhere else: no row is theirs, and `enrolment_id` names none.
    """

    enrolment_id: str = ""
    completed_at: datetime | None = None
    may_enrol: bool = False
    sentence: str = ""
    percent: int = 0
    minutes_left: int = 0
    modules: tuple[OutlineModule, ...] = ()
    next_row: OutlineRow | None = None
    margin: Margin = field(default_factory=Margin)
    # Active time in this course, the minutes missing to its least, and what an activity's page tells of itself with.
    time: TimeSpent = TimeSpent()
    minutes_short: int = 0
    pulse: Pulse | None = None
    # Nothing is left to do since editors changed the course, and nobody but the learner says that it is finished.
    can_finish: bool = False
    # Of the whole path the person is on, and of the place this course comes with; on the course's own page alone.
    path_minutes: int = 0
    path_minutes_left: int = 0
    place_id: str = ""
    is_paused: bool = False
    left_at: datetime | None = None
    is_made_up: bool = False

    @property
    def is_enrolled(self) -> bool:
        """Tell whether the person has an enrolment on this course."""
        return bool(self.enrolment_id)

    @property
    def is_waiting(self) -> bool:
        """Tell whether all that is still needed is being updated, so that there is nothing anybody must do now."""
        needed = [row for row in self.rows if row.required and not row.done]
        return bool(needed) and not self.completed_at and not any(row.is_available for row in needed)

    @property
    def rows(self) -> tuple[OutlineRow, ...]:
        """Return all lines of the outline, in order."""
        return tuple(row for module in self.modules for row in module.rows)

    def row(self, key: str) -> OutlineRow | None:
        """Return the line of the activity `key`, or None when this edition does not have it."""
        return next((row for row in self.rows if row.key == key), None)

    def with_margin(self, margin: Margin) -> "LearnerState":
        """Return the same standing, with what the reader left beside the activity on show."""
        return replace(self, margin=margin)

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

    `after` names what this person has still to finish first, `comes_after` what everybody has; `awards` tells whether
    finishing it brings a certificate, `certificate` for which programme.
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
    who_for: str = ""
    comes_after: tuple[str, ...] = ()
    certificate: str = ""
    is_paused: bool = False

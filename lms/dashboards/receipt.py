"""What somebody has done on a course, line by line with dates, for themselves to keep or print; no scores."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from courses.outline import outline_modules
from courses.state import OutlineModule, OutlineRow
from enrolment.access import foremost_first
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, StudyTime
from enrolment.progress import facts_of, percent_of
from enrolment.rules.study_time import minutes_that_add_up

# How else than by the learner on the screen, in words for them.
NOTES = {
    CompletionSource.RECOGNISED: _("recognised: trained before"),
    CompletionSource.PROXIED: _("you did this on paper"),
    CompletionSource.STAFF: _("recorded for you by our staff"),
}


@dataclass(frozen=True)
class Line:
    """One activity that is done; `minutes` of active time, about, 0 where less than one was counted."""

    title: str
    done_at: datetime
    source: CompletionSource
    minutes: int

    @property
    def note(self) -> str:
        """Return how it came to be done, in words; nothing where the learner did it here."""
        return str(NOTES.get(self.source, ""))


@dataclass(frozen=True)
class Part:
    """A module with what is done of it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Receipt:
    """What one person did on one course. `done` of `steps` activities; `minutes` of active time in all, about.

    `other_minutes` are those on pages that are not done, or no longer part of the course: with them the lines add up.
    """

    enrolment: Enrolment
    parts: tuple[Part, ...]
    percent: int
    done: int
    steps: int
    minutes: int
    other_minutes: int

    @property
    def course(self) -> CoursePage:
        """Return the course."""
        return self.enrolment.course

    @property
    def ended_at(self) -> datetime | None:
        """Return when the person left the course, None unless they did."""
        return self.enrolment.withdrawn_at


def receipt_of(user: Any, slug: str) -> Receipt | None:
    """Return what `user` did on the course `slug`, None unless they take it or once did; five statements.

    Of the enrolment they work on, else the one completed last, else the one that ended last.
    """
    mine = Enrolment.objects.of_learner(user).filter(course__slug=slug).select_related("course", "edition")
    enrolment = foremost_first(mine).first() or mine.ended().first()
    return _receipt(enrolment) if enrolment else None


def _receipt(enrolment: Enrolment) -> Receipt:
    facts = facts_of([enrolment])[enrolment.pk]
    outline = facts.to_take(enrolment.edition.outline)
    modules = outline_modules(enrolment.course, outline, facts.done)
    lines = _lines(enrolment)
    minutes, other = _minutes(_seconds(enrolment), [row.key for row in _done_of(modules, lines)])
    parts = (_part(module, lines, minutes) for module in modules)
    return Receipt(
        enrolment,
        parts=tuple(part for part in parts if part.lines),
        percent=percent_of(enrolment, facts),
        done=sum(row.done for module in modules for row in module.rows),
        steps=len(outline.keys),
        minutes=sum(minutes.values()) + other,
        other_minutes=other,
    )


def _lines(enrolment: Enrolment) -> dict[str, tuple[datetime, str]]:
    rows = ActivityCompletion.objects.filter(enrolment=enrolment)
    return {str(key): (at, source) for key, at, source in rows.values_list("activity_key", "completed_at", "source")}


def _seconds(enrolment: Enrolment) -> dict[str, int]:
    """Return the seconds of active time by activity, an earlier enrolment on the course included."""
    theirs = StudyTime.objects.filter(enrolment__learner=enrolment.learner_id, enrolment__course=enrolment.course_id)
    found: Counter[str] = Counter()
    for key, counted, estimated in theirs.values_list("activity_key", "seconds", "estimated_seconds"):
        found[str(key)] += counted + estimated
    return found


def _done_of(modules: Iterable[OutlineModule], lines: Container[str]) -> list[OutlineRow]:
    return [row for module in modules for row in module.rows if row.key in lines]


def _minutes(seconds: dict[str, int], keys: list[str]) -> tuple[dict[str, int], int]:
    """Return the minutes of each activity in `keys`, and those of all others; together they are the whole."""
    here = [seconds.get(key, 0) for key in keys]
    *minutes, other = minutes_that_add_up([*here, sum(seconds.values()) - sum(here)])
    return dict(zip(keys, minutes, strict=True)), other


def _part(module: OutlineModule, lines: dict[str, tuple[datetime, str]], minutes: dict[str, int]) -> Part:
    done = _done_of([module], lines)
    return Part(module.title, tuple(_line(row.title, *lines[row.key], minutes[row.key]) for row in done))


def _line(title: str, at: datetime, source: str, minutes: int) -> Line:
    return Line(title, at, CompletionSource(source), minutes)

"""What a learner left in a course, read for that learner alone: own words, note, bookmark, place, in one statement."""

import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from content.rendering import slots_of
from courses.models import ActivityPage, LessonPage, RetiredActivity
from courses.rules import Facts
from courses.state import Entry, Margin, OpenPoint
from enrolment.models import ActivityCompletion, Bookmark, Enrolment, LessonNote, PrivateEntry, ReadingPlace
from enrolment.rules.finishing import Needs, open_points
from enrolment.unsaved import owner_mark

Row = tuple[str, str, str, Any]


def read_beside(enrolment: Enrolment, page: ActivityPage) -> tuple[Facts, Margin]:
    """Return what is done and retired in the course, and what its learner left at `page`.

    One statement for all of it, however many blocks the page has: every lesson asks.
    """
    found: dict[str, list[Row]] = {}
    for row in _rows(enrolment, page.activity_key):
        found.setdefault(row[0], []).append(row)
    done, retired = (frozenset(str(UUID(row[1])) for row in found.get(what, [])) for what in ("done", "retired"))
    return Facts(done, retired), _margin(enrolment, page, found)


def _margin(enrolment: Enrolment, page: ActivityPage, found: dict[str, list[Row]]) -> Margin:
    entries = {str(UUID(key)): Entry(json.loads(text), at) for _what, key, text, at in found.get("entry", [])}
    end_seen = "end" in found
    note, place = (found.get(what, [("", "", "", None)])[0] for what in ("note", "place"))
    return Margin(
        entries=entries,
        note=note[2],
        noted_at=note[3],
        is_bookmarked="bookmark" in found,
        owner=owner_mark(enrolment.learner_id),
        anchor=place[2],
        end_seen=end_seen,
        open_points=still_open(page, filled=entries, end_seen=end_seen),
    )


def _rows(enrolment: Enrolment, key: str) -> Iterator[Row]:
    """Yield rows of one shape out of the tables: what it is, a key, its text, its time."""
    mine = {"learner_id": enrolment.learner_id, "activity_key": key}
    taken = {"enrolment": enrolment, "activity_key": key}
    places = ReadingPlace.objects.filter(**taken)
    activity, block = Cast("activity_key", TextField()), Cast("block_key", TextField())
    entries = PrivateEntry.objects.filter(**taken)
    retired = RetiredActivity.objects.standing().filter(course=enrolment.course_id)
    return (
        _shaped(entries, "entry", "saved_at", key=block, text=Cast("answers", TextField()))
        .union(
            _shaped(LessonNote.objects.filter(**mine), "note", "changed_at", text=F("text")),
            _shaped(Bookmark.objects.filter(**mine), "bookmark", "made_at"),
            _shaped(places, "place", "seen_at", text=Cast("anchor", TextField())),
            _shaped(places.filter(end_seen_at__isnull=False), "end", "end_seen_at"),
            _shaped(ActivityCompletion.objects.filter(enrolment=enrolment), "done", "completed_at", key=activity),
            _shaped(retired, "retired", "retired_at", key=activity),
            all=True,
        )
        .iterator()
    )


def _shaped(rows: Any, what: str, at: str, *, key: Any = None, text: Any = None) -> Any:
    nothing = Value("", output_field=TextField())
    return rows.order_by().values_list(Cast(Value(what), TextField()), key or nothing, text or nothing, F(at))


def still_open(page: ActivityPage, *, filled: Collection[str], end_seen: bool) -> tuple[OpenPoint, ...]:
    """Return what marking `page` as done still waits for; nothing but a lesson is marked by hand."""
    if not isinstance(page, LessonPage):
        return ()
    needs = Needs(end_seen=page.needs_end_seen, checks=page.needs_checks, worksheets=page.needs_worksheets)
    if needs == Needs():
        return ()
    return open_points(needs, _blocks(page), filled=filled, end_seen=end_seen)


def _blocks(page: LessonPage) -> list[tuple[str, str, str]]:
    return [(slot.kind, slot.key, str(getattr(slot.value, "title", ""))) for slot in slots_of(page)]

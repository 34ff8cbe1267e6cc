"""What a learner keeps for themselves: notes, bookmarks and sheets of all their courses, found by words or course."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from wagtail.models import Page

from content.rendering import slots_of
from courses.models import CoursePage, LessonPage
from courses.outline import page_address
from courses.public import with_reach
from courses.sheets import fields_of_own, in_words
from enrolment.models import Bookmark, Enrolment, EntryKind, LessonNote, PrivateEntry
from lms.accounts.models import User

# What somebody chose in a question or a scenario is no text of theirs.
WRITTEN = (EntryKind.WORKSHEET, EntryKind.REFLECTION)


@dataclass(frozen=True)
class Paper:
    """One sheet or reflection that was filled in: its title, and what was written, by label."""

    block: str
    title: str
    written: tuple[tuple[str, str], ...]
    saved_at: datetime


@dataclass
class Keepsake:
    """All that somebody keeps of one activity. `address` is empty while its page is not published."""

    key: str
    course: str
    course_slug: str
    title: str = ""
    address: str = ""
    position: str = ""
    note: str = ""
    noted_at: datetime | None = None
    is_bookmarked: bool = False
    papers: list[Paper] = field(default_factory=list)

    def says(self, words: str) -> bool:
        """Tell whether `words`, all together and however capitalised, stand in the title or in what was written."""
        texts = [self.title, self.note, *(text for paper in self.papers for pair in paper.written for text in pair)]
        return any(words.casefold() in text.casefold() for text in texts)


@dataclass(frozen=True)
class Shelf:
    """The keepsakes of one course, in the order of the course."""

    course: str
    keepsakes: tuple[Keepsake, ...]


def keepsakes_of(user: User) -> list[Keepsake]:
    """Return everything `user` keeps, by course and in its order, whatever became of enrolments.

    Five statements, six while some page is not published: its words are drafts then, and what the learner's edition
    calls it stands for them.
    """
    found: dict[str, Keepsake] = {}
    courses: dict[str, CoursePage] = {}
    for note in LessonNote.objects.filter(learner=user).select_related("course"):
        one = _at(found, courses, note.course, note)
        one.note, one.noted_at = note.text, note.changed_at
    for bookmark in Bookmark.objects.filter(learner=user).select_related("course"):
        _at(found, courses, bookmark.course, bookmark).is_bookmarked = True
    kept = [(_at(found, courses, entry.enrolment.course, entry), entry) for entry in _written(user)]
    _name(found, courses, user)
    lessons = _lessons(entry for one, entry in kept if one.address)
    for one, entry in kept:
        one.papers.append(_paper(entry, lessons.get(entry.activity_key)))
    return sorted(found.values(), key=lambda one: (one.course, one.position, one.title))


def _at(found: dict[str, Keepsake], courses: dict[str, CoursePage], course: CoursePage, row: Any) -> Keepsake:
    courses[course.slug] = course
    key = str(row.activity_key)
    return found.setdefault(key, Keepsake(key, course.title, course.slug))


def _name(found: dict[str, Keepsake], courses: dict[str, CoursePage], user: User) -> None:
    """Give each of `found` its title and place, and its address while its page is published."""
    for page in with_reach(Page.objects.filter(translation_key__in=found)):
        one = found[str(page.translation_key)]
        one.position = page.path
        if page.is_reachable:
            one.title, one.address = page.title, page_address(courses[one.course_slug], page)
    _name_by_edition([one for one in found.values() if not one.address], user)


def _name_by_edition(nameless: list[Keepsake], user: User) -> None:
    if not nameless:
        return
    taken = Enrolment.objects.of_learner(user).filter(course__slug__in={one.course_slug for one in nameless})
    latest_last = taken.select_related("edition").order_by("enrolled_at")
    titles = {one.key: one.title for enrolment in latest_last for one in enrolment.edition.outline.activities}
    for one in nameless:
        one.title = titles.get(one.key, "")


def _written(user: User) -> Iterable[PrivateEntry]:
    rows = PrivateEntry.objects.filter(enrolment__learner=user, kind__in=WRITTEN)
    return rows.select_related("enrolment__course").order_by("saved_at")


def _lessons(entries: Iterable[PrivateEntry]) -> dict[Any, LessonPage]:
    keys = {entry.activity_key for entry in entries}
    return {page.translation_key: page for page in LessonPage.objects.filter(translation_key__in=keys)} if keys else {}


def _paper(entry: PrivateEntry, page: LessonPage | None) -> Paper:
    slot = next((one for one in slots_of(page) if one.key == str(entry.block_key)), None) if page else None
    written = in_words(fields_of_own(entry.kind, slot), entry.answers)
    return Paper(str(entry.block_key), str(getattr(slot and slot.value, "title", "")), written, entry.saved_at)


def narrowed(keepsakes: Iterable[Keepsake], *, words: str = "", course: str = "") -> list[Keepsake]:
    """Return those in which `words` stand and that belong to the course with this slug; empty asks for all."""
    wanted = words.strip()
    return [one for one in keepsakes if (not course or one.course_slug == course) and (not wanted or one.says(wanted))]


def by_course(keepsakes: Iterable[Keepsake]) -> list[Shelf]:
    """Return the keepsakes, which come in the order of courses, course by course."""
    return [Shelf(course, tuple(ones)) for course, ones in groupby(keepsakes, key=lambda one: one.course)]

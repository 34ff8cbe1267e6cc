"""Lessons with something to fill in, and what learners left in them.

`practice_course()` is an open course of one such lesson and a plain one; `block(page, "check")` is a block of it.
"""

from typing import Any
from uuid import UUID

import factory

from content.rendering import Slot, slots_of
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import Bookmark, EntryKind, LessonNote, PrivateEntry, ReadingPlace
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.people import UserFactory

CHECK = {
    "question": "What does an urge do?",
    "answers": [
        {"text": "It passes", "is_right": True, "feedback": "Most have gone within half an hour."},
        {"text": "It grows", "is_right": False, "feedback": "It feels so, and yet it falls."},
    ],
}
SCENARIO = {
    "title": "Somebody talks over others",
    "situations": [
        {
            "text": "Sam has been speaking for six minutes.",
            "choices": [
                {"text": "Wait", "feedback": "The others stop listening.", "goes_to": None},
                {"text": "Thank Sam", "feedback": "Sam nods.", "goes_to": 2},
            ],
        },
        {
            "text": "Nobody says a word.",
            "choices": [
                {"text": "Count to ten", "feedback": "Jo begins.", "goes_to": None},
                {"text": "Go on", "feedback": "The silence stays.", "goes_to": None},
            ],
        },
    ],
}
BODY: list[tuple[str, Any]] = [
    ("text", "<h2>Urges come and go</h2><p>Each one rises and falls.</p>"),
    ("worksheet", {"kind": "abc", "heading": "", "text": "<p>Begin anywhere.</p>"}),
    ("check", CHECK),
    ("text", "<h2>What helps</h2><p>Somebody to ring.</p>"),
    ("reflection", {"question": "What helped you last time?", "help_text": ""}),
    ("scenario", SCENARIO),
]


def practice_course(times: int = 1, **needs: bool) -> CoursePage:
    """Return a course of a lesson with one block of each kind (`times` over) and a plain one; `needs_…` as asked."""
    course = CourseFactory(lessons=0, title="Practice")
    module = ModulePage.objects.child_of(course).get()
    LessonPageFactory(parent=module, title="Urges", body=BODY * times, **needs)
    LessonPageFactory(parent=module, title="After")
    publish_edition(course=course, by=None, at=NOW)
    return course


def practice_lesson(course: CoursePage) -> LessonPage:
    """Return the lesson with blocks."""
    return LessonPage.objects.descendant_of(course).get(title="Urges")


def block(page: LessonPage, kind: str) -> Slot:
    """Return the first block of this kind."""
    return next(slot for slot in slots_of(page) if slot.kind == kind)


class EntryFactory(factory.django.DjangoModelFactory[PrivateEntry]):
    """What somebody wrote in the worksheet of the practice lesson; `page` and `slot` name another."""

    class Meta:
        model = PrivateEntry

    class Params:
        page = factory.LazyAttribute(lambda row: practice_lesson(row.enrolment.course))
        slot = factory.LazyAttribute(lambda row: block(row.page, row.kind))

    enrolment = factory.LazyFunction(lambda: EnrolmentFactory(course=practice_course()))
    kind = EntryKind.WORKSHEET
    activity_key = factory.LazyAttribute(lambda row: row.page.translation_key)
    block_key = factory.LazyAttribute(lambda row: UUID(row.slot.key))
    answers = factory.LazyFunction(lambda: {"a": "The kettle was cold."})
    saved_at = NOW


class _BesideActivity(factory.django.DjangoModelFactory):
    """Something beside the first activity of a course."""

    class Meta:
        abstract = True

    learner = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    activity_key = factory.LazyAttribute(lambda row: LessonPage.objects.descendant_of(row.course).first().activity_key)


class NoteFactory(_BesideActivity):
    """A note of a learner."""

    class Meta:
        model = LessonNote

    text = "Ring Jo on Friday."
    changed_at = NOW


class BookmarkFactory(_BesideActivity):
    """A bookmark."""

    class Meta:
        model = Bookmark

    made_at = NOW


class ReadingPlaceFactory(factory.django.DjangoModelFactory[ReadingPlace]):
    """Where somebody is in the first activity of their course."""

    class Meta:
        model = ReadingPlace

    enrolment = factory.SubFactory(EnrolmentFactory)
    activity_key = factory.LazyAttribute(lambda row: row.enrolment.edition.outline.keys[0])
    seen_at = NOW

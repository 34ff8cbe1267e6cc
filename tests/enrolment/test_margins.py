"""What a learner left beside a page: read in one statement, and only their own."""

import pytest

from courses.models import LessonPage, RetiredActivity
from courses.state import Margin
from enrolment.margins import read_beside
from enrolment.progress import facts_of
from enrolment.unsaved import owner_mark
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.study import (
    BookmarkFactory,
    EntryFactory,
    NoteFactory,
    ReadingPlaceFactory,
    block,
    practice_course,
    practice_lesson,
)
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
ALL = {"needs_end_seen": True, "needs_checks": True, "needs_worksheets": True}


@pytest.fixture
def course():
    return practice_course(**ALL)


@pytest.fixture
def lesson(course):
    return practice_lesson(course)


@pytest.fixture
def enrolment(course, cast):
    return EnrolmentFactory(learner=cast.zoe, course=course)


def leave_everything(enrolment, lesson):
    beside = {"course": enrolment.course, "activity_key": lesson.activity_key}
    EntryFactory(enrolment=enrolment)
    NoteFactory(learner=enrolment.learner, **beside)
    BookmarkFactory(learner=enrolment.learner, **beside)
    ReadingPlaceFactory(enrolment=enrolment, activity_key=lesson.activity_key, anchor="part-x", end_seen_at=NOW)


def test_all_of_it_is_read_in_one_statement(enrolment, lesson):
    leave_everything(enrolment, lesson)
    with assert_statements(at_most=1):
        _facts, margin = read_beside(enrolment, lesson)
    assert margin.entries[block(lesson, "worksheet").key].answers == {"a": "The kettle was cold."}
    assert (margin.note, margin.noted_at, margin.is_bookmarked) == ("Ring Jo on Friday.", NOW, True)
    assert (margin.anchor, margin.end_seen) == ("part-x", True)
    assert [point.kind.value for point in margin.open_points] == ["check"]


def test_somebody_who_left_nothing_has_an_empty_margin(enrolment, lesson):
    _facts, margin = read_beside(enrolment, LessonPage.objects.descendant_of(enrolment.course).get(title="After"))
    assert margin == Margin(owner=owner_mark(enrolment.learner_id))


def test_what_others_left_and_what_stands_beside_other_pages_is_not_read(enrolment, lesson, cast):
    leave_everything(EnrolmentFactory(learner=cast.amir, course=enrolment.course), lesson)
    after = LessonPage.objects.descendant_of(enrolment.course).get(title="After")
    NoteFactory(learner=cast.zoe, course=enrolment.course, activity_key=after.activity_key)
    _facts, margin = read_beside(enrolment, lesson)
    assert (dict(margin.entries), margin.note, margin.is_bookmarked, margin.anchor) == ({}, "", False, "")


def test_the_facts_read_with_it_are_those_of_everybody_else(enrolment, lesson):
    ActivityCompletionFactory(enrolment=enrolment)
    facts, _margin = read_beside(enrolment, lesson)
    assert facts == facts_of([enrolment])[enrolment.pk]
    assert facts.done == {lesson.activity_key}


def test_what_is_retired_is_among_them(enrolment, lesson):
    about = {"course": enrolment.course, "activity_key": lesson.activity_key, "title": "Urges", "reason": "Old."}
    RetiredActivity.objects.create(retired_at=NOW, **about)
    facts, _margin = read_beside(enrolment, lesson)
    assert facts == facts_of([enrolment])[enrolment.pk]
    assert facts.retired == {lesson.activity_key}

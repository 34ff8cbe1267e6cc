"""Sheets of lessons that are not there to be read now: no blank sheet, and of one's own no words of a draft."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, ModulePage, RetiredActivity
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.study import EntryFactory, NoteFactory, block, practice_course, practice_lesson

pytestmark = pytest.mark.django_db
DRAFT = "Said in a draft"


@pytest.fixture
def lesson(cast):
    """A lesson that Zoë takes."""
    lesson = practice_lesson(practice_course())
    EnrolmentFactory(learner=cast.zoe, course=lesson.course)
    return lesson


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(lesson, name, kind="worksheet"):
    return reverse(f"enrolment:{name}", args=[lesson.course.slug, lesson.activity_key, block(lesson, kind).key])


def retire(lesson):
    about = {"course": lesson.course, "activity_key": lesson.activity_key, "title": lesson.title}
    RetiredActivity.objects.create(**about, reason="Wrong advice.", retired_at=NOW)


def redrafted(lesson):
    """Take the lesson off and write on in it: Wagtail saves the row of a page that is not published."""
    lesson.unpublish()
    body = json.dumps(list(lesson.body.raw_data), default=dict).replace("What helped you last time?", DRAFT)
    lesson.body = LessonPage.body.field.to_python(body.replace('"heading": ""', f'"heading": "{DRAFT}"'))
    lesson.title = DRAFT
    lesson.save()


# --- Blank sheets -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, CoursePage])
def test_a_blank_sheet_of_what_is_being_updated_is_not_shown(kind, lesson, zoe):
    sheet = address(lesson, "blank-sheet")
    Page.objects.ancestor_of(lesson, inclusive=True).type(kind).get().specific.unpublish()
    answer = zoe.get(sheet)
    assert (answer.status_code, answer["Location"]) == (302, lesson.course.url)


def test_a_blank_sheet_of_what_was_retired_is_not_there(lesson, zoe):
    retire(lesson)
    assert zoe.get(address(lesson, "blank-sheet")).status_code == 404


def test_whoever_has_done_what_was_retired_still_prints_its_sheet(lesson, cast, zoe):
    retire(lesson)
    ActivityCompletionFactory(enrolment=cast.zoe.enrolments.get(), activity_key=lesson.activity_key)
    assert zoe.get(address(lesson, "blank-sheet")).status_code == 200


# --- One's own --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["entry-paper", "remove-entry"])
@pytest.mark.parametrize(
    ("kind", "answers", "label"),
    [("worksheet", {"a": "Mine."}, "A: What happened"), ("reflection", {"text": "Mine."}, "What you wrote")],
)
def test_ones_own_sheet_has_no_words_of_a_draft(kind, answers, label, name, lesson, cast, zoe):
    EntryFactory(enrolment=cast.zoe.enrolments.get(), kind=kind, answers=answers)
    where = address(lesson, name, kind)
    redrafted(lesson)
    page = zoe.get(where).content.decode()
    assert [text in page for text in ("Mine.", label, "Urges", DRAFT)] == [True, True, True, False]


def test_nor_has_the_list_of_ones_notes(lesson, cast, zoe):
    enrolment = cast.zoe.enrolments.get()
    NoteFactory(learner=cast.zoe, course=lesson.course, activity_key=lesson.activity_key)
    EntryFactory(enrolment=enrolment, kind="reflection", answers={"text": "Mine."})
    redrafted(lesson)
    page = zoe.get("/learn/notes/").content.decode()
    assert [text in page for text in ("Mine.", "What you wrote", "Urges", DRAFT)] == [True, True, True, False]

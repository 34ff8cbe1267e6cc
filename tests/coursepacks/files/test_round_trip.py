"""Out, wiped, in and out again: the same files, byte for byte, whatever a course is made of."""

import json

import pytest
from wagtail.models import Revision

from content.models import AllowedWord
from courses.models import CourseEdition, CoursePage, LessonPage, TrainerNote
from enrolment.services.editions import retire
from tests.cast import NOW
from tests.coursepacks.files.every_block import every_block, tool
from tests.coursepacks.files.folders import bring_in, export, wipe
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
LESSON_BLOCK = LessonPage._meta.get_field("body").stream_block


def lesson_of(course) -> LessonPage:
    return LessonPage.objects.descendant_of(course).first()


@pytest.fixture
def full(db):
    """A course with every block and kind of activity, a tool, a note for trainers, a word meant; one retired."""
    course = CourseFactory(title="Full", modules=2, lessons=2, questions=2, writing=True, formalities=True)
    lesson = lesson_of(course)
    lesson.body = json.dumps(every_block(LESSON_BLOCK))
    lesson.outcomes = json.dumps([{"type": "outcome", "value": "Do it.", "id": "o1"}])
    lesson.tools.set([tool()])
    lesson.save()
    note = {"activity_key": lesson.translation_key, "text": "<p>Go slowly.</p>", "changed_at": NOW}
    TrainerNote.objects.create(course=course, **note)
    about = {"phrase": "addict", "passage": "the word “addict”", "reason": "An example"}
    AllowedWord.objects.create(page=lesson, allowed_at=NOW, **about)
    retire(course=course, activity_key=lesson.activity_key, reason="Out of date.", by=None, at=NOW)
    return course


@pytest.mark.parametrize("kind", LESSON_BLOCK.child_blocks)
def test_every_kind_of_block_comes_back_as_it_was_with_its_id(db, tmp_path, kind):
    course = CourseFactory(title="Full", lessons=1)
    body = [item for item in every_block(LESSON_BLOCK) if item["type"] == kind]
    LessonPage.objects.filter(pk=lesson_of(course).pk).update(body=json.dumps(body))
    before = export("full", tmp_path / "a")
    wipe("full")
    bring_in(tmp_path / "a")
    assert export("full", tmp_path / "b") == before
    assert lesson_of(CoursePage.objects.get(slug="full")).body.raw_data[0]["id"] == body[0]["id"]


def test_a_full_course_comes_back_into_an_empty_site(full, tmp_path):
    before = export("full", tmp_path / "a")
    wipe("full")
    said = bring_in(tmp_path / "a")
    assert export("full", tmp_path / "b") == before
    assert "edition 1" in said


def test_what_was_just_exported_changes_nothing_and_makes_no_version(full, tmp_path):
    export("full", tmp_path / "a")
    revisions, editions = Revision.objects.count(), CourseEdition.objects.count()
    assert "Nothing to change." in bring_in(tmp_path / "a")
    assert (Revision.objects.count(), CourseEdition.objects.count()) == (revisions, editions)


def test_the_second_import_has_nothing_to_change(full, tmp_path):
    export("full", tmp_path / "a")
    wipe("full")
    bring_in(tmp_path / "a")
    revisions = Revision.objects.count()
    assert "Nothing to change." in bring_in(tmp_path / "a")
    assert Revision.objects.count() == revisions

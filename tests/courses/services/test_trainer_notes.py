"""Notes for trainers: one for each activity, kept clean, with who wrote it."""

import pytest
from wagtail.models import PageLogEntry

from courses.models import LessonPage, TrainerNote
from courses.services.trainer_notes import write_trainer_note
from tests.cast import NOW
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(cast):
    """Write a note about the one lesson of a course."""
    course = CourseFactory(lessons=1)
    key = LessonPage.objects.descendant_of(course).get().activity_key

    def writing(text):
        return write_trainer_note(course=course, activity_key=key, text=text, by=cast.trainer, at=NOW)

    return writing


def test_a_note_says_who_wrote_it_and_when(write, cast):
    note = write("<p>Ask for an example.</p>")
    assert (note.text, note.changed_by, note.changed_at) == ("<p>Ask for an example.</p>", cast.trainer, NOW)


def test_the_next_note_takes_its_place(write):
    write("<p>Old.</p>")
    write("<p>New.</p>")
    assert [note.text for note in TrainerNote.objects.all()] == ["<p>New.</p>"]


@pytest.mark.parametrize("nothing", ["", "<p></p>", "<p> </p>"])
def test_a_note_without_words_is_none(nothing, write):
    write("<p>Old.</p>")
    assert write(nothing) is None
    assert not TrainerNote.objects.exists()


def test_only_what_rich_text_may_have_is_kept(write):
    note = write(
        '<p onclick="x()">Hi <script>alert(1)</script><a href="javascript:alert(1)">there</a></p><h2>Then</h2>'
    )
    assert not any(word in note.text for word in ("onclick", "<script", "javascript"))
    assert "<h2>Then</h2>" in note.text


def test_writing_is_recorded_without_the_words(write):
    write("<p>Ask for an example.</p>")
    entry = PageLogEntry.objects.get(action="courses.write_trainer_note")
    assert "example" not in str(entry.data)

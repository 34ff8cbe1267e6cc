"""Notes and bookmarks of a learner: one each beside an activity, changed only by who has seen the last version."""

from datetime import timedelta
from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from enrolment.models import Bookmark, LessonNote
from enrolment.services.bookmarks import add_bookmark, remove_bookmark
from enrolment.services.lesson_notes import remove_note, save_note
from tests.cast import NOW
from tests.factories.pages import CourseFactory
from tests.factories.study import NoteFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def beside():
    """A course and an activity of it."""
    return {"course": CourseFactory(lessons=0), "activity_key": str(uuid4())}


def save(beside, person, text, *, seen=None, at=NOW):
    return save_note(**beside, text=text, seen=seen, by=person, at=at)


def test_a_note_is_kept_as_it_was_written(beside, cast):
    note = save(beside, cast.zoe, "  Ring Jo.\r\n\r\nThen Sam. \n")
    assert (note.text, note.changed_at) == ("Ring Jo.\n\nThen Sam.", NOW)


def test_whoever_has_seen_it_changes_it(beside, cast):
    first = save(beside, cast.zoe, "One.")
    assert save(beside, cast.zoe, "Two.", seen=first.changed_at, at=LATER).text == "Two."
    assert LessonNote.objects.get().changed_at == LATER


def test_whoever_has_not_is_refused(beside, cast):
    save(beside, cast.zoe, "One.")
    with refused("saved_elsewhere"):
        save(beside, cast.zoe, "Two.", at=LATER)
    assert save(beside, cast.zoe, "One.", at=LATER).changed_at == NOW


@pytest.mark.parametrize(
    ("text", "code"), [("", "nothing_written"), (" \n", "nothing_written"), ("x" * 10_001, "too_long")]
)
def test_what_is_no_note_is_refused(text, code, beside, cast):
    with refused(code):
        save(beside, cast.zoe, text)


def test_everybody_has_their_own(beside, cast):
    save(beside, cast.zoe, "Mine.")
    save(beside, cast.amir, "Mine too.")
    assert remove_note(activity_key=beside["activity_key"], by=cast.amir)
    assert LessonNote.objects.get().learner == cast.zoe


def test_removing_what_is_not_there_changes_nothing(cast):
    note = NoteFactory()
    assert not remove_note(activity_key=str(note.activity_key), by=cast.zoe)
    assert LessonNote.objects.exists()


def test_a_bookmark_is_set_once_and_taken_back(beside, cast):
    assert add_bookmark(**beside, by=cast.zoe, at=NOW) == add_bookmark(**beside, by=cast.zoe, at=LATER)
    assert not remove_bookmark(activity_key=beside["activity_key"], by=cast.amir)
    assert Bookmark.objects.get().made_at == NOW
    assert remove_bookmark(activity_key=beside["activity_key"], by=cast.zoe)


def test_the_log_of_actions_hears_of_none(beside, cast):
    before = ModelLogEntry.objects.count()
    save(beside, cast.zoe, "One.")
    add_bookmark(**beside, by=cast.zoe, at=NOW)
    remove_note(activity_key=beside["activity_key"], by=cast.zoe)
    assert ModelLogEntry.objects.count() == before

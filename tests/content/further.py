"""Rows beside pages whose words need a look, one of each kind, and what the language check says of them."""

from collections.abc import Callable

from django.db.models import Model
from django.urls import reverse

from content.language import Watch, places_to_check
from content.places import place_of
from courses.models import LessonPage, TrainerNote
from courses.services.trainer_notes import write_trainer_note
from tests.cast import NOW
from tests.content.writing import LABEL
from tests.factories.awards import ManualFactory
from tests.factories.library import GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.pages import CourseFactory, QuestionFactory, RubricFactory


def note_saying(text: str, course=None) -> TrainerNote:
    """Return a note for trainers about the first lesson of a course."""
    course = course or CourseFactory(lessons=1)
    lesson = LessonPage.objects.descendant_of(course).first()
    return write_trainer_note(course=course, activity_key=lesson.activity_key, text=text, by=None, at=NOW)


def manual_saying(text: str, **about) -> Model:
    """Return a manual of one chapter."""
    return ManualFactory(body=[("chapter", {"title": "One", "text": f"<p>{text}</p>"})], **about)


MAKERS: dict[str, Callable[[], Model]] = {
    "recordings": lambda: RecordingFactory(transcript=f"<p>{LABEL}</p>"),
    "glossary": lambda: GlossaryTermFactory(meaning=LABEL),
    "tools": lambda: ToolFactory(purpose=LABEL),
    "questions": lambda: QuestionFactory(prompt=f"<p>{LABEL}</p>"),
    "rubrics": lambda: RubricFactory(name=LABEL),
    "trainer-notes": lambda: note_saying(f"<p>{LABEL}</p>"),
    "manuals": lambda: manual_saying(LABEL),
}


def open_words(*, drafts: bool = False) -> list[tuple[str, str]]:
    """Return each word of the site that waits, with the kind of row it stands in (empty: a page)."""
    looked = Watch().look_over(places_to_check(drafts=drafts))
    return [(place.kind, one.finding.found) for place, found in looked for one in found if one.is_open]


def settle_row_address(row: Model) -> str:
    """Return the address of the page that lists the words of `row` that wait."""
    return reverse("content_settle_row", args=[place_of(row).kind, row.pk])

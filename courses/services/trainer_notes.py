"""Writing what trainers tell each other about an activity."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.html import strip_tags
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter

from content.blocks import TEXT_FEATURES
from content.services.language import allow_words
from courses.models import CoursePage, TrainerNote
from lms.core import audit


def note_saying(*, course: CoursePage, activity_key: str, text: str) -> TrainerNote:
    """Return the note about an activity as it would be kept with `text`, without keeping it."""
    about = {"course": course, "activity_key": activity_key}
    note = TrainerNote.objects.filter(**about).first() or TrainerNote(**about)
    note.text = _kept(text)
    return note


@transaction.atomic
def write_trainer_note(
    *,
    course: CoursePage,
    activity_key: str,
    text: str,
    by: Any,
    at: datetime,
    reasons: Mapping[tuple[str, str], str] | None = None,
) -> TrainerNote | None:
    """Write or replace the note about the activity `activity_key` of `course`; without words it is removed.

    Arguments: `text`, HTML, of which only what rich text may have is kept; `by`, an editor or a trainer of the course,
    which the caller has made sure of; `at`, now; `reasons`, why watched words in it are meant, by word and passage.
    Returns the note, or None when it is removed.
    """
    words = _kept(text)
    if not strip_tags(words).strip():
        TrainerNote.objects.filter(course=course, activity_key=activity_key).delete()
        note = None
    else:
        changes = {"text": words, "changed_at": at, "changed_by": by}
        note, _made = TrainerNote.objects.update_or_create(course=course, activity_key=activity_key, defaults=changes)
        allow_words(on=note, reasons=reasons or {}, by=by, at=at)
    audit.record("courses.write_trainer_note", course, by=by, data={"activity": activity_key, "kept": note is not None})
    return note


def _kept(text: str) -> str:
    return str(EditorHTMLConverter(features=TEXT_FEATURES).to_database_format(text))

"""A learner's own note beside an activity: one each, kept whatever becomes of the enrolment."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CoursePage
from enrolment.models import LessonNote
from lms.accounts.models import User
from lms.core.errors import DomainError

NOTE_LENGTH = 10_000


@transaction.atomic
def save_note(
    *, course: CoursePage, activity_key: str, text: str, seen: datetime | None, by: User, at: datetime
) -> LessonNote:
    """Save the note of `by` beside one activity of `course`, and return it. The last save wins, but never unawares.

    Arguments: `activity_key`, which the caller has found in the learner's course; `text`, at most 10,000 characters;
    `seen`, when the note the form showed had been saved (None: it showed none); `at`, now.
    Refuses: `nothing_written`, `too_long`, `saved_elsewhere` (another tab or device saved since).
    """
    wanted = _checked(text)
    rows = LessonNote.objects.filter(learner=by, activity_key=activity_key)
    if seen is not None and rows.filter(changed_at=seen).update(text=wanted, changed_at=at):
        return rows.get()
    kept, is_new = LessonNote.objects.get_or_create(
        learner=by, activity_key=UUID(activity_key), defaults={"course": course, "text": wanted, "changed_at": at}
    )
    if not is_new and kept.text != wanted:
        raise DomainError(
            "saved_elsewhere",
            _("Your note was changed meanwhile, perhaps in another tab. Nothing of either is lost: see below."),
        )
    return kept


@transaction.atomic
def remove_note(*, activity_key: str, by: User) -> bool:
    """Remove for good the note of `by` beside one activity; tell whether there was one. Refuses nothing."""
    removed, _by_model = LessonNote.objects.filter(learner=by, activity_key=activity_key).delete()
    return bool(removed)


def _checked(text: str) -> str:
    wanted = text.replace("\r\n", "\n").strip()
    if not wanted:
        raise DomainError("nothing_written", _("There is nothing written yet. Please write a word or two first."))
    if len(wanted) > NOTE_LENGTH:
        raise DomainError("too_long", _("A note holds up to 10,000 letters. Please shorten it a little."))
    return wanted

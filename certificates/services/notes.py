"""The completion note: read from the enrolment each time, kept as a PDF once somebody asks for one."""

from django.conf import settings
from django.utils import timezone

from certificates.rendering import note_draft
from certificates.rules import Note
from enrolment.models import Enrolment
from lms.core.files import private_storage, replace_private


def describe_note(*, enrolment: Enrolment) -> Note:
    """Return what the note of a completed `enrolment` says today (a corrected name shows at once)."""
    return Note(
        name=str(enrolment.learner),
        course=enrolment.course.title,
        finished_on=timezone.localdate(enrolment.completed_at),
        edition=enrolment.edition.number,
    )


def file_note(*, enrolment: Enrolment) -> str:
    """Return the name in private storage of the note's PDF, drawing it when what it says or its design is new.

    Arguments: `enrolment`, completed, on an open course, already authorised by the caller.
    Raises PdfUnavailable with a sentence when no PDF can be made; the page says the same things.
    """
    draft = note_draft(describe_note(enrolment=enrolment), product_name=settings.PRODUCT_NAME)
    name = f"notes/{enrolment.pk}/{draft.digest}.pdf"
    return name if private_storage().exists(name) else replace_private(name, draft.render())

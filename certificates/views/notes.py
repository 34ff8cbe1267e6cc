"""A learner's own completion note, as a page and as a PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.permissions import notes_visible_to
from certificates.services.notes import describe_note, file_note
from enrolment.models import Enrolment
from lms.core.files import private_response
from lms.core.pdf import PdfUnavailable


@require_safe
@never_cache
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the note of one's own completed enrolment; 404 for everybody and everything else."""
    return _page(request, get_object_or_404(notes_visible_to(request.user), pk=pk))


@require_safe
@never_cache
def note_pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Answer the same note as a PDF; 503 with the page and a sentence when none can be made."""
    enrolment = get_object_or_404(notes_visible_to(request.user), pk=pk)
    try:
        name = file_note(enrolment=enrolment)
    except PdfUnavailable as refusal:
        return _page(request, enrolment, sentence=refusal.sentence)
    stem = slugify(_("Completion note %(course)s") % {"course": enrolment.course.title})
    return private_response(name, filename=f"{stem}.pdf")


def _page(request: HttpRequest, enrolment: Enrolment, *, sentence: str = "") -> HttpResponse:
    context = {"enrolment": enrolment, "note": describe_note(enrolment=enrolment), "pdf_refusal": sentence}
    return render(request, "certificates/note.html", context, status=503 if sentence else 200)

"""The statement of one licence year to keep: as a spreadsheet and as a PDF. The page itself is one of the desks'."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enrolment.models import PlaceAllowance
from enrolment.statements import counted, movements_of
from enrolment.statements.paper import file_stem, refuse_too_long, statement_csv, statement_draft
from enrolment.statements.words import lines_of
from lms.accounts.permissions import SignedInRequest
from lms.core.pdf import PdfUnavailable


@login_required
@require_safe
def as_csv(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Return every movement as a table to save; 404 for who does not look after the site."""
    at = timezone.now()
    allowance = _allowance_or_404(request.user, pk, at=at)
    return statement_csv(allowance, lines_of(movements_of(allowance, at=at)))


@login_required
@require_safe
def as_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Return sum and movements as a PDF, drawn anew each time: nothing personal stays behind in a file.

    404 for who does not look after the site; 503 with a sentence when no PDF can be made.
    """
    at = timezone.now()
    allowance = _allowance_or_404(request.user, pk, at=at)
    lines = lines_of(movements_of(allowance, at=at))
    draft = statement_draft(allowance, counted(allowance, at=at), lines, at=at, product_name=settings.PRODUCT_NAME)
    try:
        refuse_too_long(lines)
        content = draft.render()
    except PdfUnavailable as refusal:
        context = {"allowance": allowance, "sentence": refusal.sentence}
        return render(request, "enrolment/statements/unavailable.html", context, status=503)
    saved_as = f'attachment; filename="{file_stem(allowance)}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": saved_as})


def _allowance_or_404(user: Any, pk: UUID, *, at: datetime) -> PlaceAllowance:
    rows = PlaceAllowance.objects.visible_to(user).with_site().with_counts(at=at)
    return get_object_or_404(rows, pk=pk)

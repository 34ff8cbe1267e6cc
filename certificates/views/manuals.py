"""A holder's personal copy of a manual: where it stands, and the download."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.holdings import ManualLine
from certificates.models import Award, Manual, ManualIssue
from certificates.permissions import copies_visible_to
from certificates.services.manuals import hand_out_manual, refuse_unless_at_a_site, request_manual
from lms.core.errors import DomainError
from lms.core.files import private_response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def manual(request: HttpRequest, pk: UUID, manual_pk: int) -> HttpResponse:
    """Answer where the copy stands; a POST has it made.

    404 with a sentence once the certificate no longer holds, 403 with one for whoever belongs to no site for it.
    """
    award = _own(request, pk)
    if not award.is_issued:
        return _withdrawn(request, award)
    line, at = _line(request, award, manual_pk), timezone.now()
    try:
        refuse_unless_at_a_site(award, at=at)
    except DomainError as refusal:
        return _closed(request, line, refusal)
    if request.method == "POST":
        request_manual(award=award, manual=line.manual, by=award.learner, at=at)
        return redirect("certificates:manual", pk=pk, manual_pk=manual_pk)
    return render(request, "certificates/manual.html", {"award": award, "line": line})


@require_safe
@never_cache
def manual_pdf(request: HttpRequest, pk: UUID, manual_pk: int) -> HttpResponseBase:
    """Answer the copy as a PDF and record the download; until it is made, the page that says so.

    Refuses as the page does.
    """
    award = _own(request, pk)
    if not award.is_issued:
        return _withdrawn(request, award)
    line = _line(request, award, manual_pk)
    if line.issue is None or not line.is_ready:
        return redirect("certificates:manual", pk=pk, manual_pk=manual_pk)
    try:
        name = hand_out_manual(issue=line.issue, by=award.learner, at=timezone.now())
    except DomainError as refusal:
        return _closed(request, line, refusal)
    return private_response(name, filename=f"{slugify(line.manual.title) or 'manual'}.pdf")


def _own(request: HttpRequest, pk: UUID) -> Award:
    return get_object_or_404(Award.objects.visible_to(request.user).select_related("learner"), pk=pk)


def _line(request: HttpRequest, award: Award, manual_pk: int) -> ManualLine:
    """Return the manual and the copy of it; a manual that is no longer published only for whoever has a copy."""
    issue: ManualIssue | None = copies_visible_to(request.user).filter(award=award, manual_id=manual_pk).first()
    if issue:
        return ManualLine(issue.manual, issue)
    found = Manual.objects.published().filter(pk=manual_pk, programme=award.programme_id).first()
    if found is None:
        raise Http404
    return ManualLine(found, None)


def _withdrawn(request: HttpRequest, award: Award) -> HttpResponse:
    return render(request, "certificates/withdrawn.html", {"award": award}, status=404)


def _closed(request: HttpRequest, line: ManualLine, refusal: DomainError) -> HttpResponse:
    context = {"manual": line.manual, "sentence": refusal.sentence}
    return render(request, "certificates/closed.html", context, status=403)

"""What a learner has to keep: the list, each certificate as a page, and as a PDF."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.holdings import holdings_of
from certificates.models import Award
from certificates.rendering import certificate_of, qr_drawing
from lms.accounts.permissions import SignedInRequest
from lms.core.files import private_response


@login_required
@require_safe
def certificates(request: SignedInRequest) -> HttpResponse:
    """Answer the list of one's own certificates, manuals and completion notes."""
    return render(request, "certificates/list.html", {"holdings": holdings_of(request.user)})


@require_safe
@never_cache
def award(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer one's own certificate as a page with the words of the PDF; 404 for everybody else."""
    row = _own(request, pk)
    certificate = certificate_of(row)
    about = {"qr": qr_drawing(certificate.address), "issuer": settings.ISSUER_NAME}
    context = {"award": row, "certificate": certificate, **about}
    return render(request, "certificates/award.html", context)


@require_safe
@never_cache
def award_pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Answer one's own certificate as a PDF; 404 once it no longer holds, and the page with a word until it is made."""
    row = _own(request, pk)
    if not row.is_issued:
        raise Http404
    if not row.pdf_name:
        return award(request, pk)
    stem = slugify(_("Certificate %(programme)s") % {"programme": row.programme_name})
    return private_response(row.pdf_name, filename=f"{stem}.pdf")


def _own(request: HttpRequest, pk: UUID) -> Award:
    return get_object_or_404(Award.objects.visible_to(request.user), pk=pk)

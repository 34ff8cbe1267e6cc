"""What I have done: one's own record of a course, on one page that prints well."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.permissions import SignedInRequest
from lms.dashboards.receipt import receipt_of


@login_required
@require_safe
def receipt(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answer the record of the course `slug`; 404 for whoever never took it."""
    found = receipt_of(request.user, slug)
    if found is None:
        raise Http404
    return render(request, "dashboards/receipt.html", {"receipt": found, "at": timezone.now()})

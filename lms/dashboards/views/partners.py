"""The partners a coordinator looks after: the list, the same as a table, and one of them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enrolment.permissions import overseen_partners
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.caseload import scope_of
from lms.dashboards.desk.finding import PartnerFilter
from lms.dashboards.desk.partner import partner_page
from lms.dashboards.desk.partners import page_of_partners, partners_csv
from lms.dashboards.views.coordinator import charges_or_refuse


@login_required
@require_safe
@never_cache
def partners(request: SignedInRequest) -> HttpResponse:
    """List the partners as asked for; 403 for whoever coordinates nothing."""
    at, scope = timezone.now(), scope_of(request.user)
    narrow = PartnerFilter(request.GET, scope=scope)
    listed = page_of_partners(narrow.narrowed(at=at), scope, request.GET.get("page"), at=at)
    if not listed.partners:  # only then it is asked whether they coordinate at all
        charges_or_refuse(request)
    return render(request, "dashboards/partners.html", {"filter": narrow, "listed": listed})


@login_required
@require_safe
@never_cache
def partners_table(request: SignedInRequest) -> HttpResponse:
    """Answer the list as asked for, all pages, as a table to save."""
    at, scope = timezone.now(), scope_of(request.user)
    charges_or_refuse(request)
    return partners_csv(PartnerFilter(request.GET, scope=scope).narrowed(at=at), scope, at=at)


@login_required
@require_safe
@never_cache
def partner(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one partner; 404 for who does not oversee it. Whoever oversees a part of it sees that part."""
    organisation = get_object_or_404(overseen_partners(request.user), pk=pk)
    page = partner_page(organisation, request.user, at=timezone.now())
    return render(request, "dashboards/partner.html", {"page": page})

"""The people of the sites somebody looks after: the list of them, and the page about one at an organisation."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enrolment.models import Affiliation, Site
from enrolment.permissions import coordinates, leads_somebody
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.person import AtOrganisation
from lms.dashboards.desk.staff import StaffFilter, page_of_staff, staff_csv

ENTRIES_PER_PAGE = 25


@login_required
@require_safe
def person(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one person at one organisation; 404 for whoever does not look after a site where they belong or did."""
    at = timezone.now()
    rows = Affiliation.objects.looked_after_by(request.user).with_site().with_check()
    about = AtOrganisation(get_object_or_404(rows, pk=pk), request.user, at)
    page = Paginator(about.history(), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"about": about, "page": page, "leads": leads_somebody(request)}
    return render(request, "dashboards/person.html", context)


@login_required
@require_safe
def staff(request: SignedInRequest) -> HttpResponse:
    """Show everybody who belongs to the sites the signed-in person looks after; 403 for whoever looks after none."""
    day, sites = timezone.localdate(), _sites_or_refuse(request)
    chosen = StaffFilter(request.GET, sites=sites)
    rows = chosen.narrowed(Affiliation.objects.filter(site__in=sites), day=day)
    context = {
        "filter": chosen,
        "listed": page_of_staff(rows, request.GET.get("page"), day=day),
        "several": len({site.organisation_id for site in sites}) > 1,
        "leads": leads_somebody(request),
    }
    return render(request, "dashboards/staff.html", context)


@login_required
@require_safe
def staff_table(request: SignedInRequest) -> HttpResponse:
    """Return the people of the list as asked for, all pages, as a table to save."""
    day, sites = timezone.localdate(), _sites_or_refuse(request)
    rows = StaffFilter(request.GET, sites=sites).narrowed(Affiliation.objects.filter(site__in=sites), day=day)
    return staff_csv(rows, day=day)


def _sites_or_refuse(request: SignedInRequest) -> list[Site]:
    sites = list(Site.objects.looked_after_by(request.user).select_related("organisation"))
    if not sites and not leads_somebody(request) and not coordinates(request):
        raise PermissionDenied(
            _(
                "This list is for SMART Leads and Community Coordinators, and you look after no site today. "
                "If there should be, please ask your Community Coordinator."
            )
        )
    return sites

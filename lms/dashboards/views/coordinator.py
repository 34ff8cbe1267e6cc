"""The Community Coordinator's desk: what waits to be issued comes first."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enrolment.models import Region, Site
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.people import page_of_people, people_csv
from lms.dashboards.desk.regions import in_regions, queue_of, regions_of
from lms.dashboards.forms import PeopleFilter


@login_required
@require_safe
@never_cache
def desk(request: SignedInRequest) -> HttpResponse:
    """Show the nominations of the coordinator's regions; 403 for whoever coordinates none."""
    at, regions = timezone.now(), _regions(request)
    rows = in_regions(regions)
    narrow = PeopleFilter(request.GET, sites=_sites(regions))
    context = {
        "regions": regions,
        "queue": queue_of(rows, at=at),
        "filter": narrow,
        "listed": page_of_people(narrow.narrowed(rows, at=at), request.GET.get("page"), at=at),
    }
    return render(request, "dashboards/coordinator.html", context)


@login_required
@require_safe
@never_cache
def nominations_csv(request: SignedInRequest) -> HttpResponse:
    """Answer the list, as searched and filtered, as a table to save."""
    at, regions = timezone.now(), _regions(request)
    narrow = PeopleFilter(request.GET, sites=_sites(regions))
    return people_csv(narrow.narrowed(in_regions(regions), at=at), filename="nominations.csv", at=at)


def _regions(request: SignedInRequest) -> tuple[Region, ...]:
    regions = regions_of(request.user)
    if not regions:
        raise PermissionDenied(
            _("This desk is for Community Coordinators, and no region is assigned to your account today.")
        )
    return regions


def _sites(regions: tuple[Region, ...]) -> list[Site]:
    return list(Site.objects.filter(region__in=regions).select_related("organisation"))

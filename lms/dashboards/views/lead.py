"""The desk of a SMART Lead: places, people who need somebody, everybody; and the statement of one licence year."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enrolment.models import Nomination, PartnerOrganisation, PlaceAllowance, Site
from enrolment.permissions import leads_somebody
from enrolment.statements import movements_of
from enrolment.statements.words import lines_of
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.needing import needs_among
from lms.dashboards.desk.people import page_of_people, people_csv, people_of, ready_to_list
from lms.dashboards.desk.places import Places, places_of, year_of
from lms.dashboards.forms import PeopleFilter

MOVEMENTS_PER_PAGE = 25


@login_required
@require_safe
def lead(request: SignedInRequest) -> HttpResponse:
    """Show what the signed-in SMART Lead looks after; 403 with a sentence for whoever leads no organisation."""
    at = timezone.now()
    places, nominations = _places_or_refuse(request, at), Nomination.objects.led_by(request.user).listed()
    chosen = PeopleFilter(request.GET, sites=places.sites)
    listed = page_of_people(chosen.narrowed(nominations, at=at), request.GET.get("page"), at=at)
    context = {
        "places": places,
        "needs": needs_among(nominations, at=at),
        "filter": chosen,
        "listed": listed,
        "several": len(places.organisations) > 1,
        "one_site": places.is_single,
    }
    return render(request, "dashboards/lead.html", context)


@login_required
@require_safe
def people_table(request: SignedInRequest) -> HttpResponse:
    """Return the people of the desk as asked for, all pages, as a table to save."""
    at = timezone.now()
    chosen = PeopleFilter(request.GET, sites=_places_or_refuse(request, at).sites)
    rows = chosen.narrowed(Nomination.objects.led_by(request.user).listed(), at=at)
    return people_csv(rows, filename="people.csv", at=at)


@login_required
@require_safe
def statement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how the places of one licence year add up: the sum, every movement, the people; the newest first.

    404 for who does not look after the site.
    """
    at = timezone.now()
    rows = PlaceAllowance.objects.visible_to(request.user).with_site().with_counts(at=at)
    allowance = get_object_or_404(rows, pk=pk)
    newest_first = movements_of(allowance, at=at)[::-1]
    page = Paginator(newest_first, MOVEMENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "year": year_of(allowance, at=at),
        "page": page,
        "lines": lines_of(page.object_list),
        "people": people_of(ready_to_list(allowance.nominations.listed()), at=at, reader=request.user),
        "leads": leads_somebody(request),
    }
    return render(request, "dashboards/statement.html", context)


def _places_or_refuse(request: SignedInRequest, at: datetime) -> Places:
    places = places_of(request.user, at=at)
    if not places.sites and not _leads_anything(request.user):
        raise PermissionDenied(
            _(
                "This desk is for the SMART Leads of partner organisations, and you are not appointed as one today. If "
                "you should be, please ask your Community Coordinator."
            )
        )
    return places


def _leads_anything(user: Any) -> bool:
    """Tell whether somebody is SMART Lead today of an organisation, which may have no site yet, or of a site."""
    return PartnerOrganisation.objects.led_by(user).exists() or Site.objects.led_by(user).exists()

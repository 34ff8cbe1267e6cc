"""The Community Coordinator's desk: what waits to be issued comes first; then what partners need, and everybody."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enrolment.models import Site
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.caseload import Scope, caseload_of, scope_of
from lms.dashboards.desk.people import page_of_people, people_csv
from lms.dashboards.desk.regions import Charge, charges_of, queue_of
from lms.dashboards.forms import PeopleFilter


@login_required
@require_safe
@never_cache
def desk(request: SignedInRequest) -> HttpResponse:
    """Show what waits and what partners need; 403 for whoever coordinates nothing."""
    at = timezone.now()
    charges, scope = charges_or_refuse(request), scope_of(request.user)
    queue, caseload = queue_of(scope.nominations, at=at), caseload_of(scope, at=at)
    return render(request, "dashboards/coordinator.html", {"charges": charges, "queue": queue, "caseload": caseload})


@login_required
@require_safe
@never_cache
def people(request: SignedInRequest) -> HttpResponse:
    """List everybody nominated under the licences they look after; 403 for whoever coordinates nothing."""
    at, scope = timezone.now(), scope_of(request.user)
    narrow = PeopleFilter(request.GET, sites=_sites_or_refuse(request, scope))
    rows, page = narrow.narrowed(scope.nominations, at=at), request.GET.get("page")
    listed = page_of_people(rows, page, at=at, reader=request.user)
    return render(request, "dashboards/coordinator_people.html", {"filter": narrow, "listed": listed})


@login_required
@require_safe
@never_cache
def nominations_csv(request: SignedInRequest) -> HttpResponse:
    """Answer the list, as searched and filtered, as a table to save."""
    at, scope = timezone.now(), scope_of(request.user)
    narrow = PeopleFilter(request.GET, sites=_sites_or_refuse(request, scope))
    return people_csv(narrow.narrowed(scope.nominations, at=at), filename="nominations.csv", at=at)


def charges_or_refuse(request: SignedInRequest) -> tuple[Charge, ...]:
    """Return what the person looks after today; 403 with a sentence for whoever looks after nothing."""
    charges = charges_of(request.user, at=timezone.now())
    if not charges:
        raise PermissionDenied(
            _(
                "This desk is for Community Coordinators, and no region or licence is assigned to your account today. "
                "If one should be, please ask Central Office."
            )
        )
    return charges


def _sites_or_refuse(request: SignedInRequest, scope: Scope) -> list[Site]:
    """Return the sites of the scope; only where there is none, it is asked whether the person coordinates at all."""
    sites = list(scope.sites.select_related("organisation"))
    if not sites:
        charges_or_refuse(request)
    return sites

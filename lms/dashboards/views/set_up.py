"""The set-up checklist of one site."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enrolment.models import Site
from enrolment.permissions import leads_somebody
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.set_up import phases_of, progress_in


@login_required
@require_safe
@never_cache
def set_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the steps of a site's set-up with their ticks; 404 for who does not look after the site."""
    site = get_object_or_404(Site.objects.looked_after_by(request.user).select_related("organisation"), pk=pk)
    phases = phases_of(site)
    context = {"site": site, "phases": phases, "set_up": progress_in(site, phases), "leads": leads_somebody(request)}
    return render(request, "dashboards/set_up.html", context)

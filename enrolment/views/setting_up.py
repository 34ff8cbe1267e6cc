"""Ticking a step of a site's set-up, and taking the tick back: one POST from the list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from enrolment.models import SetUpStep, Site
from enrolment.services.set_up import tick, untick
from lms.accounts.permissions import SignedInRequest

LIST = "dashboards:set-up"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tick_step(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Tick a step at a site, or with `done=no` take the tick back; 404 for who does not look after the site."""
    site = get_object_or_404(Site.objects.looked_after_by(request.user), pk=pk)
    step = get_object_or_404(SetUpStep, key=key)
    if request.method == "POST":
        act = untick if request.POST.get("done") == "no" else tick
        act(site=site, step=step, by=request.user, at=timezone.now())
    return redirect(LIST, pk=site.pk)

"""“May deliver today”, for the people of the sites that somebody leads or coordinates."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enrolment.managers import SiteQuerySet
from enrolment.models import Site
from enrolment.permissions import coordinates, leads_somebody
from lms.accounts.permissions import SignedInRequest
from lms.dashboards.desk.delivering import grid_csv, grid_of, people_at


class DeliveringFilter(forms.Form):
    """Search by name, and choose a site. Every value may be missing or wrong: then all are shown."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=150)
    site = forms.ChoiceField(label=gettext_lazy("Site"), required=False)

    def __init__(self, data: QueryDict, *, sites: list[Site]) -> None:
        super().__init__(data)
        self.query = data
        choices = [("", _("All sites")), *((str(site.pk), str(site)) for site in sites)]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(sites) == 1:
            del self.fields["site"]
        self.is_valid()

    def sites_among(self, sites: SiteQuerySet) -> SiteQuerySet:
        """Return the site that was chosen, else all of `sites`."""
        chosen = self.cleaned_data.get("site")
        return sites.filter(pk=chosen) if chosen else sites

    @property
    def words(self) -> list[str]:
        """Return what was searched for."""
        return str(self.cleaned_data.get("q", "")).split()

    @property
    def is_narrow(self) -> bool:
        """Tell whether something other than everybody was asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "site"))

    @property
    def asked(self) -> str:
        """Return what was asked for as the part of an address after its question mark, without the page."""
        kept = self.query.copy()
        kept.pop("page", None)
        return kept.urlencode()


@login_required
@require_safe
@never_cache
def delivering(request: SignedInRequest) -> HttpResponse:
    """Show who may deliver what today, and why not; 403 with a sentence for whoever looks after no site."""
    today = timezone.localdate()
    chosen, sites, people = _asked(request, today)
    grid = grid_of(people, sites, request.GET.get("page"), on=today)
    context = {"filter": chosen, "grid": grid, "today": today, "leads": leads_somebody(request)}
    return render(request, "dashboards/delivering.html", context)


@login_required
@require_safe
@never_cache
def delivering_csv(request: SignedInRequest) -> HttpResponse:
    """Answer the grid, as searched and filtered, all pages, as a table to save."""
    today = timezone.localdate()
    _chosen, sites, people = _asked(request, today)
    return grid_csv(people, sites, on=today)


def _asked(request: SignedInRequest, today: date) -> tuple[DeliveringFilter, SiteQuerySet, Any]:
    looked_after = Site.objects.looked_after_by(request.user)
    known = list(looked_after.select_related("organisation").order_by("organisation__name", "name"))
    if not known and not leads_somebody(request) and not coordinates(request):
        raise PermissionDenied(
            _("This page is for SMART Leads and Community Coordinators, and no site is in your care today.")
        )
    chosen = DeliveringFilter(request.GET, sites=known)
    # By their keys: who looks after what is asked once, not in each of the statements below.
    sites = chosen.sites_among(Site.objects.filter(pk__in=[site.pk for site in known]))
    return chosen, sites, people_at(sites, on=today, words=chosen.words)

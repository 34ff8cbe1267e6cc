"""On the home page of Central Office: what waits for it, and the way to its partners."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from enrolment.models import Licence, Nomination, PartnerOrganisation, Region, Site
from enrolment.rules.licences import LicenceState
from lms.accounts.permissions import runs_office


class PartnersSummary(SummaryItem):
    """On the home page: how many partner organisations there are, and the way to them."""

    order = 40
    template_name = "enrolment/admin/partners_summary.html"

    def is_shown(self) -> bool:
        """Say whether this visitor looks after partners."""
        return runs_office(self.request.user)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the count."""
        return {"partners": PartnerOrganisation.objects.count()}


class OfficePanel(Component):
    """Says what nobody else will do: invitations of regions without a coordinator, licences in grace, sites without."""

    name = "office"
    template_name = "enrolment/admin/home_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the counts and where to look."""
        at, day = timezone.now(), timezone.localdate()
        waiting = Nomination.objects.to_issue(at=at)
        uncovered = Region.objects.uncovered(on=day).values("pk")
        return {
            "waiting": waiting.filter(allowance__licence__site__region__in=uncovered).count(),
            "in_grace": Licence.objects.in_state(LicenceState.GRACE, on=day).count(),
            "without": Site.objects.without_licence(on=day).count(),
            "waiting_url": reverse("dashboards:coordinator"),
            "in_grace_url": f"{reverse('licences:index')}?{urlencode({'state': LicenceState.GRACE})}",
            "without_url": f"{reverse('partner_sites:index')}?{urlencode({'licence': 'none'})}",
        }

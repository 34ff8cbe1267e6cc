"""On the home page of Central Office: the way to its partners."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.site_summary import SummaryItem

from enrolment.models import PartnerKind, PartnerOrganisation
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
        return {"partners": PartnerOrganisation.objects.exclude(kind=PartnerKind.UKSR).count()}

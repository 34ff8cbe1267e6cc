"""What the dashboards show on the home page of the Wagtail admin."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from lms.dashboards.desk.office import todos


class OfficePanel(Component):
    """Says what waits for Central Office, and leads to where it is done."""

    name = "office"
    template_name = "dashboards/office_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return what waits."""
        return {"todos": todos(at=timezone.now())}

"""On the home page of Central Office: messages that only a person can decide about, when there are any."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from lms.notifications.models import OutboundEmail, Status
from lms.notifications.permissions import may_see_messages


class MessagesSummary(SummaryItem):
    """On the home page: how many messages there are, and the way to them."""

    order = 60
    template_name = "notifications/admin/messages_summary.html"

    def is_shown(self) -> bool:
        """Say whether this visitor may see messages."""
        return may_see_messages(self.request.user)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the count."""
        return {"messages": OutboundEmail.objects.count()}


class MessagesPanel(Component):
    """Says how many messages are uncertain or were not delivered, and leads to them."""

    name = "messages"
    template_name = "notifications/admin/home_panel.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the two counts and where to look."""
        statuses = list(OutboundEmail.objects.needing_attention().values_list("status", flat=True))
        url = f"{reverse('messages:index')}?status={Status.UNCERTAIN}&status={Status.FAILED}"
        return {"uncertain": statuses.count(Status.UNCERTAIN), "failed": statuses.count(Status.FAILED), "url": url}

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Return the panel; nothing when all is well."""
        return super().render_html(parent_context) if OutboundEmail.objects.needing_attention().exists() else ""

"""Where the outbox meets the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from lms.notifications.models import OutboundEmail
from lms.notifications.permissions import LookOnlyPolicy, may_see_messages
from lms.notifications.viewsets.home import MessagesPanel, MessagesSummary
from lms.notifications.viewsets.messages import MessageViewSet, message_viewset

register_permission_policy(OutboundEmail, LookOnlyPolicy(OutboundEmail))


@hooks.register("register_admin_viewset")
def messages_list() -> MessageViewSet:
    """Put “Messages” into the admin."""
    return message_viewset


@hooks.register("construct_homepage_panels")
def messages_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show those who may see messages what needs their decision."""
    if may_see_messages(request.user):
        panels.append(MessagesPanel())


@hooks.register("construct_homepage_summary_items")
def messages_summary(request: HttpRequest, items: list[Any]) -> None:
    """Lead Central Office from home to messages."""
    items.append(MessagesSummary(request))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name our entries of the audit log."""
    actions.register_action("notifications.resend", _("Send a message again"), _("Sent again by hand"))

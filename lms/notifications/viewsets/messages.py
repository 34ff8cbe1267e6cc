"""The list “Messages” in the Wagtail admin: find, look, send again; nothing is typed, changed or deleted there."""

from typing import Any

import django_filters
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from lms.core.spreadsheets import plain_cell
from lms.notifications.kinds import label_of, mail_kinds
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.permissions import may_resend
from lms.notifications.rules import RESENDABLE
from lms.notifications.viewsets.resend import ResendView, resend_url

FIELDS = [
    "status",
    "kind",
    "to",
    "subject",
    "queued_at",
    "next_attempt_at",
    "attempts",
    "claimed_at",
    "sent_at",
    "error",
]
# Views of a model viewset that this one does not have.
ABSENT = {f"{name}_url_name" for name in ("add", "edit", "delete", "copy", "history", "usage")}


def kind_choices() -> list[tuple[str, str]]:
    """Return the registered kinds, by what staff read."""
    return sorted(((name, label_of(name)) for name, _kind in mail_kinds), key=lambda choice: choice[1])


class MessageFilterSet(WagtailFilterSet):
    """Filters of the list: what became of it, what kind it is, when it was queued."""

    status = django_filters.MultipleChoiceFilter(choices=Status.choices, label=_("Status"))
    kind = django_filters.MultipleChoiceFilter(choices=kind_choices, label=_("Kind"))
    queued_at = django_filters.DateFromToRangeFilter(label=_("Queued"))

    class Meta:
        model = OutboundEmail
        fields: list[str] = []


class MessageIndexView(generic.IndexView):
    """The list, with “Send again” beside messages that may be."""

    custom_value_preprocess = {**generic.IndexView.custom_value_preprocess, str: {"csv": plain_cell}}

    def get_list_more_buttons(self, instance: OutboundEmail) -> list[Any]:
        """Return the buttons of one row."""
        buttons = super().get_list_more_buttons(instance)
        if instance.status in RESENDABLE and may_resend(self.request.user):
            buttons.append(MenuItem(_("Send again"), url=resend_url(instance), icon_name="mail", priority=30))
        return buttons


class MessageInspectView(generic.InspectView):
    """One message: where it stands and what the mail server said; its text is not shown (it may be personal)."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return “Send again” where it is allowed."""
        if self.object.status not in RESENDABLE or not may_resend(self.request.user):
            return []
        return [HeaderButton(_("Send again"), url=resend_url(self.object), icon_name="mail")]

    def get_kind_display_value(self) -> str:
        """Return the kind in words."""
        return label_of(self.object.kind)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return what stands beside a field; a dash where nothing does."""
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else value


class MessageViewSet(ModelViewSet):
    """Search, filter, look, export, send again."""

    model = OutboundEmail
    name = "messages"
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 800
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = FIELDS
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    filterset_class = MessageFilterSet
    search_fields = ["to", "subject", "key"]
    search_backend_name = None
    list_display = [
        "__str__",
        StatusTagColumn("get_status_display", label=_("Status"), sort_key="status"),
        Column("kind", label=_("Kind"), accessor=lambda message: label_of(message.kind), sort_key="kind"),
        "to",
        DateColumn("queued_at", label=_("Queued"), sort_key="queued_at"),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    ]
    list_export = ["get_status_display", "kind", "to", "subject", "queued_at", "sent_at", "attempts", "error"]
    export_headings = {"get_status_display": _("Status")}
    export_filename = "messages"
    exclude_form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view gets, without the names of views this list does not have."""
        common = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in common.items() if name not in ABSENT}

    @property
    def resend_view(self) -> Any:
        """Return the page that asks before sending again."""
        return self.construct_view(ResendView)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses: list, its results, one message, send again; no others."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("resend/<int:pk>/", self.resend_view, name="resend"),
        ]


message_viewset = MessageViewSet()

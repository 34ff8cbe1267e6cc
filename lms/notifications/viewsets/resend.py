"""The page that asks before a message is sent again, because it may then arrive twice."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from lms.accounts.models import User
from lms.core.errors import DomainError
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.services import outbox


def resend_url(email: OutboundEmail) -> str:
    """Return the address of this page for `email`."""
    return reverse("messages:resend", args=[email.pk])


class ResendView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET says what would happen; POST does it."""

    permission_required = "resend"
    template_name = "notifications/admin/resend.html"
    page_title = _("Send again")
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    object: OutboundEmail

    def get_page_subtitle(self) -> str:
        """Return which message this is about."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("messages:index"), "label": _("Messages")},
            {"url": self.inspect_url, "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    @property
    def inspect_url(self) -> str:
        """Return the address of the message."""
        return reverse("messages:inspect", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return super().get_context_data(
            **kwargs,
            message=self.object,
            refusal=outbox.refusal_to_resend(self.object),
            is_uncertain=self.object.status == Status.UNCERTAIN,
            inspect_url=self.inspect_url,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send again, or say why not."""
        try:
            outbox.resend(email=self.object, by=cast("User", request.user), at=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, gettext("The message will go out again within a minute."))
        return redirect(self.inspect_url)

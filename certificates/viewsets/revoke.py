"""The page that asks for a reason before an award is taken back."""

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

from certificates.forms import RevokeForm
from certificates.models import Award
from certificates.services.awards import revoke
from lms.accounts.models import User
from lms.core.errors import DomainError


def revoke_url(award: Award) -> str:
    """Return the address of this page for `award`."""
    return reverse("awards:revoke", args=[award.pk])


class RevokeView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET says what would happen; POST with a reason does it."""

    permission_required = "revoke"
    template_name = "certificates/admin/revoke.html"
    page_title = _("Revoke")
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    object: Award
    form: RevokeForm | None = None

    def get_page_subtitle(self) -> str:
        """Return which award this is about."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("awards:index"), "label": _("Awards")},
            {"url": self.inspect_url, "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    @property
    def inspect_url(self) -> str:
        """Return the address of the award."""
        return reverse("awards:inspect", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        form = self.form or RevokeForm()
        return super().get_context_data(**kwargs, award=self.object, form=form, inspect_url=self.inspect_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke, or say why not."""
        self.form = RevokeForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        reason, by = self.form.cleaned_data["reason"], cast("User", request.user)
        try:
            revoke(award=self.object, by=by, at=timezone.now(), reason=reason)
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, gettext("The award is revoked. Whoever checks it is told so from now on."))
        return redirect(self.inspect_url)

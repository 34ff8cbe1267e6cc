"""What the office's views share: commands are Central Office's alone, are done by services, and lead to the row."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views import generic

from enrolment.services import partners
from lms.accounts.permissions import runs_office
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError
from lms.core.viewsets.refusals import RefusalMixin
from lms.core.viewsets.scoped import ScopedViewSet


def seen_in_office(rows: Any, user: Any) -> Any:
    """Return those of `rows` that the admin may show `user`: all to Central Office, a Lead's own to a Lead."""
    return rows if runs_office(user) else rows.led_by(user)


class OfficeMixin:
    """Beside a view that changes something: for Central Office alone, whatever permissions a group was given."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse everybody else."""
        if not runs_office(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the view beside this mixin


class CommandMixin(RefusalMixin, OfficeMixin):
    """Beside a view with a form: `command` calls the service; then the page about the row."""

    request: HttpRequest
    form: Any
    object: Any
    inspect_url_name: str | None = None

    def command(self, **by: Any) -> Model:
        """Call the service with what was typed and `by` (`by` and `at`); return the row."""
        raise NotImplementedError

    def save_instance(self) -> Model:
        """Do it."""
        return self.command(by=signed_in(self.request), at=timezone.now())

    def get_success_url(self) -> str:
        """Return the page about the row."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        """Return no buttons: the page that comes next has them."""
        return []


class AddView(CommandMixin, generic.CreateView):
    """A new row; another page may send along what the form begins with."""

    success_message = _("“%(object)s” is there now.")
    error_message = _("Nothing has been saved yet. Please look at what stands below.")
    submit_button_label = _("Save")

    def get_initial(self) -> dict[str, Any]:
        """Begin with what another page sent along."""
        return {**super().get_initial(), **self.request.GET.dict()}

    def get_page_title(self) -> Any:
        """Return what the page is called: what is added."""
        return self.page_title

    def get_page_subtitle(self) -> str:
        """Return nothing: the title says it."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        label = self.model._meta.verbose_name_plural
        listing = {"url": reverse(self.index_url_name), "label": str(label).capitalize()}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]


class ChangeView(CommandMixin, generic.EditView):
    """A row that is known."""

    header_more_buttons: list[Any] = []
    success_message = _("“%(object)s” is saved.")
    error_message = AddView.error_message

    def get_history_url(self) -> None:
        """Return none: the page about the row leads to its history."""

    def get_side_panels(self) -> MediaContainer:
        """Return none: a form is enough."""
        return MediaContainer([])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, through the page about the row."""
        *before, last = super().get_breadcrumbs_items()
        return [*before, {**last, "url": self.get_success_url()}, {"url": "", "label": self.page_title}]


class RemoveView(OfficeMixin, generic.DeleteView):
    """Asks before deleting what was made by mistake; says why not where records belong to it."""

    template_name = "enrolment/admin/remove.html"
    inspect_url_name: str | None = None
    success_message = _("“%(object)s” is deleted.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete through the service, or say why not."""
        try:
            partners.remove(row=self.object, by=signed_in(request), at=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
            return redirect(self.row_url)
        messages.success(request, self.get_success_message())
        return redirect(self.get_success_url())

    @property
    def row_url(self) -> str:
        """Return the page about the row."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return super().get_context_data(refusal=partners.refusal_to_remove(self.object), row_url=self.row_url, **kwargs)


class OfficeViewSet(ScopedViewSet):
    """A list of Central Office's, in the menu of partners."""

    add_view_class = AddView
    edit_view_class = ChangeView
    delete_view_class = RemoveView
    add_form: Any = None
    change_form: Any = None

    def rows(self) -> QuerySet[Any]:
        """Return all rows with what lists need."""
        return self.model._default_manager.all()

    def visible(self, user: Any) -> QuerySet[Any]:
        """Return the rows that `user` may see."""
        return seen_in_office(self.rows(), user)

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form of the command."""
        return self.change_form if for_update else self.add_form

"""Regions: the list, and the page about one with those who coordinate it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from enrolment.forms.office import RegionForm
from enrolment.models import CoordinatorAssignment, Region
from enrolment.services import partners
from enrolment.viewsets.appointments import AssignView, EndAssignmentView, appointments_section
from enrolment.viewsets.base import AddView, ChangeView, OfficeViewSet
from enrolment.viewsets.sites import sites_section
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import ListView, RowView, Section


class RegionListView(ListView):
    """The list, with those who coordinate today."""

    add_item_label = _("Add a region")

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows with the names of their coordinators, which were fetched with the list."""
        found = super().prepared(rows)
        for region in found:
            names = ", ".join(str(assignment.person) for assignment in region.assigned_now)
            region.coordinators = names or _g("Nobody: Central Office issues")
        return found


class RegionAddView(AddView):
    """A new region."""

    page_title = _("Add a region")

    def command(self, **by: Any) -> Region:
        """Add it."""
        return partners.add_region(**self.form.cleaned_data, **by)


class RegionChangeView(ChangeView):
    """The name of a region."""

    page_title = _("Change the name")

    def command(self, **by: Any) -> Region:
        """Rename it."""
        return partners.rename_region(region=self.object, **self.form.cleaned_data, **by)


class RegionView(RowView):
    """One region: who coordinates it, and its sites."""

    edit_label = _("Change the name")

    def get_sections(self) -> list[Section]:
        """Return coordinators and sites."""
        user, of = self.request.user, {"region": self.object.pk}
        return [appointments_section(self.object, user), sites_section(self.object.sites.all(), user, of)]


class RegionViewSet(OfficeViewSet):
    """Search, add, rename, assign. Regions are few, and stay."""

    model = Region
    name = "regions"
    icon = "globe"
    absent = frozenset({"delete"})
    index_view_class = RegionListView
    add_view_class = RegionAddView
    edit_view_class = RegionChangeView
    inspect_view_class = RegionView
    inspect_view_fields_exclude = ["id", "key", "name", "position"]
    add_form = change_form = RegionForm
    ordering = "position"
    search_fields = ["name"]
    list_display = [
        "name",
        Column("coordinators", label=_("Community Coordinators")),
        Column("site_count", label=_("Sites"), sort_key="site_count"),
    ]
    list_export = ["name", "coordinators", "site_count"]
    export_headings = {"coordinators": _("Community Coordinators"), "site_count": _("Sites")}
    export_filename = "regions"

    def rows(self) -> Any:
        """Return the regions with their coordinators of today and their sites counted."""
        assigned = CoordinatorAssignment.objects.current().select_related("person")
        return Region.objects.annotate(site_count=Count("sites", distinct=True)).prefetch_related(
            Prefetch("assignments", assigned, to_attr="assigned_now")
        )

    def visible(self, user: Any) -> QuerySet[Any]:
        """Return all to Central Office, their own to a coordinator."""
        return self.rows() if runs_office(user) else self.rows().coordinated_by(user)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the addresses at which coordinators are assigned and assignments end."""
        return [
            *super().get_urlpatterns(),
            path("assign/<int:pk>/", self.construct_view(AssignView), name="appoint"),
            path("end/<int:pk>/<int:appointment>/", self.construct_view(EndAssignmentView), name="end"),
        ]

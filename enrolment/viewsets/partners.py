"""Partner organisations: the list, and the page from which Central Office reaches everything of one of them."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Prefetch, QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from enrolment.forms.office import PartnerForm
from enrolment.models import LeadAppointment, Licence, PartnerKind, PartnerOrganisation, PayingRate
from enrolment.services import partners
from enrolment.viewsets.appointments import AppointLeadView, EndLeadView, appointments_section
from enrolment.viewsets.base import AddView, ChangeView, OfficeViewSet
from enrolment.viewsets.places import licences_section
from enrolment.viewsets.sites import sites_section
from lms.core.viewsets.pages import ListView, RowView, Section

FIELDS_OF_REFUSALS = {"name_taken": "name", "only_one_uksr": "kind"}


class PartnerFilterSet(WagtailFilterSet):
    """Filters of the list."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PartnerKind.choices)
    rate = django_filters.ChoiceFilter(
        label=_("Fees"), choices=PayingRate.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    lead = django_filters.ChoiceFilter(
        label=_("SMART Lead"),
        choices=[("none", _("Nobody yet")), ("some", _("Appointed"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_lead",
    )

    class Meta:
        model = PartnerOrganisation
        fields: list[str] = []

    def filter_lead(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return the organisations with or without somebody who leads them today."""
        without = PartnerOrganisation.objects.without_lead().values("pk")
        return rows.filter(pk__in=without) if value == "none" else rows.exclude(pk__in=without)


class PartnerListView(ListView):
    """The list, with those who lead today."""

    add_item_label = _("Add a partner organisation")

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows with the names of their Leads, which were fetched with the list."""
        found = super().prepared(rows)
        for partner in found:
            partner.leads = ", ".join(str(appointment.person) for appointment in partner.leads_now)
        return found


class PartnerAddView(AddView):
    """A new partner organisation."""

    page_title = _("Add a partner organisation")
    fields_of_refusals = FIELDS_OF_REFUSALS

    def command(self, **by: Any) -> PartnerOrganisation:
        """Add it."""
        return partners.add_partner(particulars=partners.Particulars(**self.form.cleaned_data), **by)


class PartnerChangeView(ChangeView):
    """What is said of an organisation."""

    page_title = _("Change name, kind or fees")
    fields_of_refusals = FIELDS_OF_REFUSALS

    def command(self, **by: Any) -> PartnerOrganisation:
        """Change it."""
        said = partners.Particulars(**self.form.cleaned_data)
        return partners.change_partner(partner=self.object, particulars=said, **by)


class PartnerView(RowView):
    """One organisation: who leads it, its sites, its licences with their places."""

    edit_label = _("Change name, kind or fees")

    def get_sections(self) -> list[Section]:
        """Return Leads, sites, licences."""
        user = self.request.user
        sites = sites_section(self.object.sites.all(), user, {"organisation": self.object.pk})
        licences = Licence.objects.filter(site__organisation=self.object)
        only = {"site": sites.rows[0].pk} if len(sites.rows) == 1 else {}
        return [
            appointments_section(self.object, user),
            sites,
            licences_section(licences, user, only if sites.rows else None),
        ]


class PartnerViewSet(OfficeViewSet):
    """Search, filter, add, change, appoint; delete what was made by mistake."""

    model = PartnerOrganisation
    name = "partners"
    icon = "home"
    index_view_class = PartnerListView
    add_view_class = PartnerAddView
    edit_view_class = PartnerChangeView
    inspect_view_class = PartnerView
    inspect_view_fields_exclude = ["id", "name"]
    filterset_class = PartnerFilterSet
    add_form = change_form = PartnerForm
    ordering = "name"
    search_fields = ["name", "sites__name"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("leads", label=_("SMART Leads")),
        Column("site_count", label=_("Sites"), sort_key="site_count"),
        Column("licence_count", label=_("Licences"), sort_key="licence_count"),
    ]
    list_export = ["name", "get_kind_display", "get_rate_display", "leads", "site_count", "licence_count"]
    export_headings = {
        "get_kind_display": _("Kind"),
        "get_rate_display": _("Fees"),
        "leads": _("SMART Leads"),
        "site_count": _("Sites"),
        "licence_count": _("Licences"),
    }
    export_filename = "partner-organisations"

    def rows(self) -> QuerySet[Any]:
        """Return the organisations with their Leads of today and what belongs to them counted."""
        leads = LeadAppointment.objects.current().select_related("person")
        return PartnerOrganisation.objects.annotate(
            site_count=Count("sites", distinct=True), licence_count=Count("sites__licences", distinct=True)
        ).prefetch_related(Prefetch("appointments", leads, to_attr="leads_now"))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the addresses at which Leads are appointed and appointments end."""
        return [
            *super().get_urlpatterns(),
            path("appoint/<int:pk>/", self.construct_view(AppointLeadView), name="appoint"),
            path("end/<int:pk>/<int:appointment>/", self.construct_view(EndLeadView), name="end"),
        ]

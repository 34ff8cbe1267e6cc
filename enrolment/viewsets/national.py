"""National leads: who looks after the licences of one type in one nation, beside the regions' coordinators."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.appointing import FIELDS_OF_REFUSALS, NationalLeadForm
from enrolment.models import LicenceType, NationalLead, SiteNation
from enrolment.services import appointments
from enrolment.viewsets.appointments import EndView, dates_columns, has_ended, person_url, state_today
from enrolment.viewsets.base import AddView, OfficeViewSet
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import ListView, RowView


class NationalLeadFilterSet(WagtailFilterSet):
    """Filters of the list."""

    licence_type = django_filters.ModelChoiceFilter(queryset=LicenceType.objects.all(), label=_("Licence type"))
    nation = django_filters.ChoiceFilter(choices=SiteNation.choices, label=_("Nation"))

    class Meta:
        model = NationalLead
        fields: list[str] = []


class NationalLeadListView(ListView):
    """The list, with where each appointment stands today."""

    add_item_label = _("Appoint a national lead")

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows with their words."""
        found = super().prepared(rows)
        for row in found:
            row.state = state_today(row)
        return found


class NationalLeadAddView(AddView):
    """Choose a person, a licence type and a nation; the service writes appointment, permission and role."""

    page_title = _("Appoint a national lead")
    submit_button_label = _("Appoint")
    fields_of_refusals = FIELDS_OF_REFUSALS

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the address of this page, for the way to People and back."""
        return {**super().get_form_kwargs(), "address": reverse(self.add_url_name)}

    def command(self, **by: Any) -> Model:
        """Appoint."""
        return appointments.appoint_national_lead(**self.form.appointment, **by)

    def get_success_message(self, instance: NationalLead) -> str:
        """Say who is appointed to what."""
        return _g("%(person)s looks after %(type)s in %(nation)s.") % {
            "person": instance.person,
            "type": instance.licence_type,
            "nation": instance.get_nation_display(),
        }


class NationalLeadView(RowView):
    """One appointment, with the way to ending it."""

    def get_person_display_value(self) -> str:
        """Return the person, with the way to them in People for who may go there."""
        person = self.object.person
        if not runs_office(self.request.user):
            return str(person)
        return format_html('<a href="{}">{}</a>', person_url(self.object), person)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return “End” while there is something to end."""
        if has_ended(self.object, timezone.localdate()) or not runs_office(self.request.user):
            return []
        return [HeaderButton(_("End"), url=reverse("national_leads:end", args=[self.object.pk]), icon_name="cross")]


class EndNationalLeadView(EndView):
    """End a national lead's appointment."""

    words = {"end": _("End an appointment")}

    @cached_property
    def held(self) -> NationalLead:
        """The appointment, which is the row itself."""
        found: NationalLead = self.object
        return found

    def end(self, **by: Any) -> None:
        """End it."""
        appointments.end_national_lead(appointment=self.held, **by)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows: over what the person is appointed, not the appointment's own name."""
        over = f"{self.held.licence_type}, {self.held.get_nation_display()}"
        return {**super().get_context_data(**kwargs), "over": over}


class NationalLeadViewSet(OfficeViewSet):
    """Filter, appoint, look, end. An appointment is a record: it ends, and is never changed or deleted."""

    model = NationalLead
    name = "national_leads"
    url_prefix = "national-leads"
    icon = "group"
    absent = frozenset({"edit", "delete"})
    index_view_class = NationalLeadListView
    add_view_class = NationalLeadAddView
    inspect_view_class = NationalLeadView
    inspect_view_fields = ["person", "licence_type", "nation", "starts_on", "ends_on"]
    filterset_class = NationalLeadFilterSet
    add_form = NationalLeadForm
    ordering = "-starts_on"
    search_fields = ["person__full_name", "person__email"]
    list_display = [
        "person",
        Column("licence_type", label=_("Licence type"), sort_key="licence_type__position"),
        Column("get_nation_display", label=_("Nation"), sort_key="nation"),
        *dates_columns(),
    ]
    list_export = ["person", "licence_type", "get_nation_display", "state", "starts_on", "ends_on"]
    export_headings = {"get_nation_display": _("Nation"), "state": _("State")}
    export_filename = "national-leads"

    def rows(self) -> QuerySet[Any]:
        """Return the appointments with whom and what they name."""
        return NationalLead.objects.select_related("person", "licence_type")

    def visible(self, user: Any) -> QuerySet[Any]:
        """Return all to Central Office, their own to a national lead."""
        return self.rows() if runs_office(user) else self.rows().filter(person=user)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address at which appointments end."""
        return [*super().get_urlpatterns(), path("end/<int:pk>/", self.construct_view(EndNationalLeadView), name="end")]

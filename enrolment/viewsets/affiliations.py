"""Who belongs to which site: everybody's list, recording somebody, and saying that they have left."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.people import AffiliationForm, LastDayForm
from enrolment.models import Affiliation, BelongingKind, PartnerOrganisation, Region
from enrolment.rules.partners import CheckState
from enrolment.services import affiliations
from enrolment.viewsets.base import AddView, ChangeView, OfficeViewSet, seen_in_office
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import ListView, RowView

ORGANISATION = "site__organisation"


def organisations_seen(request: HttpRequest) -> Any:
    """Return the organisations to filter by: a Lead who may look here must not read who the others are."""
    return seen_in_office(PartnerOrganisation.objects.all(), request.user)


def standing_today(row: Affiliation) -> str:
    """Return whether somebody belongs to the site today, did, or will."""
    day = timezone.localdate()
    if row.ends_on and row.ends_on < day:
        return _g("Left")
    return _g("To come") if row.starts_on > day else _g("Belongs now")


class AffiliationFilterSet(WagtailFilterSet):
    """Filters of the list."""

    organisation = django_filters.ModelChoiceFilter(
        ORGANISATION, queryset=organisations_seen, label=_("Partner organisation")
    )
    region = django_filters.ModelChoiceFilter("site__region", queryset=Region.objects.all(), label=_("Region"))
    kind = django_filters.ChoiceFilter(choices=BelongingKind.choices, label=_("Belongs as"))
    standing = django_filters.ChoiceFilter(
        label=_("Today"),
        choices=[("current", _("Belongs now")), ("ended", _("Left"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_standing",
    )
    check = django_filters.ChoiceFilter(
        label=_("Check of those who belong now"),
        choices=[(CheckState.ENDED.value, _("Has ended"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_check",
    )

    class Meta:
        model = Affiliation
        fields: list[str] = []

    def filter_standing(self, rows: Any, name: str, value: str) -> Any:
        """Return those who belong today, or who have left."""
        day = timezone.localdate()
        return rows.current(on=day) if value == "current" else rows.ended(on=day)

    def filter_check(self, rows: Any, name: str, value: str) -> Any:
        """Return those who belong today and whose check stands so."""
        day = timezone.localdate()
        found = Affiliation.objects.current(on=day).in_check_state(CheckState(value), on=day)
        return rows.filter(pk__in=found.values("pk"))


class AffiliationListView(ListView):
    """The list."""

    add_item_label = _("Record where somebody belongs")


class AffiliationAddView(AddView):
    """Somebody with an account, a site, and the first day."""

    page_title = _("Record where somebody belongs")
    fields_of_refusals = {"already_belongs": "site", "own_affiliation": "email", "not_yet": "starts_on"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the address of this page, for the way to People and back."""
        return {**super().get_form_kwargs(), "address": reverse(self.add_url_name)}

    def command(self, **by: Any) -> Affiliation:
        """Record it."""
        return affiliations.record_affiliation(**self.form.appointment, **by)


class EndAffiliationView(ChangeView):
    """They have left: the last day, nothing else of the row can be changed."""

    page_title = _("Say that they have left")
    submit_button_label = _("Save the last day")
    success_message = _("The last day of “%(object)s” is saved.")
    fields_of_refusals = {"before_it_began": "last_day", "not_yet": "last_day"}

    def command(self, **by: Any) -> Affiliation:
        """End it."""
        row: Affiliation = self.object
        affiliations.end_affiliation(affiliation=row, last_day=self.form.cleaned_data["last_day"], **by)
        return row


class AffiliationView(RowView):
    """Where one person belongs, or did."""

    edit_label = _("They have left")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to ending it, while there is something to end."""
        over = self.object.ends_on and self.object.ends_on <= timezone.localdate()
        return [] if over or not runs_office(self.request.user) else super().header_buttons


class AffiliationViewSet(OfficeViewSet):
    """Search, filter, record, end, export. Where somebody belonged is never deleted."""

    model = Affiliation
    name = "affiliations"
    icon = "user"
    absent = frozenset({"delete"})
    index_view_class = AffiliationListView
    add_view_class = AffiliationAddView
    edit_view_class = EndAffiliationView
    inspect_view_class = AffiliationView
    inspect_view_fields = ["person", "site", "kind", "origin", "starts_on", "ends_on", "ended_by"]
    filterset_class = AffiliationFilterSet
    add_form = AffiliationForm
    change_form = LastDayForm
    ordering = "-starts_on"
    search_fields = ["person__full_name", "person__email", "site__name", f"{ORGANISATION}__name"]
    list_display = [
        "person",
        Column("organisation", label=_("Partner organisation"), accessor="site.organisation"),
        Column("site", label=_("Site"), accessor="site.name", sort_key="site__name"),
        Column("get_kind_display", label=_("Belongs as"), sort_key="kind"),
        StatusTagColumn("standing", label=_("Today"), accessor=standing_today),
        Column("starts_on", label=_("From"), sort_key="starts_on"),
        Column("ends_on", label=_("Until"), sort_key="ends_on"),
    ]
    list_export = [
        *("person.full_name", "site.organisation.name", "site.name", "site.region.name"),
        *("get_kind_display", "get_origin_display", "starts_on", "ends_on"),
    ]
    export_headings = {
        "person.full_name": _("Name"),
        "site.organisation.name": _("Partner organisation"),
        "site.name": _("Site"),
        "site.region.name": _("Region"),
        "get_kind_display": _("Belongs as"),
        "get_origin_display": _("Known from"),
    }
    export_filename = "people-at-sites"

    def rows(self) -> QuerySet[Any]:
        """Return the affiliations with what lists name."""
        return Affiliation.objects.with_site().select_related("site__region", "ended_by")

"""Licences: the list with their places, the page about one with every licence year, and issuing."""

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from enrolment.forms.licensing import IssueForm
from enrolment.models import Licence, LicenceType, PlaceAllowance, Region
from enrolment.rules.licences import DAY, LicenceState
from enrolment.services.licences import Fee, issue_licence
from enrolment.statements import statement_of
from enrolment.viewsets.base import AddView, OfficeViewSet
from enrolment.viewsets.places import STATES, issue_button, licence_url, places_columns, with_standing
from enrolment.viewsets.years import PaymentView, PlacesView, grants_section, satellites_section, years_section
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import ListView, RowView, Section


class LicenceFilterSet(WagtailFilterSet):
    """Filters of the list."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(state.value, words) for state, words in STATES.items()],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_state",
    )
    fee = django_filters.ChoiceFilter(
        label=_("Fee"),
        choices=[("due", _("A licence year waits for it"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_fee",
    )
    licence_type = django_filters.ModelChoiceFilter(queryset=LicenceType.objects.all(), label=_("Licence type"))
    region = django_filters.ModelChoiceFilter("site__region", queryset=Region.objects.all(), label=_("Region"))

    class Meta:
        model = Licence
        fields: list[str] = []

    def filter_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return the licences that stand so today."""
        found = Licence.objects.in_state(LicenceState(value), on=timezone.localdate())
        return rows.filter(pk__in=found.values("pk"))

    def filter_fee(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return the licences with a year that is not paid, whatever the year before it says."""
        return rows.filter(Exists(PlaceAllowance.objects.filter(licence=OuterRef("pk"), paid_on=None)))


class LicenceListView(ListView):
    """The list, with the places of the licence year that counts today."""

    title_label = _("Partner organisation")
    add_item_label = _("Issue a licence")

    def get_add_url(self) -> str | None:
        """Return the way to issuing, for Central Office alone."""
        return super().get_add_url() if runs_office(self.request.user) else None

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows with where they stand."""
        found = with_standing(rows)
        for row in found:
            row.state = str(STATES[row.standing.state])
        return found


class IssueView(AddView):
    """Choose site, licence type and first day; the service makes the licence year with its places."""

    page_title = _("Issue a licence")
    submit_button_label = _("Issue the licence")
    fields_of_refusals: ClassVar[dict[str, str]] = {
        "not_on_sale": "licence_type",
        "only_ours": "licence_type",
        "parent_needed": "parent",
        "no_parent": "parent",
        "places_fixed": "places",
        "no_places": "places",
        "years_overlap": "starts_on",
    }

    def command(self, **by: Any) -> Licence:
        """Issue it; keep the year for the message."""
        said = self.form.cleaned_data
        fee = Fee(said["paid_on"], said["pence"], said["order_reference"])
        asked = {name: said[name] for name in ("site", "licence_type", "parent", "places", "starts_on")}
        self.year = issue_licence(fee=fee, **asked, **by)
        return self.year.licence

    def get_success_message(self, instance: Licence) -> str:
        """Say what the site has now, or what it waits for."""
        days = {"first": date_format(self.year.starts_on), "last": date_format(self.year.ends_on)}
        if self.year.paid_on is None:
            said = _g("The licence year from %(first)s until %(last)s is ready. It counts once its fee is paid.")
            return said % days
        if self.year.is_unlimited:
            return _g("The licence is issued: unlimited training from %(first)s until %(last)s.") % days
        places = statement_of(self.year, at=timezone.now()).granted
        return ngettext(
            "The licence is issued: %(count)d training place from %(first)s until %(last)s.",
            "The licence is issued: %(count)d training places from %(first)s until %(last)s.",
            places,
        ) % {"count": places, **days}


class LicenceView(RowView):
    """One licence with all its licence years."""

    def get_site_display_value(self) -> str:
        """Return the site, with the way to it."""
        site = self.object.site
        return format_html('<a href="{}">{}</a>', reverse("partner_sites:inspect", args=[site.pk]), site)

    def get_parent_display_value(self) -> Any:
        """Return the licence a satellite belongs to, with the way to it."""
        parent = self.object.parent
        return format_html('<a href="{}">{}</a>', licence_url(parent), parent) if parent else "–"

    def get_region_display_value(self) -> str:
        """Return the region of the site."""
        return str(self.object.site.region)

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Return the words beside a fact."""
        return str(_("Region")) if field_name == "region" else super().get_field_label(field_name, field)

    def get_sections(self) -> list[Section]:
        """Return the licence years, the newest first, with the way to the next one; where places came from."""
        may = runs_office(self.request.user)
        years = list(self.object.allowances.order_by("-starts_on"))
        following = {"site": self.object.site_id, "licence_type": self.object.licence_type_id}
        if years:
            following["starts_on"] = f"{years[0].ends_on + DAY:{settings.WAGTAIL_DATE_FORMAT}}"
        buttons = [issue_button(_("Issue the next year"), following)] if may else []
        sections = [years_section(years, buttons, may_act=may), grants_section(self.object)]
        satellites = satellites_section(self.object.satellites.all())
        return [*sections, satellites] if satellites.rows else sections


class LicenceViewSet(OfficeViewSet):
    """Search, filter, look, issue. A licence is never changed or deleted: its years are records."""

    model = Licence
    name = "licences"
    icon = "doc-full"
    absent = frozenset({"edit", "delete"})
    index_view_class = LicenceListView
    add_view_class = IssueView
    inspect_view_class = LicenceView
    inspect_view_fields = ["site", "region", "licence_type", "parent"]
    filterset_class = LicenceFilterSet
    add_form = IssueForm
    search_fields = ["site__name", "site__organisation__name", "licence_type__name"]
    list_display = [
        "site__organisation__name",
        Column("site", label=_("Site"), accessor="site.name", sort_key="site__name"),
        Column("licence_type", label=_("Licence"), sort_key="licence_type__position"),
        *places_columns(),
    ]
    list_export = [
        "site.organisation",
        "site.name",
        "site.region",
        "licence_type",
        "state",
        "standing.allowance.starts_on",
        "standing.allowance.ends_on",
        "standing.granted",
        "standing.statement.held",
        "standing.statement.used",
        "standing.left",
        "standing.statement.expired",
        "standing.fee",
        "standing.paid_on",
        "standing.allowance.order_reference",
    ]
    export_headings = {
        "site.organisation": _("Partner organisation"),
        "site.name": _("Site"),
        "site.region": _("Region"),
        "state": _("State"),
        "standing.allowance.starts_on": _("From"),
        "standing.allowance.ends_on": _("Until"),
        "standing.granted": _("Places"),
        "standing.statement.held": _("Held"),
        "standing.statement.used": _("Used"),
        "standing.left": _("Left"),
        "standing.statement.expired": _("Expired"),
        "standing.fee": _("Fee"),
        "standing.paid_on": _("Paid"),
        "standing.allowance.order_reference": _("Purchase order or invoice"),
    }
    export_filename = "licences"

    def rows(self) -> QuerySet[Any]:
        """Return the licences with what they belong to."""
        return Licence.objects.select_related(
            "licence_type",
            "site__organisation",
            "site__region",
            "parent__licence_type",
            "parent__site__organisation",
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the addresses at which a licence year is paid and gets more places."""
        return [
            *super().get_urlpatterns(),
            path("payment/<int:pk>/<uuid:year>/", self.construct_view(PaymentView), name="payment"),
            path("places/<int:pk>/<uuid:year>/", self.construct_view(PlacesView), name="places"),
        ]

"""Nominations of all partners, to look at: nothing is typed here; Leads and coordinators act at their desks."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from enrolment.delivery import deliveries_of, undelivered
from enrolment.models import (
    BelongingKind,
    LicenceType,
    Nomination,
    NominationState,
    PartnerKind,
    PartnerOrganisation,
    Region,
    SiteNation,
)
from enrolment.rules.places import NominationStatus, is_lapsed
from enrolment.viewsets.base import OfficeViewSet
from lms.core.viewsets.pages import ListView, RowHistoryView, RowView, Section

LAPSED = "lapsed"
SITE = "allowance__licence__site"


def word_for(nomination: Any) -> str:
    """Return where a nomination stands now, in a word; `lapses_at` was fetched with it."""
    at = timezone.now()
    if nomination.used_at:
        return str(_("Place used"))
    if is_lapsed(nomination.facts(nomination.lapses_at), at=at, day=timezone.localdate(at)):
        return str(_("Lapsed"))
    return str(nomination.get_status_display())


class NominationFilterSet(WagtailFilterSet):
    """Filters of the list."""

    status = django_filters.MultipleChoiceFilter(
        choices=[*NominationState.choices, (LAPSED, _("Lapsed"))], label=_("Status"), method="filter_status"
    )
    region = django_filters.ModelChoiceFilter(f"{SITE}__region", queryset=Region.objects.all(), label=_("Region"))
    licence_type = django_filters.ModelChoiceFilter(
        "allowance__licence__licence_type", queryset=LicenceType.objects.all(), label=_("Licence type")
    )
    kind = django_filters.MultipleChoiceFilter(choices=BelongingKind.choices, label=_("Belongs as"))
    sector = django_filters.MultipleChoiceFilter(
        f"{SITE}__organisation__kind", choices=PartnerKind.choices, label=_("Kind of organisation")
    )
    nation = django_filters.MultipleChoiceFilter(f"{SITE}__nation", choices=SiteNation.choices, label=_("Nation"))
    delivery = django_filters.ChoiceFilter(
        label=_("Invitation"),
        choices=[("trouble", _("Did not arrive"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_delivery",
    )
    nominated_at = django_filters.DateFromToRangeFilter(label=_("Nominated"), widget=DateRangePickerWidget)

    class Meta:
        model = Nomination
        fields: list[str] = []

    def filter_status(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        """Return the nominations that stand so now; what has lapsed is no longer nominated or invited."""
        lapsed = Nomination.objects.lapsed(at=timezone.now()).values("pk")
        stored = rows.filter(status__in=values).exclude(pk__in=lapsed) if values else rows
        return stored | rows.filter(pk__in=lapsed) if LAPSED in values else stored

    def filter_delivery(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return the nominations whose invitation did not arrive, or may not have."""
        return rows.filter(pk__in=undelivered(at=timezone.now()).values("pk"))


class NominationListView(ListView):
    """The list, with the word for where each nomination stands, and whether its invitation arrived."""

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows with their words."""
        found = super().prepared(rows)
        deliveries = deliveries_of(found)
        for row in found:
            row.word = word_for(row)
            row.delivery = str(deliveries[row.pk].label) if row.pk in deliveries else ""
        return found


class OnBehalfColumn(Column):
    """For which organisation's SMART Lead somebody acted who is not their Lead (domain B 15)."""

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of organisations, read once for the page that needs them."""
        return dict(PartnerOrganisation.objects.values_list("pk", "name"))

    def get_value(self, instance: Any) -> str:
        """Return the name of the organisation; nothing where somebody acted for themselves."""
        organisation = instance.data.get("on_behalf_of")
        return self.names.get(organisation, "") if organisation else ""


class NominationHistoryView(RowHistoryView):
    """What happened to a nomination, and on whose behalf."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns, and the organisation acted for."""
        return [*super().columns, OnBehalfColumn("on_behalf_of", label=_("On behalf of the SMART Lead of"))]


class NominationView(RowView):
    """One nomination: who, by whom, for which place, what became of it. Codes are nowhere kept."""

    def get_page_subtitle(self) -> str:
        """Return the name of the person."""
        name: str = self.object.name
        return name

    @cached_property
    def site(self) -> Any:
        """The site the place belongs to."""
        return self.object.allowance.licence.site

    def get_fields_context(self) -> list[dict[str, Any]]:
        """Return the facts there are, in the order in which they happen."""
        row, link = self.object, format_html
        licence = row.allowance.licence
        site = link('<a href="{}">{}</a>', reverse("partner_sites:inspect", args=[self.site.pk]), self.site)
        type_ = link('<a href="{}">{}</a>', reverse("licences:inspect", args=[licence.pk]), licence.licence_type)
        facts = [
            (_("E-mail address"), row.email),
            (_("Belongs as"), row.get_kind_display()),
            (_("Status"), word_for(row)),
            (_("Invitation"), self._delivery()),
            (_("Moved to"), self._way_to(row.moved_to)),
            (_("Moved from"), self._way_to(Nomination.objects.filter(moved_to=row).first())),
            (_("Paused"), row.paused_at),
            (_("Site"), site),
            (_("Region"), self.site.region),
            (_("Licence"), type_),
            (_("Place good until"), row.allowance.ends_on),
            (_("Nominated"), row.nominated_at),
            (_("Nominated by"), row.nominated_by),
            (_("Taken up"), row.redeemed_at),
            (_("Account"), self._learner()),
            (_("Place used"), row.used_at),
            (_("Ended"), row.ended_at),
            (_("Ended by"), row.ended_by),
            (_("Reason"), row.reason),
        ]
        return [{"label": label, "value": value, "component": None} for label, value in facts if value]

    def _delivery(self) -> Any:
        found = deliveries_of([self.object]).get(self.object.pk)
        return found.label if found else None

    def _way_to(self, other: Nomination | None) -> Any:
        if other is None:
            return None
        address, site = reverse("nominations:inspect", args=[other.pk]), other.allowance.licence.site
        return format_html('<a href="{}">{}, {}</a>', address, site, other.allowance.starts_on.year)

    def _learner(self) -> Any:
        learner = self.object.learner
        if learner is None:
            return None
        return format_html('<a href="{}">{}</a>', reverse("wagtailusers_users:edit", args=[learner.pk]), learner)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to the coordinator's desk where Central Office stands in for the region's coordinator."""
        waits = self.object.status == NominationStatus.NOMINATED
        if not waits or not Region.objects.coordinated_by(self.request.user).filter(pk=self.site.region_id).exists():
            return []
        return [HeaderButton(_("To the coordinator’s desk"), url=reverse("dashboards:coordinator"), icon_name="mail")]

    def get_sections(self) -> list[Section]:
        """Return the invitations that were sent, the newest first."""
        columns = [
            Column("generation", label=_("Number")),
            StatusTagColumn("get_status_display", label=_("Status")),
            Column("issued_at", label=_("Sent")),
            Column("issued_by", label=_("Sent by")),
            Column("expires_at", label=_("Lapses")),
            Column("ended_at", label=_("Ended")),
        ]
        tokens = list(self.object.tokens.select_related("issued_by").order_by("-generation"))
        return [Section("tokens", _("Invitations"), "mail", columns, tokens, _("None sent yet."))]


class NominationViewSet(OfficeViewSet):
    """Search, filter, look, export."""

    model = Nomination
    name = "nominations"
    icon = "user"
    absent = frozenset({"add", "edit", "delete"})
    index_view_class = NominationListView
    inspect_view_class = NominationView
    history_view_class = NominationHistoryView
    filterset_class = NominationFilterSet
    ordering = "-nominated_at"
    search_fields = ["name", "email", f"{SITE}__name", f"{SITE}__organisation__name"]
    list_display = [
        "name",
        Column("email", label=_("E-mail address"), sort_key="email"),
        Column(
            "organisation",
            label=_("Partner organisation"),
            accessor="allowance.licence.site.organisation",
            sort_key=f"{SITE}__organisation__name",
        ),
        Column("site", label=_("Site"), accessor="allowance.licence.site.name", sort_key=f"{SITE}__name"),
        Column("licence_type", label=_("Licence"), accessor="allowance.licence.licence_type"),
        Column("kind", label=_("Belongs as"), accessor="get_kind_display", sort_key="kind"),
        StatusTagColumn("word", label=_("Status"), sort_key="status"),
        Column("delivery", label=_("Invitation")),
        DateColumn("nominated_at", label=_("Nominated"), sort_key="nominated_at"),
    ]
    list_export = [
        "name",
        "email",
        "allowance.licence.site.organisation.name",
        "allowance.licence.site.name",
        "allowance.licence.site.region.name",
        "allowance.licence.site.get_nation_display",
        "allowance.licence.licence_type.name",
        "get_kind_display",
        "word",
        "delivery",
        "nominated_at",
        "redeemed_at",
        "used_at",
        "ended_at",
    ]
    export_headings = {
        "allowance.licence.site.organisation.name": _("Partner organisation"),
        "allowance.licence.site.name": _("Site"),
        "allowance.licence.site.region.name": _("Region"),
        "allowance.licence.site.get_nation_display": _("Nation"),
        "allowance.licence.licence_type.name": _("Licence"),
        "get_kind_display": _("Belongs as"),
        "word": _("Status"),
        "delivery": _("Invitation"),
    }
    export_filename = "nominations"

    def rows(self) -> QuerySet[Any]:
        """Return the nominations with what lists and words need."""
        return Nomination.objects.with_people().with_lapse().select_related(f"{SITE}__region")

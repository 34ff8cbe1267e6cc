"""Checks that partners have seen of their people, to look at: Leads and coordinators confirm them at their desks."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from enrolment.models import CheckConfirmation, CheckKind
from enrolment.viewsets.affiliations import organisations_seen
from enrolment.viewsets.base import OfficeViewSet
from lms.core.viewsets.pages import RowView

STATES = [("current", _("Counts today")), ("ended", _("Ended")), ("withdrawn", _("Taken back"))]


def state_today(row: CheckConfirmation) -> str:
    """Return where a confirmation stands today."""
    if row.withdrawn_at:
        return _g("Taken back")
    return _g("Ended") if row.expires_on < timezone.localdate() else _g("Counts today")


class CheckFilterSet(WagtailFilterSet):
    """Filters of the list."""

    state = django_filters.ChoiceFilter(label=_("Today"), choices=STATES, method="filter_state")
    organisation = django_filters.ModelChoiceFilter(queryset=organisations_seen, label=_("Partner organisation"))
    kind = django_filters.ChoiceFilter(choices=CheckKind.choices, label=_("Check"))
    expires_on = django_filters.DateFromToRangeFilter(label=_("Counts until"), widget=DateRangePickerWidget)

    class Meta:
        model = CheckConfirmation
        fields: list[str] = []

    def filter_state(self, rows: Any, name: str, value: str) -> Any:
        """Return the confirmations that stand so today."""
        if value == "withdrawn":
            return rows.filter(withdrawn_at__isnull=False)
        day = timezone.localdate()
        return rows.current(on=day) if value == "current" else rows.standing().filter(expires_on__lt=day)


class CheckView(RowView):
    """One confirmation. The document itself is never kept."""

    def get_page_subtitle(self) -> str:
        """Return the name of the person."""
        return str(self.object.person)


class CheckViewSet(OfficeViewSet):
    """Search, filter, look, export."""

    model = CheckConfirmation
    name = "checks"
    icon = "tasks"
    absent = frozenset({"add", "edit", "delete"})
    inspect_view_class = CheckView
    inspect_view_fields = [
        *("person", "organisation", "kind", "reason", "seen_on", "expires_on"),
        *("confirmed_by", "confirmed_at", "withdrawn_by", "withdrawn_at"),
    ]
    filterset_class = CheckFilterSet
    ordering = "-expires_on"
    search_fields = ["person__full_name", "person__email", "organisation__name"]
    list_display = [
        "person",
        Column("organisation", label=_("Partner organisation"), sort_key="organisation__name"),
        Column("get_kind_display", label=_("Check"), sort_key="kind"),
        StatusTagColumn("state", label=_("Today"), accessor=state_today),
        Column("seen_on", label=_("Seen on"), sort_key="seen_on"),
        Column("expires_on", label=_("Counts until"), sort_key="expires_on"),
    ]
    list_export = [
        *("person.full_name", "organisation.name", "get_kind_display", "seen_on", "expires_on"),
        *("confirmed_by.full_name", "confirmed_at", "withdrawn_at"),
    ]
    export_headings = {
        "person.full_name": _("Name"),
        "organisation.name": _("Partner organisation"),
        "get_kind_display": _("Check"),
        "confirmed_by.full_name": _("Confirmed by"),
    }
    export_filename = "checks"

    def rows(self) -> QuerySet[Any]:
        """Return the confirmations with whom they name."""
        return CheckConfirmation.objects.with_people()

"""Everybody who belongs to the sites somebody looks after, found, sorted, a page at a time or whole."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.db.models.functions import Lower
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrolment.managers import AffiliationQuerySet
from enrolment.models import Affiliation, BelongingKind, Site
from enrolment.rules.partners import CheckState
from lms.core.spreadsheets import csv_response
from lms.dashboards.desk.checks import STATES, CheckLine, check_line

PER_PAGE = 25
ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Lower("person__full_name"), "pk"),
    "site": ("site__organisation__name", "site__name", Lower("person__full_name"), "pk"),
    "check": (F("check_until").asc(nulls_first=True), Lower("person__full_name"), "pk"),
    "newest": ("-starts_on", Lower("person__full_name"), "pk"),
}


@dataclass(frozen=True)
class Member:
    """One row of the list: who belongs where, and their check."""

    affiliation: Affiliation
    check: CheckLine


class StaffFilter(forms.Form):
    """Search, filter and sort: every value may be missing or wrong, then all of them are shown."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=150)
    who = forms.ChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        choices=[("", gettext_lazy("Who belongs now")), ("left", gettext_lazy("Who has left"))],
    )
    site = forms.ChoiceField(label=gettext_lazy("Site"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Belongs as"),
        required=False,
        choices=[("", gettext_lazy("All of them")), *BelongingKind.choices],
    )
    check = forms.ChoiceField(label=gettext_lazy("Check"), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("name", gettext_lazy("By name")),
            ("site", gettext_lazy("By site")),
            ("check", gettext_lazy("Check that ends first")),
            ("newest", gettext_lazy("Newest first")),
        ],
    )

    def __init__(self, data: QueryDict, *, sites: list[Site]) -> None:
        super().__init__(data)
        self.query = data
        self._choices("site", [("", _("All sites")), *[(str(site.pk), str(site)) for site in sites]])
        self._choices("check", [("", _("No matter")), *[(state.value, STATES[state]()) for state in CheckState]])
        if len(sites) == 1:
            del self.fields["site"]  # there is nothing to choose
        self.is_valid()

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def narrowed(self, rows: AffiliationQuerySet, *, day: date) -> AffiliationQuerySet:
        """Return those of `rows` that were asked for on `day`, in the order asked for, with what the list shows."""
        asked = self.cleaned_data
        rows = rows.ended(on=day) if asked.get("who") else rows.current(on=day)
        rows = rows.in_check_state(CheckState(asked["check"]), on=day) if asked.get("check") else rows.with_check()
        narrow = {name: asked[name] for name in ("site", "kind") if asked.get(name)}
        for part in asked.get("q", "").split():
            rows = rows.filter(person__full_name__icontains=part)
        return rows.filter(**narrow).with_site().order_by(*ORDERS[asked.get("order") or "name"])

    @property
    def is_narrow(self) -> bool:
        """Tell whether something other than everybody was asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "who", "site", "kind", "check"))

    @property
    def asked(self) -> str:
        """Return what was asked for as the part of an address after its question mark, without the page."""
        kept = self.query.copy()
        kept.pop("page", None)
        return kept.urlencode()


@dataclass(frozen=True)
class StaffPage:
    """One page of the list, with what its links need."""

    members: tuple[Member, ...]
    page: Page[Any]


def page_of_staff(rows: AffiliationQuerySet, number: str | None, *, day: date) -> StaffPage:
    """Return the page that `number` (as typed into the address) asks for; the first when unclear. Two statements."""
    page = Paginator(rows, PER_PAGE).get_page(number)
    return StaffPage(_members(page.object_list, day), page)


def staff_csv(rows: AffiliationQuerySet, *, day: date) -> HttpResponse:
    """Return the whole list as a table to save."""
    header = [
        *(_("Name"), _("Organisation"), _("Site"), _("Belongs as"), _("From"), _("Until")),
        *(_("Check"), _("Check, kind"), _("Check, until")),
    ]
    return csv_response(filename="staff.csv", header=header, rows=[_cells(row) for row in _members(rows, day)])


def _members(rows: Any, day: date) -> tuple[Member, ...]:
    return tuple(Member(row, check_line(row, day=day)) for row in rows)


def _cells(member: Member) -> list[Any]:
    row, check = member.affiliation, member.check
    return [
        *(str(row.person), row.site.organisation.name, row.site.name, row.get_kind_display()),
        *(row.starts_on, row.ends_on, check.label, check.kind, check.until),
    ]

"""A licence with its places, as lists and pages of the office show it: one row, one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from enrolment.models import Licence, PlaceAllowance
from enrolment.rules.licences import LicenceState
from enrolment.rules.places import Statement
from enrolment.rules.prices import in_pounds
from enrolment.statements import statements_of
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import Section

STATES = {
    LicenceState.UNPAID: _("Fee not paid"),
    LicenceState.TO_COME: _("To come"),
    LicenceState.LIVE: _("Live"),
    LicenceState.GRACE: _("In grace"),
    LicenceState.LAPSED: _("Lapsed"),
}


@dataclass(frozen=True)
class Standing:
    """Where a licence stands by one of its years, and that year's places."""

    allowance: PlaceAllowance
    state: LicenceState
    statement: Statement

    @property
    def granted(self) -> Any:
        """Return how many places the year brought, in words where they are not counted (domain B 4)."""
        return _("Unlimited") if self.statement.is_unlimited else self.statement.granted

    @property
    def left(self) -> Any:
        """Return how many places can still be given; a dash where they are not counted."""
        return "–" if self.statement.is_unlimited else self.statement.left

    @property
    def fee(self) -> str:
        """Return what the year costs; a dash where nobody wrote it down."""
        return "–" if self.allowance.fee_pence is None else in_pounds(self.allowance.fee_pence)

    @property
    def paid_on(self) -> Any:
        """Return when the fee was paid; a dash while it was not."""
        return self.allowance.paid_on or "–"


def standings_of(licences: list[Licence], *, at: datetime) -> dict[int, Standing]:
    """Return where each licence stands, by primary key; two statements however many there are.

    It stands by its newest paid year that has begun; without one by a year that waits for its fee, else by the next one
    to come: the same as `Licence.objects.in_state` (a test compares them).
    """
    day = timezone.localdate(at)
    foremost: dict[int, PlaceAllowance] = {}
    for year in PlaceAllowance.objects.filter(licence__in=licences).order_by("starts_on"):
        known = foremost.get(year.licence_id)
        if known is None or _weight(year, day) >= _weight(known, day):
            foremost[year.licence_id] = year
    statements = statements_of(foremost.values(), at=at)
    return {pk: Standing(year, year.state_on(day), statements[year.pk]) for pk, year in foremost.items()}


def _weight(year: PlaceAllowance, day: date) -> tuple[int, int]:
    """Order the years of a licence: the one it stands by comes last."""
    rank = {LicenceState.TO_COME: 0, LicenceState.UNPAID: 1}.get(year.state_on(day), 2)
    # Of those that have begun the newest, of those that have not the next.
    return rank, year.starts_on.toordinal() if rank == 2 else -year.starts_on.toordinal()


def standings_of_years(years: list[PlaceAllowance], *, at: datetime) -> dict[UUID, Standing]:
    """Return where each licence year stands, by primary key; one statement however many there are."""
    statements = statements_of(years, at=at)
    return {year.pk: Standing(year, year.state_on(timezone.localdate(at)), statements[year.pk]) for year in years}


def places_columns() -> list[Column]:
    """Return the columns of a licence year with its statement: granted = held + used + left + expired."""
    return [
        StatusTagColumn("state", label=_("State"), accessor=lambda row: STATES[row.standing.state]),
        Column("starts_on", label=_("From"), accessor="standing.allowance.starts_on"),
        Column("ends_on", label=_("Until"), accessor="standing.allowance.ends_on"),
        Column("granted", label=_("Places"), accessor="standing.granted"),
        Column("held", label=_("Held"), accessor="standing.statement.held"),
        Column("used", label=_("Used"), accessor="standing.statement.used"),
        Column("left", label=_("Left"), accessor="standing.left"),
        Column("expired", label=_("Expired"), accessor="standing.statement.expired"),
    ]


def with_standing(licences: Iterable[Licence]) -> list[Any]:
    """Return the licences with where they stand today: two statements however many there are."""
    rows: list[Any] = list(licences)
    standings = standings_of(rows, at=timezone.now())
    for row in rows:
        row.standing = standings[row.pk]
    return rows


def licence_url(licence: Licence) -> str:
    """Return the address of the page about a licence."""
    return reverse("licences:inspect", args=[licence.pk])


def issue_button(label: Any, sent: dict[str, Any]) -> HeaderButton:
    """Return the way to issuing; `sent` is what the form begins with."""
    return HeaderButton(label, url=f"{reverse('licences:add')}?{urlencode(sent)}", icon_name="plus")


def licences_section(licences: QuerySet[Any], user: Any, sent: dict[str, Any] | None) -> Section:
    """Return the part of a page that lists licences with their places; `sent` None: there is no site to issue for."""
    rows = with_standing(licences.select_related("licence_type", "site__organisation"))
    columns = [
        TitleColumn("licence_type", label=_("Licence"), get_url=licence_url),
        Column("site", label=_("Site"), accessor="site.name"),
        *places_columns(),
    ]
    buttons = [issue_button(_("Issue a licence"), sent)] if sent is not None and runs_office(user) else []
    return Section("licences", _("Licences"), "doc-full", columns, rows, _("None yet."), buttons)

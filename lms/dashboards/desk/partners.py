"""The partners a coordinator looks after, as a list: places, Leads, when somebody last spoke with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.managers import PartnerQuerySet
from enrolment.models import LeadAppointment, PartnerNote, PartnerOrganisation, Site
from lms.core.spreadsheets import csv_response
from lms.dashboards.desk.caseload import Scope, leads_in
from lms.dashboards.desk.places import Year, year_of

PER_PAGE = 25


@dataclass
class Partner:
    """One row: an organisation with what the reader looks after of it."""

    organisation: PartnerOrganisation
    last_contact: date | None
    sites: list[Site] = field(default_factory=list)
    live: list[Year] = field(default_factory=list)
    leads: list[LeadAppointment] = field(default_factory=list)

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names of the sites' regions, each once."""
        return tuple(dict.fromkeys(site.region.name for site in self.sites))

    @property
    def left(self) -> int:
        """Return the places that can still be given, of the licence years that count them."""
        return sum(year.statement.left for year in self.live if not year.statement.is_unlimited)

    @property
    def held(self) -> int:
        """Return the places held."""
        return sum(year.statement.held for year in self.live)

    @property
    def used(self) -> int:
        """Return the places used."""
        return sum(year.statement.used for year in self.live)

    @property
    def people(self) -> tuple[Any, ...]:
        """Return the Leads, each once, with `is_qualified`; whoever leads several sites stands here once."""
        return tuple({row.person_id: row for row in self.leads}.values())


@dataclass(frozen=True)
class PartnersPage:
    """One page of the list, with what its links need."""

    partners: tuple[Partner, ...]
    page: Page[Any]


def with_contact(rows: PartnerQuerySet) -> Any:
    """Return the organisations with `last_contact`: the day of the newest note or visit, None without one."""
    newest = PartnerNote.objects.filter(organisation=OuterRef("pk")).order_by("-happened_on")
    return rows.annotate(last_contact=Subquery(newest.values("happened_on")[:1]))


def page_of_partners(rows: PartnerQuerySet, scope: Scope, number: str | None, *, at: datetime) -> PartnersPage:
    """Return the page of an ordered list (`with_contact`) that `number` (as typed) asks for; the first when unclear."""
    page = Paginator(rows, PER_PAGE).get_page(number)
    return PartnersPage(partners_of(page.object_list, scope, at=at), page)


def partners_of(rows: Iterable[Any], scope: Scope, *, at: datetime) -> tuple[Partner, ...]:
    """Return a row for each organisation (`with_contact`), in the same order; four statements."""
    found = {row.pk: Partner(row, row.last_contact) for row in rows}
    day, here = timezone.localdate(at), {"organisation__in": list(found)}
    for site in scope.sites.filter(**here).select_related("region").order_by("name"):
        found[site.organisation_id].sites.append(site)
    years = scope.allowances.live(on=day).filter(licence__site__organisation__in=list(found))
    for row in years.with_site().with_counts(at=at).order_by("licence__licence_type__position", "pk"):
        found[row.licence.site.organisation_id].live.append(year_of(row, at=at))
    for lead in leads_in(scope, on=day).filter(**here).select_related("person", "site"):
        found[lead.organisation_id].leads.append(lead)
    return tuple(found.values())


def partners_csv(rows: PartnerQuerySet, scope: Scope, *, at: datetime) -> HttpResponse:
    """Return the whole list as a table to save."""
    header = [
        *(_("Organisation"), _("Kind"), _("Regions"), _("Sites"), _("Live licences"), _("Places left")),
        *(_("Places held"), _("Places used"), _("SMART Leads"), _("Qualified SMART Leads"), _("Last note or visit")),
    ]
    partners = partners_of(rows, scope, at=at)
    return csv_response(filename="partners.csv", header=header, rows=[_cells(partner) for partner in partners])


def _cells(partner: Partner) -> list[Any]:
    people = partner.people
    leads = "; ".join(f"{row.person.full_name} {row.person.email or ''}".strip() for row in people)
    qualified = "; ".join(row.person.full_name for row in people if row.is_qualified)
    return [
        *(partner.organisation.name, partner.organisation.get_kind_display(), "; ".join(partner.regions)),
        *("; ".join(site.name for site in partner.sites), len(partner.live), partner.left, partner.held, partner.used),
        *(leads, qualified, partner.last_contact or ""),
    ]

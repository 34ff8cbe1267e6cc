"""“May deliver today”: people at sites and the programmes licensed there, as a grid of words with reasons (B 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.delivering import Asked, deliveries_of, licensed_at
from courses.models import Programme
from enrolment.managers import SiteQuerySet
from enrolment.models import Affiliation, Site
from enrolment.rules.delivering import Obstacle, Reason
from lms.accounts.models import User
from lms.core.spreadsheets import csv_response

PER_PAGE = 25


@dataclass(frozen=True)
class Cell:
    """Whether somebody may deliver a programme today, and each reason why not, in words."""

    programme: Programme
    reasons: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Tell whether they may."""
        return not self.reasons


@dataclass(frozen=True)
class Deliverer:
    """One row of the grid. `sites`: where they belong today, of those that were asked about."""

    person: User
    sites: tuple[Site, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One page of the grid, with its columns."""

    programmes: tuple[Programme, ...]
    people: tuple[Deliverer, ...]
    page: Page[Any]


def people_at(sites: SiteQuerySet, *, on: date, words: Sequence[str] = ()) -> Any:
    """Return who belongs to one of `sites` on the day `on`, by name; only those whose name has all words.

    Not by address: the one an account is known by may be private, and no concern of the organisation (domain B 16).
    """
    here = Affiliation.objects.current(on=on).filter(site__in=sites.values("pk"), person=OuterRef("pk"))
    rows = User.objects.filter(Exists(here))
    for word in words:
        rows = rows.filter(full_name__icontains=word)
    return rows.order_by(Lower("full_name"), "pk")


def grid_of(people: Any, sites: SiteQuerySet, number: str | None, *, on: date) -> Grid:
    """Return the page of the grid that `number` (as typed into the address) asks for; the first when unclear."""
    page = Paginator(people, PER_PAGE).get_page(number)
    programmes = tuple(licensed_at(sites.values("pk")))
    return Grid(programmes, deliverers(page.object_list, programmes, sites, on=on), page)


def deliverers(
    people: Iterable[User], programmes: Sequence[Programme], sites: SiteQuerySet, *, on: date
) -> tuple[Deliverer, ...]:
    """Return a row of the grid for each of `people`, in the same order; six statements at most, however many."""
    found = list(people)
    asked = Asked([person.pk for person in found], [row.pk for row in programmes], sites.values("pk"))
    reasons = deliveries_of(asked, on=on)
    places = _places(asked.people, sites, on)
    return tuple(
        Deliverer(
            person,
            tuple(places.get(person.pk, ())),
            tuple(Cell(row, tuple(map(in_words, reasons[person.pk, row.pk]))) for row in programmes),
        )
        for person in found
    )


def grid_csv(people: Any, sites: SiteQuerySet, *, on: date) -> HttpResponse:
    """Return the whole grid as a table to save: a column for each programme."""
    programmes = tuple(licensed_at(sites.values("pk")))
    header = [_("Name"), _("Sites"), *(row.name for row in programmes)]
    rows = [_cells(row) for row in deliverers(people, programmes, sites, on=on)]
    return csv_response(filename="may-deliver.csv", header=header, rows=rows)


def in_words(reason: Reason) -> str:
    """Return one reason for no as a short sentence."""
    return WORDS[reason.obstacle]() % {"day": date_format(reason.since, "j F Y") if reason.since else ""}


WORDS = {
    Obstacle.NO_AWARD: lambda: _("Not qualified yet."),
    Obstacle.AWARD_ENDED: lambda: _("The certificate is no longer valid."),
    Obstacle.NOT_AT_A_SITE: lambda: _("Belongs to no site today."),
    Obstacle.NOT_LICENSED: lambda: _("The site has no licence for it."),
    Obstacle.LICENCE_ENDED: lambda: _("The site’s licence ended on %(day)s."),
    Obstacle.NO_CHECK: lambda: _("No check has been confirmed."),
    Obstacle.CHECK_ENDED: lambda: _("The check ended on %(day)s."),
}


def _cells(row: Deliverer) -> list[Any]:
    verdicts = [_("Yes") if cell.may else _("No. %(why)s") % {"why": " ".join(cell.reasons)} for cell in row.cells]
    sites = "; ".join(str(site) for site in row.sites)
    return [str(row.person.full_name), sites, *verdicts]


def _places(people: Iterable[int], sites: SiteQuerySet, on: date) -> dict[int, list[Site]]:
    rows = Affiliation.objects.current(on=on).filter(person__in=people, site__in=sites.values("pk"))
    found: dict[int, list[Site]] = {}
    for row in rows.select_related("site__organisation").order_by("site__name", "pk"):
        found.setdefault(row.person_id, []).append(row.site)
    return found

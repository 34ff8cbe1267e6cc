"""Training places of all licence years that run in a period: granted, held, used, left, expired (domain B 3-4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from enrolment.models import PartnerKind, PlaceAllowance
from enrolment.statements import counted
from lms.dashboards.reports.asking import Asked

SITE = "licence__site"
READ = {
    "type": ("licence__licence_type__name", "licence__licence_type__position"),
    "region": (f"{SITE}__region__name", f"{SITE}__region__position"),
}
COLUMNS = ("pk", "ends_on", "is_unlimited", "granted", "held", "used")


@dataclass(frozen=True)
class Sum:
    """Places that belong together under one name, added up over licence years."""

    name: str
    granted: int = 0
    held: int = 0
    used: int = 0
    left: int = 0
    expired: int = 0

    @property
    def figures(self) -> tuple[int, int, int, int, int]:
        """Return the five figures in the order of tables."""
        return self.granted, self.held, self.used, self.left, self.expired


@dataclass(frozen=True)
class PlacesReport:
    """The same places three times over: by licence type, by region, by sector; and all together."""

    by_type: tuple[Sum, ...]
    by_region: tuple[Sum, ...]
    by_sector: tuple[Sum, ...]
    total: Sum


def places_report(asked: Asked, *, at: datetime) -> PlacesReport:
    """Return the places, as they stand at `at`, of the paid years that run on a day asked for; one statement."""
    years = PlaceAllowance.objects.paid().filter(starts_on__lte=asked.last, ends_on__gte=asked.first)
    if asked.region:
        years = years.filter(licence__site__region=asked.region)
    names = [*COLUMNS, *READ["type"], *READ["region"], f"{SITE}__organisation__kind"]
    rows = [(row, counted(row, at=at)) for row in years.with_counts(at=at).values_list(*names, named=True).order_by()]
    return PlacesReport(
        by_type=_sums(rows, _named("type")),
        by_region=_sums(rows, _named("region")),
        by_sector=_sums(rows, _sector),
        total=_sum("", [statement for _row, statement in rows]),
    )


# A key sorts its group and ends with the group's name.
Key = Callable[[Any], tuple[Any, str]]


def _named(what: str) -> Key:
    name, position = READ[what]
    return lambda row: (getattr(row, position), getattr(row, name))


def _sector(row: Any) -> tuple[Any, str]:
    kind = PartnerKind(row.licence__site__organisation__kind)
    return list(PartnerKind).index(kind), str(kind.label)


def _sums(rows: Iterable[tuple[Any, Any]], key: Key) -> tuple[Sum, ...]:
    groups: dict[tuple[Any, str], list[Any]] = {}
    for row, statement in rows:
        groups.setdefault(key(row), []).append(statement)
    return tuple(_sum(name, found) for (_position, name), found in sorted(groups.items()))


def _sum(name: str, statements: list[Any]) -> Sum:
    parts = ("granted", "held", "used", "left", "expired")
    return Sum(name, **{part: sum(getattr(statement, part) for statement in statements) for part in parts})

"""What comes of training: awards month by month, and how long people took from taking up a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import quantiles
from typing import Any, Generic, TypeVar

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from certificates.managers import AwardQuerySet
from certificates.models import Award, Route
from lms.dashboards.reports.asking import Asked

PLACE = "enrolment__nomination"
PROGRAMME = ("programme__position", "programme__name")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Quartiles:
    """How many days a number of people took: a quarter at most `low`, half `middle`, three quarters `high`."""

    count: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Months(Generic[Value]):
    """One programme with a value for each month that has one."""

    programme: str
    by_month: dict[date, Value]


def completions(asked: Asked) -> tuple[Months[int], ...]:
    """Return how many awards each programme brought in each month; one statement.

    Awards that hold count, without recognised ones: those people trained before this system.
    """
    rows = _earned(asked).annotate(month=TruncMonth("issued_on")).values_list(*PROGRAMME, "month")
    return _by_programme(rows.annotate(count=Count("pk")).order_by(*PROGRAMME, "month"))


def times_to_qualify(asked: Asked) -> tuple[Months[Quartiles], ...]:
    """Return how many days people took from taking up a place to the award, by programme and month; one statement."""
    rows = _earned(asked).filter(**{f"{PLACE}__redeemed_at__isnull": False})
    found: dict[tuple[Any, ...], list[int]] = {}
    read = rows.order_by(*PROGRAMME, "issued_on").values_list(*PROGRAMME, "issued_on", f"{PLACE}__redeemed_at")
    for position, name, issued_on, taken_up in read:
        found.setdefault((position, name, issued_on.replace(day=1)), []).append(_days(taken_up, issued_on))
    return _by_programme((*key, quartiles_of(days)) for key, days in found.items())


def quartiles_of(days: list[int]) -> Quartiles:
    """Return the quartiles of at least one number of days, each rounded to a whole day."""
    three = quantiles(days, n=4, method="inclusive") if len(days) > 1 else days * 3
    low, middle, high = (round(value) for value in three)
    return Quartiles(len(days), low, middle, high)


def _earned(asked: Asked) -> AwardQuerySet:
    rows = Award.objects.issued().exclude(route=Route.RECOGNISED)
    rows = rows.filter(issued_on__gte=asked.first, issued_on__lte=asked.last)
    return rows.filter(**{f"{PLACE}__allowance__licence__site__region": asked.region}) if asked.region else rows


def _days(taken_up: datetime, issued_on: date) -> int:
    return max(0, (issued_on - timezone.localdate(taken_up)).days)


def _by_programme(rows: Iterable[tuple[Any, ...]]) -> tuple[Months[Any], ...]:
    found: dict[tuple[Any, str], dict[date, Any]] = {}
    for position, name, month, value in rows:
        found.setdefault((position, name), {})[month] = value
    return tuple(Months(name, by_month) for (_position, name), by_month in found.items())

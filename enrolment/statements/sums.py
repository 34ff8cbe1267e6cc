"""The sum of an allowance, counted from rows each time."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from enrolment.models import PlaceAllowance
from enrolment.rules.places import Statement


def statement_of(allowance: PlaceAllowance, *, at: datetime) -> Statement:
    """Return the places of `allowance` at this moment; one statement."""
    return statements_of([allowance], at=at)[allowance.pk]


def statements_of(allowances: Iterable[PlaceAllowance], *, at: datetime) -> dict[Any, Statement]:
    """Return the places of each allowance at this moment, by primary key; one statement however many there are."""
    rows = PlaceAllowance.objects.filter(pk__in=[row.pk for row in allowances])
    return {row.pk: counted(row, at=at) for row in rows.with_counts(at=at)}


def counted(allowance: Any, *, at: datetime) -> Statement:
    """Return the statement of an allowance that was read `with_counts` for the same moment; no statement more."""
    row, is_over = allowance, timezone.localdate(at) > allowance.ends_on
    granted = row.held + row.used if row.is_unlimited else row.granted
    return Statement(granted, row.held, row.used, is_over=is_over, is_unlimited=row.is_unlimited)


def year_over_at(allowance: PlaceAllowance) -> datetime:
    """Return the moment at which the licence year is over: London midnight after its last day (domain B 10)."""
    return timezone.make_aware(datetime.combine(allowance.ends_on + timedelta(days=1), time.min))

"""The statement of an allowance, counted from rows each time."""

from collections.abc import Iterable
from datetime import datetime
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
    is_over = timezone.localdate(at) > allowance.ends_on
    return Statement(allowance.granted, allowance.held, allowance.used, is_over=is_over)

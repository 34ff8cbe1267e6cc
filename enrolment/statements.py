"""The statement of an allowance, counted from rows each time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from enrolment.models import Nomination, PlaceAllowance, PlaceGrant
from enrolment.rules.places import Statement


def statement_of(allowance: PlaceAllowance, *, at: datetime) -> Statement:
    """Return the places of `allowance` at this moment; three statements."""
    return statements_of([allowance], at=at)[allowance.pk]


def statements_of(allowances: Iterable[PlaceAllowance], *, at: datetime) -> dict[Any, Statement]:
    """Return the places of each allowance at this moment, by primary key; three statements however many there are."""
    rows = list(allowances)
    granted = dict(
        PlaceGrant.objects.filter(allowance__in=rows).values_list("allowance").annotate(Sum("places")).order_by()
    )
    nominations = Nomination.objects.filter(allowance__in=rows)
    held = _counted(nominations.holding_place(at=at))
    used = _counted(nominations.used())
    day = timezone.localdate(at)
    return {
        row.pk: Statement(granted.get(row.pk, 0), held.get(row.pk, 0), used.get(row.pk, 0), is_over=day > row.ends_on)
        for row in rows
    }


def _counted(nominations: Any) -> dict[Any, int]:
    return dict(nominations.values_list("allowance").annotate(Count("pk")).order_by())

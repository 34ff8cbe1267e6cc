"""Whether invitations arrived, read from the outbox for lists of nominations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from enrolment.managers import NominationQuerySet
from enrolment.models import EnrolmentToken, Nomination
from lms.notifications.models import OutboundEmail, Status

UNDELIVERED = frozenset({Status.FAILED, Status.UNCERTAIN})


def deliveries_of(nominations: Iterable[Nomination]) -> dict[Any, Status]:
    """Return what became of the invitation that is out, by nomination; two statements however many there are."""
    live = EnrolmentToken.objects.live().filter(nomination__in=[row.pk for row in nominations])
    keys = {f"invitation:{pk}:{number}": pk for pk, number in live.values_list("nomination", "generation")}
    found = OutboundEmail.objects.filter(key__in=keys).order_by().values_list("key", "status")
    return {keys[key]: Status(status) for key, status in found}


def undelivered(*, at: datetime) -> NominationQuerySet:
    """Return the invited at `at` whose invitation did not arrive, or may not have; two statements before it is read."""
    mails = OutboundEmail.objects.filter(kind="invitation", status__in=UNDELIVERED).order_by()
    named = {(refs["nomination"], refs["generation"]) for refs in mails.values_list("refs", flat=True)}
    live = EnrolmentToken.objects.live().filter(nomination__in={pk for pk, _number in named})
    still = [pk for pk, number in live.values_list("nomination", "generation") if (str(pk), number) in named]
    return Nomination.objects.invited(at=at).filter(pk__in=still)

"""Taking a place from an allowance: under its lock, counted from rows (domain B 3-5)."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enrolment.models import PlaceAllowance
from enrolment.rules.licences import LicenceState
from enrolment.statements import statement_of
from lms.core.errors import DomainError


def lock_allowance(allowance_id: UUID) -> PlaceAllowance:
    """Return the allowance, locked until the transaction ends: whoever changes who holds a place takes it first."""
    return PlaceAllowance.objects.locked().with_site().get(pk=allowance_id)


def latest_moment(allowance: PlaceAllowance, *, at: datetime) -> datetime:
    """Return `at`, or when a place of `allowance` was last claimed if that is later; the caller holds the lock.

    Whoever waited for the lock comes with the time of before. A token that has lapsed meanwhile, and whose place went
    to somebody else or was taken off, must not count as live again: one place would have two holders.
    """
    claims = PlaceAllowance.objects.filter(pk=allowance.pk).aggregate(
        named=Max("nominations__nominated_at"),
        sent=Max("nominations__tokens__issued_at"),
        taken_off=Max("grants__granted_at", filter=Q(grants__places__lt=0)),
    )
    return max(moment for moment in (at, *claims.values()) if moment)


def refuse_unless_live(allowance: PlaceAllowance, *, at: datetime) -> None:
    """Refuse with `licence_not_live` outside the licence year: in grace, nothing new begins (domain B 11)."""
    if allowance.state_on(timezone.localdate(at)) is not LicenceState.LIVE:
        raise DomainError(
            "licence_not_live",
            _(
                "This licence year is not running today, so nothing new can begin on it. Once the licence is renewed, "
                "the places of the new year can be used."
            ),
        )


def refuse_unless_place_left(allowance: PlaceAllowance, *, at: datetime) -> None:
    """Refuse with `no_place_left` when every place is held or used; the caller holds the lock."""
    statement = statement_of(allowance, at=at)
    if not statement.has_place:
        raise DomainError("no_place_left", no_place_sentence(statement.granted))


def no_place_sentence(granted: int) -> str:
    """Return what can be done when all `granted` places are taken."""
    taken = ngettext(
        "The one training place of this licence year is taken.",
        "All %(count)d training places of this licence year are taken.",
        granted,
    ) % {"count": granted}
    return (
        taken
        + " "
        + _("You can release the place of somebody who has not finished, or ask us for an extra place at %(email)s.")
        % {"email": settings.CONTACT_EMAIL}
    )

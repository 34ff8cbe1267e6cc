"""Nominating somebody for a training place, and giving the place back before it is used."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.models import Enrolment, Nomination, PartnerOrganisation, PlaceAllowance
from enrolment.rules.places import OPEN, NominationStatus, TokenStatus
from enrolment.services.allowances import lock_allowance, refuse_unless_live, refuse_unless_place_left
from enrolment.signals import enrolment_withdrawn
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def nominate(*, allowance: PlaceAllowance, name: str, email: str, by: User, at: datetime) -> Nomination:
    """Hold a place of `allowance` for the person named and return the nomination (domain B 3).

    Arguments: `allowance`, which the caller may use; `name` and `email`, valid ones; `by`, the Lead.
    Refuses: `licence_not_live`, `already_nominated`, `no_place_left` (with what can be done).
    """
    locked, address = lock_allowance(allowance.pk), email.strip().lower()
    refuse_unless_live(locked, at=at)
    if locked.nominations.open().filter(email=address).exists():
        raise DomainError(
            "already_nominated",
            _("Somebody with this e-mail address has been nominated for this licence year already."),
        )
    refuse_unless_place_left(locked, at=at)
    nomination = Nomination.objects.create(allowance=locked, name=name, email=address, nominated_by=by, nominated_at=at)
    data = {"allowance": str(locked.pk), **_on_behalf(locked, by, at)}
    audit.record("enrolment.nominate", nomination, by=by, data=data)
    return nomination


@transaction.atomic
def refuse_nomination(*, nomination: Nomination, reason: str, by: User, at: datetime) -> None:
    """Say no to a nomination that waits to be issued; its place comes back. `reason` is shown to the Lead.

    Refuses: `reason_needed`, `not_waiting`.
    """
    lock_allowance(nomination.allowance_id)
    if not reason.strip():
        raise DomainError("reason_needed", _("Please give a reason. The SMART Lead reads it."))
    _end(nomination, NominationStatus.REFUSED, frozenset({NominationStatus.NOMINATED}), by, at, reason=reason.strip())


@transaction.atomic
def release_place(*, nomination: Nomination, by: User, at: datetime) -> None:
    """Give back the place of somebody who has not finished the first course it opened; their facts stay.

    Ends the token and the enrolments that came from the place. Refuses: `place_used`, `already_ended`.
    """
    allowance = lock_allowance(nomination.allowance_id)
    enrolments = list(Enrolment.objects.filter(nomination=nomination).order_by("pk").locked())
    refuse_unless_releasable(Nomination.objects.get(pk=nomination.pk))
    _end(nomination, NominationStatus.RELEASED, OPEN, by, at, data=_on_behalf(allowance, by, at))
    for enrolment in enrolments:
        withdraw(enrolment, by=by, at=at)


def refuse_unless_releasable(nomination: Nomination) -> None:
    """Refuse with `place_used` or `already_ended` what cannot be released any more."""
    if nomination.used_at:
        raise DomainError("place_used", _("This place has been used: the person has finished a course with it."))
    if nomination.status not in OPEN:
        refuse_moved_on(nomination)


def withdraw(enrolment: Enrolment, *, by: User, at: datetime) -> None:
    """End an enrolment whose lock the caller holds, unless it is over already; tell the apps above."""
    if not Enrolment.objects.filter(pk=enrolment.pk).mark_withdrawn(at=at):
        return
    enrolment.refresh_from_db()
    audit.record("enrolment.withdraw", enrolment, by=by)
    enrolment_withdrawn.send(sender=Enrolment, enrolment=enrolment, at=at)


def _end(
    nomination: Nomination,
    status: NominationStatus,
    since: frozenset[NominationStatus],
    by: User,
    at: datetime,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    rows = Nomination.objects.filter(pk=nomination.pk)
    if not rows.move(to=status, since=since, ended_at=at, ended_by=by, reason=reason):
        refuse_moved_on(rows.get())
    nomination.tokens.end(to=TokenStatus.REVOKED, at=at)
    audit.record(f"enrolment.nomination_{status.value}", nomination, by=by, data=data)


def _on_behalf(allowance: PlaceAllowance, by: User, at: datetime) -> dict[str, Any]:
    """Return what the audit log keeps of somebody who does a Lead's work without being the Lead (domain B 15)."""
    organisation = allowance.licence.site.organisation_id
    led = PartnerOrganisation.objects.led_by(by, on=timezone.localdate(at))
    return {} if led.filter(pk=organisation).exists() else {"on_behalf_of": organisation}


def refuse_moved_on(nomination: Nomination) -> None:
    """Refuse with `already_ended`, or `not_waiting` for one that went on, what was done to a nomination too late."""
    if nomination.status in OPEN:
        raise DomainError("not_waiting", _("This nomination has moved on meanwhile. Please look at it again."))
    raise DomainError("already_ended", _("This nomination has ended already, and its place has come back."))

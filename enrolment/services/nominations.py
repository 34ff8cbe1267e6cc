"""Nominating somebody for a training place, and giving the place back before it is used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.models import BelongingKind, Enrolment, Nomination, PlaceAllowance, Site
from enrolment.rules.lists import Named
from enrolment.rules.places import OPEN, NominationStatus, TokenStatus
from enrolment.services.allowances import lock_allowance, refuse_unless_live, refuse_unless_place_left
from enrolment.services.invitations import invite, overdone
from enrolment.signals import enrolment_withdrawn
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def nominate(
    *,
    allowance: PlaceAllowance,
    name: str,
    email: str,
    by: User,
    at: datetime,
    kind: BelongingKind | str = BelongingKind.STAFF,
) -> Nomination:
    """Hold a place of `allowance` for the person named and return the nomination (domain B 3).

    The invitation goes out in the same transaction where the organisation's do at once, but never one's own (B 17),
    and not where too many went out before (`invitations.overdone`): those wait for the coordinator.
    Arguments: `allowance`, which the caller may use; `name` and `email`, valid ones; `by`, the Lead; `kind`, how
    the person belongs to the site.
    Refuses: `licence_not_live`, `nominated_elsewhere` for a satellite, `already_nominated`, `no_place_left` (with what
    can be done).
    """
    locked, address = lock_allowance(allowance.pk), email.strip().lower()
    refuse_unless_live(locked, at=at)
    refuse_satellite(locked)
    refuse_known_address(locked, address)
    refuse_unless_place_left(locked, at=at)
    [nomination] = hold_places(locked, [Named(name, address, kind)], by=by, at=at)
    return nomination


def refuse_satellite(allowance: PlaceAllowance) -> None:
    """Refuse with `nominated_elsewhere` at a satellite: its people are nominated under the licence it belongs to."""
    licence = allowance.licence
    if licence.licence_type.is_satellite:
        words = _("This is a satellite: its people are nominated under the licence it belongs to, %(licence)s.")
        raise DomainError("nominated_elsewhere", words % {"licence": licence.parent})


def refuse_known_address(allowance: PlaceAllowance, email: str) -> None:
    """Refuse with `already_nominated` an address of which a nomination for this licence year is open."""
    if allowance.nominations.open().filter(email=email).exists():
        raise DomainError(
            "already_nominated",
            _("Somebody with this e-mail address has been nominated for this licence year already."),
        )


def hold_places(
    allowance: PlaceAllowance, people: Sequence[Named], *, by: User, at: datetime
) -> tuple[Nomination, ...]:
    """Nominate `people` for `allowance`, whose lock the caller holds and has counted; invite whom it lets go at once.

    The same number of statements, but for the size of the tables written, however many they are.
    """
    at_once = allowance.licence.site.organisation.issues_at_once
    waiting = _not_invited_yet([named.email for named in people], allowance, by, at) if at_once else frozenset()
    rows = []
    for named in people:
        status = NominationStatus.INVITED if at_once and named.email not in waiting else NominationStatus.NOMINATED
        about = {"name": named.name, "email": named.email, "kind": named.kind}
        rows.append(Nomination(allowance=allowance, status=status, nominated_by=by, nominated_at=at, **about))
    made = tuple(Nomination.objects.bulk_create(rows))
    data = {"allowance": str(allowance.pk), **on_behalf(allowance, by, at)}
    audit.record_many("enrolment.nominate", made, by=by, data=data)
    _invite_at_once([row for row in made if row.status == NominationStatus.INVITED], allowance, by, at)
    return made


def _not_invited_yet(emails: Sequence[str], allowance: PlaceAllowance, by: User, at: datetime) -> frozenset[str]:
    """Return whose invitation a coordinator decides upon, though the others go out at once."""
    return addresses_of(by) | overdone(emails, allowance, at=at)


def _invite_at_once(nominations: Sequence[Nomination], allowance: PlaceAllowance, by: User, at: datetime) -> None:
    if nominations:
        invite(nominations, allowance, by=by, at=at)
        audit.record_many("enrolment.issue_token", nominations, by=by, data={"generation": 1, "at_once": True})


def addresses_of(person: User) -> frozenset[str]:
    """Return every address of `person` in small letters, confirmed or not: nobody issues their own place (B 17)."""
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return frozenset(address.lower() for address in (*known, person.email or "") if address)


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
    # Whoever gives back their own place acts for themselves, not in a Lead's stead.
    data = {} if by.pk == nomination.learner_id else on_behalf(allowance, by, at)
    _end(nomination, NominationStatus.RELEASED, OPEN, by, at, data=data)
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


def on_behalf(allowance: PlaceAllowance, by: User, at: datetime) -> dict[str, Any]:
    """Return what the audit log keeps of somebody who does a Lead's work without being the Lead (domain B 15)."""
    site = allowance.licence.site
    led = Site.objects.led_by(by, on=timezone.localdate(at))
    return {} if led.filter(pk=site.pk).exists() else {"on_behalf_of": site.organisation_id}


def refuse_moved_on(nomination: Nomination) -> None:
    """Refuse with `already_ended`, or `not_waiting` for one that went on, what was done to a nomination too late."""
    if nomination.status in OPEN:
        raise DomainError("not_waiting", _("This nomination has moved on meanwhile. Please look at it again."))
    raise DomainError("already_ended", _("This nomination has ended already, and its place has come back."))

"""Confirming that an organisation has seen somebody's check, and taking back what was recorded by mistake (B 18)."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.managers import AffiliationQuerySet
from enrolment.models import Affiliation, BelongingKind, CheckConfirmation, CheckKind, PartnerOrganisation
from enrolment.rules.partners import Check, Nation, check_ends_on, checks_that_fit
from enrolment.services.affiliations import acting_for
from enrolment.signals import check_confirmed
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def confirm_check(
    *,
    person: User,
    organisation: PartnerOrganisation,
    kind: CheckKind | str,
    seen_on: date,
    by: User,
    at: datetime,
    reason: str = "",
) -> CheckConfirmation:
    """Record that `organisation` has seen the check of one of its people; return the confirmation. Sends a signal.

    Arguments: `kind`, one of `kinds_for`; `seen_on`, the day somebody saw it; `reason`, why it is not applicable, kept
    for that alone. The document itself is never kept. It counts for CHECK_YEARS.
    Refuses: `own_check`, `not_affiliated`, `wrong_check`, `reason_needed`, `not_yet_seen`, `too_old`,
    `already_confirmed`.
    """
    refuse_own_check(person, by)
    day, belongs = timezone.localdate(at), belonging_to(person, organisation, at=at)
    # Two who confirm at once wait for each other here: the second sees what the first has written.
    belongs.update(person=F("person"))
    refuse_stranger(person, belongs)
    words = reason.strip() if kind == CheckKind.NOT_APPLICABLE else ""
    _refuse_kind(belongs, Check(kind), words)
    expires_on = _last_day(seen_on, day)
    about = {"person": person, "organisation": organisation, "kind": kind, "seen_on": seen_on}
    if CheckConfirmation.objects.standing().filter(**about).exists():
        raise DomainError("already_confirmed", _("This check has been confirmed already."))
    made = CheckConfirmation.objects.create(
        **about, expires_on=expires_on, reason=words, confirmed_by=by, confirmed_at=at
    )
    _record("enrolment.confirm_check", made, belongs, by=by, at=at)
    check_confirmed.send(sender=CheckConfirmation, confirmation=made, at=at)
    return made


@transaction.atomic
def withdraw_check(*, confirmation: CheckConfirmation, by: User, at: datetime) -> None:
    """Take back a confirmation that was recorded by mistake; the row stays. What was issued by it stays too.

    Refuses: `own_check`, `already_withdrawn`.
    """
    refuse_own_check(confirmation.person, by)
    standing = CheckConfirmation.objects.standing().filter(pk=confirmation.pk)
    if not standing.update(withdrawn_at=at, withdrawn_by=by):
        confirmation.refresh_from_db()
        refuse_withdrawn(confirmation)
    belongs = belonging_to(confirmation.person, confirmation.organisation, at=at)
    _record("enrolment.withdraw_check", confirmation, belongs, by=by, at=at)


def belonging_to(person: User, organisation: PartnerOrganisation, *, at: datetime) -> AffiliationQuerySet:
    """Return where `person` belongs in `organisation` at `at`."""
    return Affiliation.objects.current(on=timezone.localdate(at)).filter(person=person, site__organisation=organisation)


def kinds_for(belongs: AffiliationQuerySet) -> list[CheckKind]:
    """Return the checks that fit where somebody belongs; *not applicable* for peers in custody alone (B 18)."""
    rows = list(belongs.select_related("site"))
    fitting = checks_that_fit({Nation(row.site.nation) for row in rows})
    if any(row.kind == BelongingKind.PEER for row in rows):
        fitting |= {Check.NOT_APPLICABLE}
    return [kind for kind in CheckKind if Check(kind.value) in fitting]


def refuse_own_check(person: User, by: User) -> None:
    """Refuse with `own_check` whoever would confirm their own."""
    if person.pk == by.pk:
        raise DomainError(
            "own_check",
            _("Nobody confirms their own check. Please show it to your Community Coordinator, who can do it."),
        )


def refuse_stranger(person: User, belongs: AffiliationQuerySet) -> None:
    """Refuse with `not_affiliated` somebody who belongs nowhere in the organisation on the day."""
    if not belongs.exists():
        raise DomainError(
            "not_affiliated", _("%(person)s belongs to no site of this organisation today.") % {"person": person}
        )


def refuse_withdrawn(confirmation: CheckConfirmation) -> None:
    """Refuse with `already_withdrawn` what has been taken back."""
    if confirmation.withdrawn_at:
        raise DomainError("already_withdrawn", _("This confirmation has been taken back already."))


def _refuse_kind(belongs: AffiliationQuerySet, kind: Check, reason: str) -> None:
    if kind.value not in kinds_for(belongs):
        raise DomainError(
            "wrong_check",
            _("This is not the check that people need where this person belongs. Please choose another one."),
        )
    if kind is Check.NOT_APPLICABLE and not reason:
        raise DomainError("reason_needed", _("Please say why no check is needed."))


def _last_day(seen_on: date, day: date) -> date:
    """Return the last day on which a check seen on `seen_on` counts; refuse a day that cannot be."""
    if seen_on > day:
        raise DomainError("not_yet_seen", _("This day is still to come. Please give the day on which it was seen."))
    expires_on = check_ends_on(seen_on, years=settings.CHECK_YEARS)
    if expires_on < day:
        raise DomainError(
            "too_old",
            _("A check counts for %(years)d years from the day it is seen, so this one is over. Please see a new one.")
            % {"years": settings.CHECK_YEARS},
        )
    return expires_on


def _record(action: str, row: CheckConfirmation, belongs: AffiliationQuerySet, *, by: User, at: datetime) -> None:
    """Write it down; where somebody else than the Lead of one of the sites did it, on behalf of whom (B 15)."""
    sites = [affiliation.site for affiliation in belongs.select_related("site")]
    acting = [acting_for(site, by=by, at=at) for site in sites]
    audit.record(action, row, by=by, data={"person": row.person_id, **(acting[0] if acting and all(acting) else {})})

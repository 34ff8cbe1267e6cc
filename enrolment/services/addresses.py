"""Correcting the address of somebody who has not taken up their place (domain B 20)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.places import PENDING, NominationStatus
from enrolment.services.allowances import lock_allowance, refuse_unless_live
from enrolment.services.nominations import addresses_of, on_behalf, refuse_known_address, refuse_moved_on
from enrolment.services.tokens import renew_token
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def correct_address(*, nomination: Nomination, email: str, by: User, at: datetime) -> Nomination:
    """Write the nominee's address anew and return the nomination; who is invited gets a new link, the old one ends.

    Arguments: `email`, a valid one; `by`, the Lead or a coordinator.
    Refuses: `licence_not_live`, `not_waiting`, `already_ended`, `same_address`, `already_nominated`, `own_address` for
    a Lead who would so invite themselves (domain B 17), `no_place_left` for a lapsed one whose place is gone (B 5),
    `sent_too_often`.
    """
    allowance, address = lock_allowance(nomination.allowance_id), email.strip().lower()
    refuse_unless_live(allowance, at=at)
    current = Nomination.objects.get(pk=nomination.pk)
    refuse_unless_waiting(current)
    if current.email == address:
        raise DomainError("same_address", _("This is the address we have already."))
    refuse_known_address(allowance, address)
    is_invited = current.status == NominationStatus.INVITED
    if is_invited and address in addresses_of(by):
        _refuse_own_address(allowance, by)
    Nomination.objects.filter(pk=current.pk, status=current.status).update(email=address)
    data = on_behalf(allowance, by, at)
    if is_invited:
        data["generation"] = renew_token(current, allowance, by=by, at=at).generation
    audit.record("enrolment.correct_address", current, by=by, data=data)
    current.refresh_from_db()
    return current


def refuse_unless_waiting(nomination: Nomination) -> None:
    """Refuse with `not_waiting` or `already_ended` whose address cannot be corrected any more."""
    if nomination.status == NominationStatus.REDEEMED:
        raise DomainError(
            "not_waiting", _("They have taken up the place. From then on people change their address themselves.")
        )
    if nomination.status not in PENDING:
        refuse_moved_on(nomination)


def _refuse_own_address(allowance: PlaceAllowance, by: User) -> None:
    if not PlaceAllowance.objects.coordinated_by(by).filter(pk=allowance.pk).exists():
        raise DomainError(
            "own_address",
            _("This is your own address. To take part yourself, nominate yourself: your coordinator then invites you."),
        )

"""Addresses proved by a link of ours that was mailed to them."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


def has_proved_address(person: User) -> bool:
    """Tell whether the person has an address that was confirmed."""
    return EmailAddress.objects.filter(user=person, verified=True).exists()


def refuse_unproved(person: User, address: str) -> None:
    """Refuse with `address_unproved` somebody who began an account with `address` and never proved that it is theirs.

    An account that staff made has no password before its owner chose one by a mailed link.
    """
    proved = EmailAddress.objects.filter(user=person, email__iexact=address, verified=True)
    if address and person.has_usable_password() and not proved.exists():
        raise address_unproved()


def address_unproved() -> DomainError:
    """Return the refusal for an account of which nobody knows whether its address is its owner's."""
    return DomainError(
        "address_unproved",
        _("This person has not confirmed their e-mail address yet. Please ask them to do so first."),
    )


@transaction.atomic
def prove_address(*, person: User, email: str, by: User, at: datetime) -> bool:
    """Note that the person can read mail sent to `email`; tell whether it is theirs now.

    It becomes one more confirmed address of theirs, never the one the account is known by. False: another account
    is known by it or has confirmed it, and nothing changes (domain B 20). Who merely claimed it blocks nobody.
    """
    address = email.lower()
    if _belongs_to_another(address, person):
        return False
    try:
        with transaction.atomic():
            own, _created = EmailAddress.objects.get_or_create(
                user=person, email__iexact=address, defaults={"email": address}
            )
            proved = EmailAddress.objects.filter(pk=own.pk, verified=False).update(verified=True)
    except IntegrityError:
        return False  # another account confirmed it at the same moment
    if proved:
        audit.record("accounts.prove_address", person, by=by, data={"address": own.pk, "at": at.isoformat()})
    return True


def _belongs_to_another(address: str, person: User) -> bool:
    confirmed = EmailAddress.objects.filter(email__iexact=address, verified=True).exclude(user=person)
    return confirmed.exists() or User.objects.filter(email=address).exclude(pk=person.pk).exists()

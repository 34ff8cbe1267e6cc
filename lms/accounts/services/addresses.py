"""Addresses proved by a link of ours that was mailed to them."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from lms.accounts.models import User
from lms.core import audit


def has_proved_address(person: User) -> bool:
    """Tell whether the person has an address that was confirmed."""
    return EmailAddress.objects.filter(user=person, verified=True).exists()


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

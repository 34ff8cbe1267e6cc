"""Addresses proved by a link of ours that was mailed to them."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from lms.accounts.models import User
from lms.core import audit


def has_proved_address(person: User) -> bool:
    """Tell whether the person has an address that was confirmed."""
    return EmailAddress.objects.filter(user=person, verified=True).exists()


@transaction.atomic
def prove_address(*, person: User, email: str, by: User, at: datetime) -> bool:
    """Note that the person can read mail sent to `email`; tell whether it is theirs now.

    It becomes one more confirmed address of theirs, never the one the account is known by. False: another account
    has it, and nothing changes (domain B 20).
    """
    address = email.lower()
    holders = EmailAddress.objects.filter(email__iexact=address)
    if holders.exclude(user=person).exists() or User.objects.filter(email=address).exclude(pk=person.pk).exists():
        return False
    own, _created = EmailAddress.objects.get_or_create(user=person, email=address)
    if not own.verified:
        own.verified = True
        own.save(update_fields=["verified"])
        audit.record("accounts.prove_address", person, by=by, data={"address": own.pk, "at": at.isoformat()})
    return True

"""Addresses proved by a link that was mailed to them."""

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import ModelLogEntry

from lms.accounts.services.addresses import has_proved_address, prove_address
from tests.cast import NOW
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def prove(person, email="work@example.org"):
    return prove_address(person=person, email=email, by=person, at=NOW)


def rows(person):
    return set(EmailAddress.objects.filter(user=person).values_list("email", "primary", "verified"))


def test_a_proved_address_is_one_more_and_never_the_first(cast):
    assert prove(cast.zoe, "Work@Example.org")
    assert rows(cast.zoe) == {("zoe@example.org", True, True), ("work@example.org", False, True)}
    cast.zoe.refresh_from_db()
    assert cast.zoe.email == "zoe@example.org"


def test_proving_the_address_of_the_account_confirms_it():
    person = UserFactory(email="work@example.org", verified=False)
    assert (has_proved_address(person), prove(person), has_proved_address(person)) == (False, True, True)
    assert rows(person) == {("work@example.org", True, True)}


def test_an_account_without_an_address_gets_its_first_confirmed_one():
    person = UserFactory(email=None, sign_in_name="ada")
    assert prove(person)
    assert has_proved_address(person)


@pytest.mark.parametrize("written", ["work@example.org", "Work@Example.org"])
def test_an_address_one_has_already_is_confirmed_not_added(written, cast):
    EmailAddress.objects.create(user=cast.zoe, email=written, verified=False)
    assert prove(cast.zoe)
    assert rows(cast.zoe) == {("zoe@example.org", True, True), (written, False, True)}


def test_proving_stands_in_the_audit_log_once_and_without_the_address(cast):
    prove(cast.zoe)
    prove(cast.zoe)
    entry = ModelLogEntry.objects.get(action="accounts.prove_address")
    own = EmailAddress.objects.get(user=cast.zoe, primary=False)
    assert (entry.user, entry.data) == (cast.zoe, {"address": own.pk, "at": NOW.isoformat()})


@pytest.mark.parametrize("verified", [True, False])
def test_the_address_another_account_is_known_by_stays_there(verified, cast):
    other = UserFactory(email="work@example.org", verified=verified)
    assert not prove(cast.zoe, "WORK@example.org")
    assert rows(other) == {("work@example.org", True, verified)}
    assert rows(cast.zoe) == {("zoe@example.org", True, True)}


def test_an_address_another_account_confirmed_stays_there(cast):
    EmailAddress.objects.create(user=cast.amir, email="Work@example.org", verified=True)
    assert not prove(cast.zoe)
    assert not ModelLogEntry.objects.filter(action="accounts.prove_address").exists()


def test_whoever_merely_claims_an_address_keeps_nobody_from_proving_it(cast):
    EmailAddress.objects.create(user=cast.amir, email="work@example.org", verified=False)
    assert prove(cast.zoe)
    assert ("work@example.org", False, False) in rows(cast.amir)

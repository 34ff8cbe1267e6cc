"""Making and changing people for somebody else."""

import pytest
from allauth.account.models import EmailAddress

from lms.accounts.models import User
from lms.accounts.services.people import Particulars, change_person, create_person
from lms.core.errors import DomainError
from tests.cast import NOW, Cast
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def address_rows(user: User) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=user).order_by("email").values_list("email", "primary", "verified"))


def test_a_new_person_is_tidied_and_has_one_unproved_address(cast: Cast) -> None:
    wanted = Particulars(full_name="  Rowan  Bell", email=" Rowan@Example.org ")
    person = create_person(particulars=wanted, by=cast.office, at=NOW)
    assert (person.full_name, person.email, person.date_joined) == ("Rowan Bell", "rowan@example.org", NOW)
    assert address_rows(person) == [("rowan@example.org", True, False)]
    assert not person.has_usable_password()


def test_a_person_without_e_mail_signs_in_by_name() -> None:
    person = create_person(particulars=Particulars(full_name="Rowan", sign_in_name="Rowan.7"), by=None, at=NOW)
    assert (person.email, person.sign_in_name, address_rows(person)) == (None, "rowan.7", [])


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Particulars(full_name="Rowan", email="ZOE@example.org"), "email_taken"),
        (Particulars(full_name="Rowan", email="second@example.org"), "email_taken"),
        (Particulars(full_name="Rowan", sign_in_name="taken"), "sign_in_name_taken"),
        (Particulars(full_name="Rowan"), "invalid"),
        (Particulars(full_name="", email="rowan@example.org"), "invalid"),
        (Particulars(full_name="www.example.org", email="rowan@example.org"), "invalid"),
        (Particulars(full_name="Rowan", sign_in_name="rowan bell"), "invalid"),
    ],
)
def test_nonsense_is_refused_with_a_code(wanted: Particulars, code: str, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="second@example.org", verified=True)
    UserFactory(email=None, sign_in_name="taken")
    with pytest.raises(DomainError) as refusal:
        create_person(particulars=wanted, by=cast.office, at=NOW)
    assert refusal.value.code == code


def test_an_unproved_second_address_of_somebody_else_blocks_nobody(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="claimed@example.org", verified=False)
    person = create_person(particulars=Particulars("Rowan", "claimed@example.org"), by=cast.office, at=NOW)
    assert person.email == "claimed@example.org"


def test_a_changed_address_must_be_proved_again(cast: Cast) -> None:
    wanted = Particulars(full_name="Zoë Bell", email="new@example.org")
    change_person(person=cast.zoe, particulars=wanted, by=cast.office, at=NOW)
    assert address_rows(cast.zoe) == [("new@example.org", True, False)]


def test_a_second_address_that_becomes_the_first_stays_proved(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="second@example.org", verified=True)
    change_person(person=cast.zoe, particulars=Particulars("Zoë", "second@example.org"), by=cast.office, at=NOW)
    assert address_rows(cast.zoe) == [("second@example.org", True, True)]


def test_an_address_may_go_when_a_sign_in_name_takes_its_place(cast: Cast) -> None:
    change_person(person=cast.zoe, particulars=Particulars("Zoë", sign_in_name="zoe"), by=cast.office, at=NOW)
    assert (User.objects.get(pk=cast.zoe.pk).email, address_rows(cast.zoe)) == (None, [])


@pytest.mark.parametrize(("who", "code"), [("office", "own_access"), ("other", "last_office")])
def test_central_office_is_never_left_empty(who: str, code: str, cast: Cast) -> None:
    actor = {"office": cast.office, "other": cast.editor}[who]
    wanted = Particulars(cast.office.full_name, cast.office.email, is_active=False)
    with pytest.raises(DomainError) as refusal:
        change_person(person=cast.office, particulars=wanted, by=actor, at=NOW)
    assert refusal.value.code == code


def test_an_erased_person_stays_erased(cast: Cast) -> None:
    gone = User.objects.create(full_name="", is_active=False, erased_at=NOW)
    with pytest.raises(DomainError) as refusal:
        change_person(person=gone, particulars=Particulars("Zoë", "zoe2@example.org"), by=cast.office, at=NOW)
    assert refusal.value.code == "erased"

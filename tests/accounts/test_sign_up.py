"""Making an account: name, address, password; a link proves the address."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from lms.accounts.models import User
from tests.accounts.doors import is_signed_in, letters_to, link, sign_up
from tests.cast import Cast
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


def test_signing_up_keeps_the_name_and_makes_up_no_sign_in_name(client: Client) -> None:
    sign_up(client, full_name="  محمد  بن عبد الله ", email="Rowan@Example.org")
    person = User.objects.get(email="rowan@example.org")
    assert (person.full_name, person.sign_in_name, person.is_staff) == ("محمد بن عبد الله", None, False)


def test_two_people_can_sign_up(client: Client) -> None:
    sign_up(client)
    sign_up(Client(), email="rowan.2@example.org")
    assert User.objects.filter(sign_in_name=None, full_name="Rowan Bell").count() == 2


def test_nobody_is_signed_in_before_the_address_is_proved(client: Client) -> None:
    answer = sign_up(client)
    assert answer.url == "/accounts/confirm-email/"
    assert not is_signed_in(client)


def test_the_link_proves_the_address_and_signs_in(client: Client) -> None:
    sign_up(client)
    path = link(letters_to("rowan@example.org")[-1], "confirm-email")
    assert client.get(path).status_code == 200
    answer = client.post(path)
    assert (answer.status_code, answer.url, is_signed_in(client)) == (302, "/learn/", True)
    assert EmailAddress.objects.get(email="rowan@example.org").verified


def test_looking_at_the_link_changes_nothing(client: Client) -> None:
    sign_up(client)
    Client().get(link(letters_to("rowan@example.org")[-1], "confirm-email"))
    assert not EmailAddress.objects.get(email="rowan@example.org").verified


def test_a_known_address_gets_a_letter_and_the_page_tells_nothing(client: Client, cast: Cast) -> None:
    new, known = sign_up(client), sign_up(Client(), email=cast.zoe.email)
    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert User.objects.filter(email=cast.zoe.email).count() == 1
    assert len(letters_to(cast.zoe.email)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "Win at http://example.org"),
        ("full_name", "x" * 151),
        ("email", "rowan"),
        ("password1", "short"),
        ("password1", "password1234"),
        ("password1", "rowanbell1"),
        ("password1", "rowan@example.org"),
    ],
)
def test_what_does_not_do_is_shown_at_its_field(field: str, value: str, client: Client) -> None:
    answer = sign_up(client, **{field: value})
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.filter(email="rowan@example.org").exists()


def test_the_form_helps_browsers_to_fill_it(client: Client) -> None:
    fields = client.get("/accounts/signup/").context["form"].fields
    filled = {name: field.widget.attrs.get("autocomplete") for name, field in fields.items()}
    assert filled == {"full_name": "name", "email": "email", "password1": "new-password"}
    assert PASSWORD not in str(fields)

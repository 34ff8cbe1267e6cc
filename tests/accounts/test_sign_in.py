"""Signing in by address or sign-in name, where it leads, and how long it lasts."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from lms.accounts.models import User
from tests.accounts.doors import is_signed_in, letters_to, link, sign_in
from tests.cast import Cast
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["zoe@example.org", " ZOE@Example.org "])
def test_by_address_whatever_its_case(login: str, client: Client, cast: Cast) -> None:
    assert cast.zoe.email == "zoe@example.org"
    assert sign_in(client, login).url == "/learn/"


def test_by_sign_in_name_without_any_address(client: Client) -> None:
    UserFactory(email=None, sign_in_name="rowan.7")
    assert (sign_in(client, "Rowan.7").url, is_signed_in(client)) == ("/learn/", True)


def test_a_sign_in_name_needs_no_proof_of_an_address_but_the_address_does(client: Client) -> None:
    UserFactory(email="rowan@example.org", sign_in_name="rowan.7", verified=False)
    assert sign_in(Client(), "rowan@example.org").url == "/accounts/confirm-email/"
    assert sign_in(client, "rowan.7").url == "/learn/"


def test_by_a_second_proved_address(client: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="zoe.home@example.org", verified=True)
    assert sign_in(client, "zoe.home@example.org").url == "/learn/"


@pytest.mark.parametrize("login", ["zoe@example.org", "nobody@example.org", "nobody"])
def test_a_wrong_password_and_a_stranger_look_the_same(login: str, client: Client, cast: Cast) -> None:
    assert cast.zoe.pk
    answer = sign_in(client, login, "not-the-password")
    assert answer.status_code == 200
    assert "password is not right" in str(answer.context["form"].non_field_errors())


def test_a_switched_off_account_stays_out(client: Client) -> None:
    UserFactory(email="away@example.org", is_active=False)
    assert sign_in(client, "away@example.org").url == "/accounts/inactive/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(("who", "landing"), [("zoe", "/learn/"), ("editor", "/cms/"), ("office", "/cms/")])
def test_everybody_lands_where_their_day_begins(who: str, landing: str, client: Client, cast: Cast) -> None:
    assert sign_in(client, getattr(cast, who).email).url == landing


def test_an_administrator_lands_in_the_admin(client: Client) -> None:
    User.objects.create_superuser("root@example.org", PASSWORD, full_name="Root")
    EmailAddress.objects.create(
        user=User.objects.get(email="root@example.org"), email="root@example.org", verified=True
    )
    assert sign_in(client, "root@example.org").url == "/cms/"


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [("/courses/", "/courses/"), ("https://evil.example/", "/learn/"), ("//evil.example", "/learn/")],
)
def test_next_is_honoured_when_it_stays_here(wanted: str, lands: str, client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.zoe.email, next=wanted).url == lands


def test_the_session_ends_with_the_browser_unless_asked_to_stay(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zoe.email)
    stays = Client()
    sign_in(stays, cast.zoe.email, remember="on")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert stays.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 14 * 24 * 60 * 60


def test_staying_signed_in_is_not_ticked_beforehand(client: Client) -> None:
    assert not client.get("/accounts/login/").context["form"]["remember"].value()


def test_a_forgotten_password_is_replaced_by_a_mailed_link(client: Client, cast: Cast) -> None:
    client.post("/accounts/password/reset/", {"email": cast.zoe.email})
    form = client.get(link(letters_to(cast.zoe.email)[-1], "password/reset/key")).url
    client.post(form, {"password1": "an-otter-in-the-reeds", "password2": "an-otter-in-the-reeds"})
    assert sign_in(Client(), cast.zoe.email, "an-otter-in-the-reeds").url == "/learn/"


def test_the_reset_page_does_not_tell_who_has_an_account(client: Client, cast: Cast) -> None:
    answers = [
        client.post("/accounts/password/reset/", {"email": email}) for email in (cast.zoe.email, "no@example.org")
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/accounts/password/reset/done/")] * 2


def test_a_reset_link_proves_the_only_address(client: Client) -> None:
    UserFactory(email="rowan@example.org", verified=False)
    client.post("/accounts/password/reset/", {"email": "rowan@example.org"})
    form = client.get(link(letters_to("rowan@example.org")[-1], "password/reset/key")).url
    answer = client.post(form, {"password1": "an-otter-in-the-reeds", "password2": "an-otter-in-the-reeds"})
    assert (answer.url, is_signed_in(client)) == ("/learn/", True)


def test_a_reset_link_goes_to_no_further_address(client: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="passed-on@example.org", verified=True)
    client.post("/accounts/password/reset/", {"email": "passed-on@example.org"})
    assert "password/reset/key" not in "".join(letters_to("passed-on@example.org"))

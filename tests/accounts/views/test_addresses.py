"""E-mail addresses: a second one, the first one, and one that is somebody else's."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from lms.accounts.models import User
from tests.accounts.doors import letters_to, link, say_password_again, sign_in
from tests.cast import Cast
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/email/"


@pytest.fixture
def browser(cast: Cast) -> Client:
    client = Client()
    sign_in(client, cast.zoe.email)
    say_password_again(client)
    return client


def add(browser: Client, address: str) -> None:
    browser.post(PAGE, {"action_add": "", "email": address})


def test_a_second_address_becomes_the_first_once_proved(browser: Client, cast: Cast) -> None:
    add(browser, "zoe.home@example.org")
    browser.post(link(letters_to("zoe.home@example.org")[-1], "confirm-email"))
    browser.post(PAGE, {"action_primary": "", "email": "zoe.home@example.org"})
    assert User.objects.get(pk=cast.zoe.pk).email == "zoe.home@example.org"


def test_the_address_an_account_is_known_by_stays(browser: Client, cast: Cast) -> None:
    browser.post(PAGE, {"action_remove": "", "email": cast.zoe.email})
    assert EmailAddress.objects.filter(email=cast.zoe.email).exists()


def test_a_second_address_may_go(browser: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="zoe.home@example.org", verified=True)
    browser.post(PAGE, {"action_remove": "", "email": "zoe.home@example.org"})
    assert not EmailAddress.objects.filter(email="zoe.home@example.org").exists()


def test_an_address_another_account_was_begun_with_cannot_become_the_first(browser: Client, cast: Cast) -> None:
    UserFactory(email="begun@example.org", verified=False)
    EmailAddress.objects.create(user=cast.zoe, email="begun@example.org", verified=True)
    answer = browser.post(PAGE, {"action_primary": "", "email": "begun@example.org"}, follow=True)
    assert b"Another account was begun with this address" in answer.content
    assert User.objects.get(pk=cast.zoe.pk).email == "zoe@example.org"


def test_confirming_an_address_another_account_was_begun_with_is_refused_in_words() -> None:
    UserFactory(email="begun@example.org", verified=False)
    inside, browser = UserFactory(email=None, sign_in_name="rowan.7"), Client()
    sign_in(browser, "rowan.7")
    say_password_again(browser)
    add(browser, "begun@example.org")
    answer = browser.post(link(letters_to("begun@example.org")[-1], "confirm-email"), follow=True)
    assert (answer.status_code, User.objects.get(pk=inside.pk).email) == (200, None)


def test_adding_a_known_address_tells_nothing(browser: Client, cast: Cast) -> None:
    known, unknown = (
        browser.post(PAGE, {"action_add": "", "email": address}) for address in (cast.amir.email, "no@example.org")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_browser_somebody_left_open_cannot_take_the_account_to_another_address(cast: Cast, client_of) -> None:
    browser = client_of(cast.zoe)
    answer = browser.post(PAGE, {"action_add": "", "email": "thief@example.org"})
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="thief@example.org").exists()


def test_with_the_password_once_more_the_address_is_added(cast: Cast, client_of) -> None:
    browser = client_of(cast.zoe)
    asked = browser.post(PAGE, {"action_add": "", "email": "zoe.home@example.org"})
    browser.post(asked.url, {"password": PASSWORD})
    assert EmailAddress.objects.filter(user=cast.zoe, email="zoe.home@example.org", verified=False).exists()


def test_the_old_address_is_told_of_the_new_one(browser: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.zoe, email="zoe.home@example.org", verified=True)
    browser.post(PAGE, {"action_primary": "", "email": "zoe.home@example.org"})
    assert "If it was not, please choose a new password" in letters_to("zoe@example.org")[-1]

"""E-mail addresses: a second one, the first one, and one that is somebody else's."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from lms.accounts.models import User
from tests.accounts.doors import letters_to, link, sign_in
from tests.cast import Cast
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/email/"


@pytest.fixture
def browser(cast: Cast) -> Client:
    client = Client()
    sign_in(client, cast.zoe.email)
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
    add(browser, "begun@example.org")
    answer = browser.post(link(letters_to("begun@example.org")[-1], "confirm-email"), follow=True)
    assert (answer.status_code, User.objects.get(pk=inside.pk).email) == (200, None)


def test_adding_a_known_address_tells_nothing(browser: Client, cast: Cast) -> None:
    known, unknown = (
        browser.post(PAGE, {"action_add": "", "email": address}) for address in (cast.amir.email, "no@example.org")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)

"""Limits count by account: a classroom or a prison is one address, and one account is one person."""

import pytest
from django.test import Client

from lms.settings import base
from tests.accounts.doors import is_signed_in, sign_in, sign_up
from tests.cast import Cast
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


def test_a_class_of_thirty_signs_in_from_one_address_at_once() -> None:
    people, browsers = UserFactory.create_batch(30), [Client() for _ in range(30)]
    for person, browser in zip(people, browsers, strict=True):
        sign_in(browser, person.email)
    assert all(is_signed_in(browser) for browser in browsers)


def test_a_class_of_thirty_signs_up_from_one_address_at_once() -> None:
    answers = [sign_up(Client(), email=f"class.{n}@example.org") for n in range(30)]
    assert {answer.status_code for answer in answers} == {302}


def test_the_sixth_try_on_one_account_is_refused_even_with_the_right_password(client: Client, cast: Cast) -> None:
    for _ in range(5):
        sign_in(client, cast.zoe.email, "not-the-password")
    answer = sign_in(client, cast.zoe.email)
    assert "wrong too many times" in str(answer.context["form"].non_field_errors())
    assert not is_signed_in(client)


def test_the_tries_of_one_account_do_not_count_for_its_neighbour(client: Client, cast: Cast) -> None:
    for _ in range(6):
        sign_in(client, cast.zoe.email, "not-the-password")
    assert sign_in(client, cast.amir.email).url == "/learn/"


def test_a_right_password_uses_up_no_try(client: Client, cast: Cast) -> None:
    for _ in range(8):
        sign_in(Client(), cast.zoe.email)
    assert sign_in(client, cast.zoe.email).url == "/learn/"


def test_the_sixth_reset_letter_in_an_hour_is_refused(client: Client, cast: Cast) -> None:
    asked = [client.post("/accounts/password/reset/", {"email": cast.zoe.email}) for _ in range(6)]
    assert [answer.status_code for answer in asked] == [302] * 5 + [429]

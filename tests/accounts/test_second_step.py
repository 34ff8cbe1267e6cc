"""Two-step sign-in from setting up to signing in with a code."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests.accounts.doors import is_signed_in, sign_in
from tests.cast import NOW, Cast
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def set_up(browser: Client) -> str:
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret: str = browser.get("/accounts/2fa/totp/activate/").context["form"].secret
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return secret


def test_setting_it_up_opens_the_admin_and_asks_for_a_code_next_time(settings, cast: Cast) -> None:
    settings.MFA_REQUIRED = True
    browser, later = Client(), Client()
    sign_in(browser, cast.office.email)
    set_up(browser)
    assert browser.get("/cms/").status_code == 200
    assert sign_in(later, cast.office.email).url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(later)


def test_the_code_lets_in_and_leads_where_the_day_begins(cast: Cast, time_machine) -> None:
    time_machine.move_to(NOW)
    browser, later = Client(), Client()
    sign_in(browser, cast.office.email)
    secret = set_up(browser)
    time_machine.shift(60)  # a code is good once
    sign_in(later, cast.office.email)
    answer = later.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert (answer.url, is_signed_in(later)) == ("/cms/", True)


def test_recovery_codes_come_with_it(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zoe.email)
    set_up(client)
    kinds = Authenticator.objects.filter(user=cast.zoe).values_list("type", flat=True)
    assert set(kinds) == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}

"""Looking after one's own account, in a browser."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.factories.people import PASSWORD
from tests.journeys.axe import assert_accessible
from tests.journeys.watch import PageFor

OWN_PAGES = ["", "details/", "second-step/", "email/", "password/change/", "2fa/", "logout/", "confirm-email/"]


def test_pages_of_ones_own_account_are_accessible(page_for: PageFor, cast: Cast, photograph: Callable) -> None:
    page = page_for(user=cast.zoe)
    for address in OWN_PAGES:
        page.goto(f"/accounts/{address}")
        assert_accessible(page)
        photograph(page, f"account-{address.replace('/', '-')}360")


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_missing_is_said_beside_the_field_and_in_a_summary_that_leads_there(
    page_for: PageFor, photograph: Callable, javascript: bool
) -> None:
    page = page_for(javascript=javascript)
    page.goto("/accounts/signup/")
    page.get_by_role("button", name="Create my account").click()
    assert_accessible(page)
    photograph(page, f"signup-errors-javascript-{javascript}")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Your full name")).to_be_focused()


def test_a_password_can_be_shown_and_is_sent_as_a_password(page_for: PageFor) -> None:
    page = page_for()
    page.goto("/accounts/login/")
    page.get_by_label("Password", exact=True).fill("three words here")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "password")


def test_two_step_sign_in_is_set_up_used_and_turned_off(page_for: PageFor, cast: Cast, photograph: Callable) -> None:
    page = page_for()
    sign_in(page, cast.zoe.email)
    secret = set_up_the_app(page, photograph)
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    sign_in(page, cast.zoe.email)
    look(page, photograph, "mfa-code")
    give_code(page, secret, "Sign in")
    turn_the_app_off(page, photograph)


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def prove_it_is_still_you(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def set_up_the_app(page: Page, photograph: Callable) -> str:
    page.goto("/accounts/2fa/totp/activate/")
    prove_it_is_still_you(page)
    look(page, photograph, "mfa-set-up")
    secret = page.locator("code").inner_text()
    give_code(page, secret, "Turn it on")
    look(page, photograph, "mfa-recovery-codes")
    page.goto("/accounts/2fa/")
    look(page, photograph, "mfa-on")
    return secret


def turn_the_app_off(page: Page, photograph: Callable) -> None:
    page.goto("/accounts/2fa/totp/deactivate/")
    prove_it_is_still_you(page)
    look(page, photograph, "mfa-turn-off")
    page.get_by_role("button", name="Turn it off").click()
    expect(page.get_by_role("main")).to_contain_text("Two-step sign-in is off.")


def give_code(page: Page, secret: str, button: str) -> None:
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    page.locator("[name=code]").fill(code)
    page.get_by_role("main").get_by_role("button", name=button).click()


def look(page: Page, photograph: Callable, name: str) -> None:
    assert_accessible(page)
    photograph(page, name)

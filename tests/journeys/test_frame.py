"""The frame of every page, in a browser: ways around, ways out, colours."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import assert_accessible, violations_of
from tests.journeys.watch import PageFor

ENTRANCE = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/no-such-page/"]


@pytest.mark.parametrize("address", ENTRANCE)
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_before_signing_in_are_accessible_in_both_themes(page_for: PageFor, address: str, width: int) -> None:
    for dark in (False, True):
        page = page_for(width=width, dark=dark)
        page.goto(address)
        assert_accessible(page)


def test_a_page_without_javascript_can_be_judged_too(page_for: PageFor) -> None:
    page = page_for(javascript=False)
    page.goto("/accounts/login/")
    assert_accessible(page)


def test_the_judge_finds_a_picture_without_words_and_a_page_too_wide(page_for: PageFor) -> None:
    page = page_for()
    page.goto("/accounts/login/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"data:,\"><canvas width=\"900\"></canvas>'")
    found = " ".join(violations_of(page))
    assert "image-alt" in found
    assert "wide in a window of 360 px" in found


def test_the_skip_link_is_the_first_stop_and_leads_to_the_main_part(page_for: PageFor) -> None:
    page = page_for()
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_leaving_the_site_takes_the_page_out_of_the_history(page_for: PageFor, settings) -> None:
    settings.SAFE_EXIT_URL = "/accounts/password/reset/"
    page = page_for()
    page.goto("/accounts/signup/")
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url("**/password/reset/")
    page.go_back()
    assert page.url.endswith("/accounts/signup/")


def test_leaving_the_site_works_without_javascript(page_for: PageFor, settings) -> None:
    settings.SAFE_EXIT_URL = "/accounts/password/reset/"
    page = page_for(javascript=False)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Leave this site").click()
    assert page.url.endswith("/accounts/password/reset/")


def test_colours_are_remembered_from_page_to_page(page_for: PageFor) -> None:
    page = page_for()
    page.goto("/accounts/login/")
    page.get_by_role("radio", name="Dark").check()
    page.goto("/accounts/signup/")
    assert paper(page) == "rgb(20, 25, 30)"


def test_without_javascript_the_colours_follow_the_device_and_offer_no_switch(page_for: PageFor) -> None:
    page = page_for(javascript=False, dark=True)
    page.goto("/accounts/login/")
    expect(page.get_by_role("group", name="Colours")).to_be_hidden()
    assert paper(page) == "rgb(20, 25, 30)"


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")

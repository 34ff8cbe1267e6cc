"""A real browser against a live server.

`page_for()` opens a page as a learner on a phone sees it; `page_for(javascript=False, width=1280, dark=True, user=zoe)`
as others do. Addresses are relative: `page.goto("/courses/")`. When the test ends, it fails if any of its pages broke
the content policy, threw, missed a file or fetched from elsewhere. `assert_accessible(page)` is in tests.journeys.axe.
`photograph(page, "home")` keeps a picture when SCREENSHOTS names a folder.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from lms.accounts.models import User
from tests.journeys.axe import TWINS
from tests.journeys.watch import PageFor, Watch

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Quiet and alone: nothing is asked of any server but ours.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SETTLED = {"reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "Europe/London"}
HERE = Path(__file__).parent
expect.set_options(timeout=15_000)  # a busy machine is no defect of ours


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys of this process; none is a failure, never a skip."""
    # The browser's own event loop runs in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        try:
            started = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        except Error as error:
            pytest.fail(f"No browser starts at {CHROMIUM}. Install chromium, or name one in CHROMIUM.\n{error}")
        yield started
        started.close()


@pytest.fixture
def page_for(browser: Browser, live_server: LiveServer) -> Iterator[PageFor]:
    """Return a function that opens a page in a new, empty browser profile."""
    watch, opened = Watch(live_server.url), []

    def open_page(
        *, javascript: bool = True, width: int = 360, dark: bool = False, user: User | None = None, watched: bool = True
    ) -> Page:
        options = {
            "base_url": live_server.url,
            "java_script_enabled": javascript,
            "viewport": {"width": width, "height": 780},
            "color_scheme": "dark" if dark else "light",
            **SETTLED,
        }
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        opened.append(context)
        sign_in(context, live_server.url, user)
        page = context.new_page()
        if not javascript:
            opened.append(browser.new_context(**options | {"java_script_enabled": True}))
            TWINS[page] = opened[-1].new_page()
        return watch.over(page) if watched else page

    yield open_page
    for context in opened:
        context.close()
    assert not watch.complaints, "\n".join(watch.complaints)


def sign_in(context: BrowserContext, home: str, user: User | None) -> None:
    """Give the browser the session of `user`, without the way through the sign-in page."""
    if user is None:
        return
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": home, "httpOnly": True}])


@pytest.fixture
def photograph() -> Callable[[Page, str], None]:
    """Return a function that keeps a picture of the whole page when SCREENSHOTS names a folder."""

    def keep(page: Page, name: str) -> None:
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep

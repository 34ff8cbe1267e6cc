"""Every page of the access matrix, in a browser: judged by axe-core, and never wider than its window.

By default as a stranger and as a learner on a phone; with PROVE=1 as everybody, at three widths, in both themes. A page
is fetched once and then shown in each look, as it is when somebody turns their phone or dims the screen.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize

from tests.access.columns import APPOINTED, ROLES
from tests.access.matrix import ROWS
from tests.access.row import Row
from tests.access.world import World
from tests.journeys.axe import assert_accessible
from tests.journeys.watch import PageFor

# What a page looks like does not depend on the database: once is enough.
FULL = os.environ.get("PROVE") == "1" and connection.vendor == "sqlite"
LOOKS = [(width, dark) for width in (320, 768, 1280) for dark in (False, True)] if FULL else [(360, False)]
PEOPLE = (*ROLES, *APPOINTED) if FULL else ("stranger", "learner")

# Answers that are no page of ours: files, figures, redirects; and the admin, which Wagtail draws.
NO_PAGES = (
    "core:",
    "api:",
    "sitemap",
    "media",
    "demo:mailbox-html",
    "coursepacks:download",
    "office",
    "cms-",
    "wagtail-login",
)
FILES = ("-csv", "-pdf", "-json", "-example", "-text", "-file")
ADMIN = ("wagtailadmin", "assessments_", "content_", "courses_")


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_is_accessible(
    role: str, page_for: PageFor, transactional_db: None, photograph: Callable[[Page, str], None]
) -> None:
    world = World()
    page = page_for(user=world.in_columns[role])
    for name, address in pages_of(role, world):
        page.goto(address)
        for width, dark in LOOKS:
            show(page, width, dark=dark)
            assert_accessible(page)
            photograph(page, f"{role}-{width}-{'dark' if dark else 'light'}-{name}")


def show(page: Page, width: int, *, dark: bool) -> None:
    """Turn the page to this width and theme, and wait until it is drawn so."""
    page.set_viewport_size(ViewportSize(width=width, height=780))
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def pages_of(role: str, world: World) -> Iterator[tuple[str, str]]:
    """Yield the name and address of every page that answers this role with a page of ours, refusals included."""
    for row in ROWS:
        if is_page(row) and isinstance(row.answers[role], int):
            yield str(row).replace(":", "-").replace(" ", "-"), reverse(row.name, args=row.args(world))


def is_page(row: Row) -> bool:
    return row.method == "get" and not row.name.startswith(NO_PAGES + ADMIN) and not row.name.endswith(FILES)


def test_the_walk_covers_the_pages_of_a_learner(transactional_db: None) -> None:
    names = [name for name, _address in pages_of("learner", World())]
    assert {"dashboards-home", "courses-page-lesson", "assessments-question", "certificates-note"} <= {
        name.replace("-get", "") for name in names
    }

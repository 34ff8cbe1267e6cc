"""robots.txt, and the header that says the same on the pages themselves."""

import pytest
from django.urls import get_resolver

from lms.core.views.robots import CLOSED, may_be_indexed

PUBLIC_AREAS = {"/courses/", "/media/", "/verify/", "/start-up/", "/events/", "/learn/"}


def test_crawlers_learn_where_the_map_is_and_where_not_to_go(client, settings):
    settings.SITE_URL = "https://training.example"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /cms/", "Disallow: /learn/", "Disallow: /accounts/", "Disallow: /review/"} <= set(lines)
    assert lines[-1] == "Sitemap: https://training.example/sitemap.xml"


def test_the_answer_is_plain_text_that_nobody_writes_to(client):
    assert client.get("/robots.txt")["Content-Type"] == "text/plain; charset=utf-8"
    assert client.post("/robots.txt").status_code == 405


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/courses/introduction-to-smart/", True),
        ("/privacy/", True),
        ("/verify/", True),
        ("/verify/7K2M/", False),
        ("/enrol/", False),
        ("/enrol/7K2M/", False),
        *((area, False) for area in CLOSED),
    ],
)
def test_pages_about_somebody_are_not_indexed(path, may):
    assert may_be_indexed(path) is may


def test_every_area_of_ours_is_closed_or_meant_for_the_public():
    areas = {f"/{part.pattern}".replace("^", "") for part in get_resolver().url_patterns}
    folders = {f"/{area.split('/')[1]}/" for area in areas if area.count("/") > 1}
    assert folders - set(CLOSED) <= PUBLIC_AREAS | {"/_util/"}


@pytest.mark.parametrize("path", ["/accounts/login/", "/learn/", "/cms/"])
def test_what_is_closed_says_so_itself(path, client, db):
    assert client.get(path)["X-Robots-Tag"] == "noindex"


def test_a_public_page_may_be_indexed_as_strangers_see_it(client, client_of, cast):
    assert "X-Robots-Tag" not in client.get("/courses/").headers
    assert client_of(cast.zoe).get("/courses/")["X-Robots-Tag"] == "noindex"

"""The site map: what everybody may find, under the address people know us by, and nothing else."""

import re

import pytest
from wagtail.models import Page

from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


def listed(client) -> list[str]:
    return re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def test_the_map_lists_the_pages_everybody_may_read(client, settings):
    settings.SITE_URL = "https://training.example"
    course = CourseFactory(questions=1)
    ours = ["/", "/privacy/", "/accessibility/", "/courses/", f"/courses/{course.slug}/"]
    assert {f"https://training.example{path}" for path in ours} <= set(listed(client))


def test_every_address_on_the_map_opens_for_a_stranger(client):
    CourseFactory(questions=1)
    assert {client.get(address).status_code for address in listed(client)} == {200}


def test_nothing_inside_a_course_is_on_the_map(client):
    course = CourseFactory(modules=2, questions=1)
    inside = {page.url for page in course.get_descendants()}
    assert not {address.removeprefix("http://testserver") for address in listed(client)} & inside
    assert len(inside) == 7


def test_what_is_not_published_is_not_on_the_map(client):
    page = Page.objects.get(slug="privacy")
    page.specific.unpublish()
    assert not any("privacy" in address or "start-smart" in address for address in listed(client))


def test_the_map_is_the_same_for_everybody(client, client_of, cast):
    CourseFactory()
    assert listed(client) == listed(client_of(cast.editor))


def test_the_map_is_xml_that_nobody_writes_to(client):
    assert client.get("/sitemap.xml")["Content-Type"] == "application/xml"
    assert client.post("/sitemap.xml").status_code == 405


@pytest.mark.parametrize("page", ["0", "2", "nothing", "%00"])
def test_a_page_of_the_map_that_is_not_there_is_not_found(page, client):
    assert client.get(f"/sitemap.xml?p={page}").status_code == 404

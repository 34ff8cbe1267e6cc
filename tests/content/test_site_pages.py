"""The pages every site must have: made once, never over what editors wrote, and readable by anybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from content.models import HomePage, StandardPage
from content.site_pages import load_site_pages

pytestmark = pytest.mark.django_db


def test_the_home_page_is_the_root_of_the_one_site():
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get()
    assert site.is_default_site


def test_the_welcome_page_of_the_framework_is_gone():
    assert list(Page.objects.filter(depth=2).values_list("slug", flat=True)) == ["home"]


@pytest.mark.parametrize("address", ["/", "/privacy/", "/accessibility/"])
def test_anybody_reads_them(address, client):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


def test_the_home_page_has_two_doors_and_steps(client):
    page = client.get("/").content.decode()
    assert 'href="/courses/"' in page
    assert 'href="/enrol/"' in page
    assert page.count("<li>") >= 3


def test_loading_again_makes_nothing_new():
    before = Page.objects.count()
    load_site_pages()
    assert (Page.objects.count(), HomePage.objects.count(), Site.objects.count()) == (before, 1, 1)


def test_loading_again_changes_nothing():
    before = list(Page.objects.values_list("pk", "latest_revision", "title"))
    with CaptureQueriesContext(connection) as asked:
        load_site_pages()
    assert list(Page.objects.values_list("pk", "latest_revision", "title")) == before
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("model", [HomePage, StandardPage])
def test_loading_again_keeps_what_editors_wrote(model):
    page = model.objects.first()
    page.title = "Ours"
    page.save_revision().publish()
    load_site_pages()
    assert model.objects.get(pk=page.pk).title == "Ours"


def test_a_page_no_editor_has_touched_gets_our_present_words():
    HomePage.objects.update(nominated_text="As it was.", steps=[])
    StandardPage.objects.filter(slug="privacy").update(body=[("text", "<p>No organisation is connected.</p>")])
    load_site_pages()
    home, privacy = HomePage.objects.get(), StandardPage.objects.get(slug="privacy")
    assert "type the code" in home.nominated_text
    assert len(home.steps[0].value) == 3
    assert "The organisation whose training place you took up" in str(privacy.body)


def test_a_draft_that_an_editor_began_is_kept_too():
    HomePage.objects.update(lead="As it was.")
    HomePage.objects.get().save_revision()
    load_site_pages()
    assert HomePage.objects.get().lead == "As it was."


def test_a_plain_page_that_is_missing_comes_back():
    StandardPage.objects.get(slug="privacy").delete()
    load_site_pages()
    assert StandardPage.objects.filter(slug="privacy").exists()


def test_an_editor_changes_a_plain_page_and_everybody_reads_it(client):
    page = StandardPage.objects.get(slug="privacy")
    page.title = "Your data"
    page.save_revision().publish()
    assert "Your data" in client.get("/privacy/").content.decode()


def test_a_page_below_a_plain_page_is_served(client):
    parent = StandardPage.objects.get(slug="privacy")
    parent.add_child(instance=StandardPage(title="Cookies", body=[("text", "<p>None of others.</p>")]))
    assert "None of others." in client.get("/privacy/cookies/").content.decode()


def test_plain_pages_say_where_to_write_to_us(client, settings):
    settings.CONTACT_EMAIL = "help@training.example"
    StandardPage.objects.get(slug="privacy").delete()
    load_site_pages()
    assert "mailto:help@training.example" in client.get("/privacy/").content.decode()

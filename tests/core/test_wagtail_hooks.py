"""The Wagtail admin of our staff: what each of them finds there, and nothing that leads nowhere."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu

from content.models import HomePage
from courses.models import CoursePage

pytestmark = pytest.mark.django_db


def names(menu, person):
    request = RequestFactory().get(reverse("wagtailadmin_home"))  # resolving registers the viewsets, too
    request.user = person
    return {item.name for item in menu.menu_items_for_request(request)}


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (
            "editor",
            {
                "explorer",
                "library",
                "word-lists",
                "settings",
                "question-bank",
                "manuals",
                "images",
                "documents",
                "reports",
            },
        ),
        (
            "office",
            {"users", "partners", "awards", "manuals", "trainers", "question-bank", "messages", "reports", "settings"},
        ),
    ],
)
def test_each_role_finds_its_own_work_in_the_menu(who, found, cast):
    assert names(admin_menu, getattr(cast, who)) == found | {"help", "see-the-site"}


def test_reports_and_help_hold_what_an_editor_may_act_upon(cast):
    about_pages = {"locked-pages", "site-history", "aging-pages", "language"}
    assert names(reports_menu, cast.editor) == about_pages | {"workflows", "workflow-tasks"}
    assert names(help_menu, cast.editor) == {"guide", "keyboard-shortcuts-trigger"}


@pytest.mark.parametrize(("who", "searches"), [("editor", True), ("office", False)])
def test_home_greets_and_offers_a_search_of_pages_to_whoever_has_pages(who, searches, cast, client_of):
    person = getattr(cast, who)
    page = client_of(person).get("/cms/").content.decode()
    assert f"Welcome, {person.get_short_name()}" in page
    assert ("Search all pages" in page) is searches


def test_central_office_finds_the_second_reader_among_the_settings(cast):
    assert names(settings_menu, cast.office) == {"workflows", "workflow-tasks"}


@pytest.mark.parametrize(("model", "asks"), [(CoursePage, True), (HomePage, False)])
def test_an_editor_saves_a_draft_first_may_publish_and_may_ask_a_second_reader_about_courses(
    model, asks, cast, client_of
):
    address = reverse("wagtailadmin_pages:edit", args=[model.objects.first().pk])
    form = BeautifulSoup(client_of(cast.editor).get(address).content, "html.parser")
    found = [" ".join(one.get_text(" ").split()) for one in form.select("footer button, footer input[type=submit]")]
    assert "Save draft" in found[0]
    assert "Publish" in found
    assert ("Submit to Second reader" in found) is asks


def test_a_signed_in_editor_finds_one_way_into_the_admin(cast, client_of):
    assert client_of(cast.editor).get("/courses/", follow=True).content.decode().count('href="/cms/"') == 1


@pytest.mark.parametrize(("who", "leads"), [("office", [True, True]), ("editor", [False, False])])
def test_home_leads_central_office_to_people_and_messages(who, leads, cast, client_of):
    page = client_of(getattr(cast, who)).get("/cms/").content.decode()
    assert [f'<a href="{reverse(name)}">' in page for name in ("wagtailusers_users:index", "messages:index")] == leads

"""Wagtail's content check knows our words: those that apply where the page stands, and what is allowed on it."""

import json
import re

import pytest
from django.urls import reverse

from content.models import WordList
from content.views.checker import LanguageCheckerItem
from courses.models import LessonPage
from tests.content.writing import LABEL, allow, form_of, plain_page
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
CONFIGURATION = re.compile(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', re.DOTALL)


def configured(client, page) -> dict:
    """Return what the editor of `page` tells the check."""
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return json.loads(CONFIGURATION.search(shown)[1])


def names(configuration) -> str:
    return " ".join(message["error_name"] for message in configuration["messages"].values())


def test_the_editor_flags_each_word_with_reason_and_alternative(client_of, cast):
    messages = configured(client_of(cast.editor), plain_page())["messages"].values()
    helps = {message["error_name"]: message["help_text"] for message in messages}
    assert helps["“addict”: Labels a person"].startswith("Names a whole person after one thing they do. Instead: a per")


def test_every_rule_is_run_and_has_its_check(client_of, cast):
    found = configured(client_of(cast.editor), plain_page())
    ours = {rule["id"]: rule for rule in found["spec"]["rules"] if rule["id"].startswith("watched-word-")}
    checks = {check["id"] for check in found["spec"]["checks"]}
    assert set(ours) <= set(found["options"]["runOnly"])
    assert all(set(rule["any"]) <= checks for rule in ours.values())


def test_a_list_of_a_programme_is_known_in_its_course_alone(client_of, cast):
    strict = CourseFactory(awarding=True)
    strict.programme.word_list = WordList.objects.get(key="start-smart")
    strict.programme.save()
    lessons = [LessonPage.objects.descendant_of(course).first() for course in (strict, CourseFactory())]
    known = ["addictive" in names(configured(client_of(cast.editor), lesson)) for lesson in lessons]
    assert known == [True, False]


def test_what_is_allowed_on_the_page_is_passed_on():
    page = plain_page()
    allow(page)
    checks = LanguageCheckerItem(page).get_axe_custom_checks(None)
    assert [check["options"]["allowed"] for check in checks if check.get("options", {}).get("allowed")] == [[LABEL]]


def test_without_a_page_the_general_words_are_known():
    assert LanguageCheckerItem(None).words


def test_only_the_preview_beside_the_editor_brings_the_check(client_of, cast):
    page = plain_page()
    client = client_of(cast.editor)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(address, form_of(LABEL))
    beside = client.get(address, {"in_preview_panel": "true"})
    assert "lms/js/admin-language.js" in beside.content.decode()
    assert "wagtail-userbar" not in client.get(page.url).content.decode()

"""The content policy and the counting of requests."""

import pytest
from django.urls import reverse
from prometheus_client import REGISTRY
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.models import LessonPage
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/courses/", "/accounts/login/", "/nowhere/", "/demo/mailbox/"])
def test_the_site_allows_nothing_inline_and_nothing_from_elsewhere(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_admin_alone_may_use_inline_script(cast, client_of):
    policy = client_of(cast.editor).get("/cms/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy


def form_of(lesson):
    empty = {"body": streamfield([]), "outcomes": streamfield([]), "comments": inline_formset([])}
    return nested_form_data({"title": lesson.title, "slug": lesson.slug, "minutes": 5, **empty})


def edit_form(lesson: LessonPage) -> dict[str, str]:
    """Return what the admin's form of a lesson posts."""
    empty = {"body": streamfield([]), "outcomes": streamfield([]), "comments": inline_formset([])}
    return nested_form_data({"title": lesson.title, "slug": lesson.slug, "minutes": 5, **empty})


def test_the_admin_may_frame_the_preview_of_a_page(cast, client_of):
    lesson = LessonPage.objects.descendant_of(CourseFactory()).first()
    address, editor = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk]), client_of(cast.editor)
    assert editor.post(address, form_of(lesson)).json()["is_available"]
    preview = editor.get(address)
    assert lesson.title in preview.content.decode()
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_requests_are_counted_by_view_not_by_address(client):
    labels = {"method": "GET", "view": "core:healthz", "status": "200"}
    before = REGISTRY.get_sample_value("http_requests_total", labels) or 0
    client.get("/healthz")
    assert REGISTRY.get_sample_value("http_requests_total", labels) == before + 1


def test_a_method_somebody_invents_makes_no_series_of_its_own(client):
    client.generic("FANCY", "/healthz")
    assert REGISTRY.get_sample_value(
        "http_requests_total", {"method": "other", "view": "core:healthz", "status": "405"}
    )
    series = {sample.labels.get("method") for metric in REGISTRY.collect() for sample in metric.samples}
    assert "FANCY" not in series


@pytest.mark.parametrize("address", ["/learn/", "/accounts/", "/courses/", "/"])
def test_what_a_signed_in_person_was_shown_is_kept_by_nobody(cast, client_of, address):
    assert client_of(cast.zoe).get(address).headers["Cache-Control"] == "private, no-store"


def test_what_everybody_is_shown_may_be_kept(client):
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")

"""When something is not found, not allowed, or went wrong: a page that says what to do next."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path


def broken(request) -> HttpResponse:
    raise DatabaseError


def forbidden(request) -> HttpResponse:
    raise PermissionDenied("This page is for people who look after the platform.")


class Urls:
    """Our addresses and two that fail."""

    urlpatterns = [path("broken/", broken), path("forbidden/", forbidden), path("", include("lms.urls"))]
    handler403 = "lms.core.views.errors.forbidden"
    handler500 = "lms.core.views.errors.server_error"


@pytest.fixture
def visitor(db) -> Client:
    with override_settings(ROOT_URLCONF=Urls):
        yield Client(raise_request_exception=False)


def test_a_page_that_is_not_there_offers_ways_on(visitor):
    response = visitor.get("/nowhere/")
    assert response.status_code == 404
    assert 'href="/courses/"' in response.content.decode()


def test_a_page_that_is_not_allowed_gives_the_reason(visitor):
    response = visitor.get("/forbidden/")
    assert response.status_code == 403
    assert "for people who look after the platform" in response.content.decode()


def test_something_that_went_wrong_gives_a_reference_number(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = visitor.get("/broken/")
    assert response.status_code == 500
    assert len(response.context["reference"]) == 10
    assert response.context["reference"] in response.content.decode()


def test_even_a_broken_frame_leaves_a_reference_number(visitor, monkeypatch):
    monkeypatch.setattr("lms.core.views.errors.render_to_string", lambda *args: 1 / 0)
    assert "tell us this reference" in visitor.get("/broken/").content.decode()


def test_a_form_left_open_too_long_is_explained(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert "</html>" in response.content.decode()

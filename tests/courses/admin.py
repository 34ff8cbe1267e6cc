"""What the Wagtail admin posts when an editor saves a page."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.models import CoursePage


def course_form(course: CoursePage, *, after: tuple[CoursePage, ...] = (), **changes: Any) -> dict[str, Any]:
    """Return the form of a course that comes after the courses in `after`."""
    fields = {
        "title": course.title,
        "slug": course.slug,
        "summary": course.summary,
        "who_for": "",
        "about": rich_text("<p>About it.</p>"),
        "outcomes": streamfield([]),
        "access": course.access,
        "study_minutes": course.study_minutes,
        "minimum_age": course.minimum_age,
        "prerequisites": inline_formset([{"requires": one.pk} for one in after]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**fields, **changes})


def publish(client: Client, page: Page, form: dict[str, Any]) -> HttpResponse:
    """Press "Publish" on the form of `page`."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**form, "action-publish": "1"}, follow=True)

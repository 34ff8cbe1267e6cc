"""What the admin's pages about one course share: who may open them, the way there, and what packages above add."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import CoursePage


class OfCourseMixin(WagtailAdminTemplateMixin):
    """A page about one course, only for people who may publish this very course."""

    header_icon = "history"
    course: CoursePage

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        """Find the course; refuse whoever may not publish it."""
        self.course = get_object_or_404(CoursePage, pk=page_id)
        if not self.course.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the course, its editions, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailadmin_explore", args=[self.course.pk]), "label": self.course.title},
            *self.between(),
            {"url": "", "label": self.get_page_title(), "sublabel": self.course.title},
        ]

    def between(self) -> list[dict[str, Any]]:
        """Return what stands between the course and this page."""
        return [{"url": editions_url(self.course), "label": _("Editions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the course, too."""
        return {**super().get_context_data(**kwargs), "course": self.course}


def panels_about(request: HttpRequest, course: CoursePage) -> list[Component]:
    """Return what packages above know of a course and its editions, such as who is on which.

    They register a function (request, course, panels) for the hook `construct_editions_page`, which adds to the list.
    """
    panels: list[Component] = []
    for construct in hooks.get_hooks("construct_editions_page"):
        construct(request, course, panels)
    return panels


def editions_url(course: CoursePage) -> str:
    """Return the address of the list of editions of `course`."""
    return reverse("courses_editions", args=[course.pk])


def publish_url(course: CoursePage) -> str:
    """Return the address of the page that publishes the next edition of `course`."""
    return reverse("courses_publish_edition", args=[course.pk])

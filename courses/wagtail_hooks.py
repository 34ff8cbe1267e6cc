"""What courses adds to the Wagtail admin: "Publish edition", and deleting refused in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.deletion import why_not_delete
from courses.models import CoursePage
from courses.views.editions import PublishEditionView


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the page that publishes an edition."""
    view = PublishEditionView.as_view()
    return [path("courses/<int:page_id>/publish-edition/", view, name="courses_publish_edition")]


@hooks.register("register_page_header_buttons")
def edition_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer "Publish edition" on a course to whoever may publish it."""
    if isinstance(page.specific_deferred, CoursePage) and page.permissions_for_user(user).can_publish():
        address = reverse("courses_publish_edition", args=[page.pk])
        yield Button(_("Publish edition"), address, icon_name="history", priority=5)


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why a page that people are learning with stays, instead of failing on the database's refusal."""
    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    return _refuse(request, objects) if action_type == "delete" else None


def _refuse(request: HttpRequest, objects: Iterable[Any]) -> HttpResponse | None:
    for page in objects:
        sentence = why_not_delete(page) if isinstance(page, Page) else ""
        if sentence:
            messages.error(request, sentence)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action(
        "courses.publish_edition", gettext_lazy("Publish an edition"), gettext_lazy("Edition published")
    )

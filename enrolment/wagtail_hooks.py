"""Wagtail asks enrolment before it serves a page, and learns the names of our audit actions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from enrolment.gate import open_page


@hooks.register("before_serve_page")
def ask_the_gate(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse | None:
    """Stop whoever may not read this page."""
    return open_page(page, request)


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action("enrolment.self_enrol", _("Enrol on a course"), _("Enrolled by own choice"))
    actions.register_action("enrolment.complete", _("Complete a course"), _("Course completed"))

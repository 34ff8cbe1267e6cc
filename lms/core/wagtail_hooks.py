"""Wagtail's admin in our colours, without entries that lead our staff nowhere."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

# Page types are developers' business.
LEFT_OUT_OF_REPORTS = {"page-types-usage"}


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """Load our colours after Wagtail's own."""
    return format_html('<link rel="stylesheet" href="{}">', static("lms/css/admin.css"))


@hooks.register("construct_reports_menu")
def tidy_reports(request: HttpRequest, items: list[Any]) -> None:
    """Keep the reports an editor may act upon."""
    items[:] = [item for item in items if item.name not in LEFT_OUT_OF_REPORTS]


@hooks.register("construct_help_menu")
def tidy_help(request: HttpRequest, items: list[Any]) -> None:
    """Keep the guide and the shortcuts, without the badge that asks to read news for developers."""
    items[:] = [plain_item(item) for item in items if not item.name.startswith("whats-new")]


def plain_item(item: Any) -> Any:
    """Return the same entry without Wagtail's "new" badge."""
    if item.name != "editor-guide":
        return item
    target = {"target": "_blank", "rel": "noreferrer"}
    return MenuItem(_("Guide for editors"), item.url, name="guide", icon_name="help", attrs=target, order=item.order)


@hooks.register("register_admin_menu_item")
def see_the_site() -> MenuItem:
    """Lead back to the site."""
    return MenuItem(_("See the site"), reverse("courses:index"), name="see-the-site", icon_name="view", order=20000)

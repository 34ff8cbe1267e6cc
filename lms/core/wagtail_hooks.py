"""Wagtail's admin in our colours."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """Load our colours after Wagtail's own."""
    return format_html('<link rel="stylesheet" href="{}">', static("lms/css/admin.css"))

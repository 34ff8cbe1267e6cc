"""How pages show their bodies."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from content.rendering import Slot, parts_of

register = template.Library()


@register.simple_tag
def body_parts(page: Any) -> tuple[SafeString | Slot, ...]:
    """Return the body of `page` in order: HTML, and slots that the page fills for its reader."""
    return parts_of(page)

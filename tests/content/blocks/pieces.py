"""Blocks outside any page: drawn, judged, and looked into."""

from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.blocks import Block


def drawn(block: Block, **value: Any) -> str:
    """Return the HTML of `block` with this value."""
    return str(block.render(block.normalize(value)))


def tags(html: str, selector: str) -> list[str]:
    """Return the words of each element that the CSS selector finds, blanks made single."""
    found = BeautifulSoup(html, "html.parser").select(selector)
    return [" ".join(element.get_text(" ").split()) for element in found]


def refused(block: Block, *, draft: bool = False, **value: Any) -> str:
    """Return the sentences with which this value is refused, for a draft or for publishing; "" when it is not."""
    clean = block.clean_deferred if draft else block.clean
    try:
        clean(block.normalize(value))
    except ValidationError as refusal:
        return str(refusal.as_json_data()) if hasattr(refusal, "as_json_data") else str(refusal)
    return ""

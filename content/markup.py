"""Markdown written in files (reference pages, demo courses) becomes the HTML that rich text blocks keep."""

import re

from markdown import markdown

HEADING_ONE = re.compile(r"<(/?)h1>")


def to_rich_text(source: str) -> str:
    """Return the Markdown `source` as the small HTML that Wagtail's rich text stores; its top heading is h2."""
    html = markdown(source.strip(), output_format="html", extensions=["sane_lists"])
    return HEADING_ONE.sub(r"<\1h2>", html)

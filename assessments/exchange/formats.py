"""A text in one of Moodle's four formats becomes safe HTML, or plain text where only that is offered."""

import re
from enum import StrEnum
from html import escape
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.drafts import Notes
from assessments.exchange.markup import is_formatted, plain_lines, safe
from assessments.exchange.plain import lines, one_line
from content.markup import to_rich_text

# Brackets and marks of quotation that nest cost the Markdown library minutes.
MOST_NESTED: Final = 40
LONGEST_MARKDOWN: Final = 10_000
FORMULA: Final = re.compile(r"\$\$|\\\(|\$[^$]*+\$")
COMMAND: Final = re.compile(r"\\[a-zA-Z(]|\$\$")


class Format(StrEnum):
    """How a text is written, by the names that GIFT has for it."""

    HTML = "html"
    MOODLE = "moodle"
    PLAIN = "plain"
    MARKDOWN = "markdown"


def html_of(text: str, written: Format, notes: Notes) -> str:
    """Return `text`, `written` in one of the formats, as safe HTML. Line ends count in all of them but HTML."""
    if FORMULA.search(text) and COMMAND.search(text):
        notes.add(_("A formula is shown as it was typed."))
    return safe(_markup_of(text, written, notes), notes)


def _markup_of(text: str, written: Format, notes: Notes) -> str:
    if written is Format.HTML:
        return text
    if written is Format.MARKDOWN:
        return _from_markdown(text, notes)
    # Moodle's own format is HTML whose line ends count.
    marked = escape(text, quote=False) if written is Format.PLAIN else text
    return re.sub(r"\n", "<br>", re.sub(r"\n{2,}", "<p>", marked.strip("\n")))


def _from_markdown(text: str, notes: Notes) -> str:
    if max(text.count("["), text.count(">")) <= MOST_NESTED and len(text) <= LONGEST_MARKDOWN:
        try:
            return to_rich_text(text)
        except RecursionError:
            pass
    notes.add(_("Its Markdown is too long or too nested, so its marks are shown as they were typed."))
    return _markup_of(text, Format.PLAIN, notes)


def lines_of(text: str, written: Format, notes: Notes) -> str:
    """Return `text` as plain lines; that formatting is lost is noted."""
    if written is Format.PLAIN:
        return lines(text)
    html = html_of(text, written, notes)
    if is_formatted(html.replace("<br>", "").replace("<p>", "")):
        notes.add(_("Bold, italic and lists are not offered in answers and gaps; their words stay."))
    return plain_lines(html)


def line_of(text: str, written: Format, notes: Notes) -> str:
    """Return `text` as one plain line, as `lines_of`."""
    return one_line(lines_of(text, written, notes))

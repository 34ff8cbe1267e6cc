"""The body of one part as plain HTML: its own words and its sheets, blank."""

from django.template.loader import render_to_string

from content.rendering import Slot
from lms.coursepacks.material import Material, Part

# On paper the answers to a question stand at the end of the lesson, not beside it.
SHEETS_ON_PAPER = {"check": "coursepacks/sheets/check.html"}


def body_html(part: Part, *, on_paper: bool) -> str:
    """Return what `part` says, as the site would draw it for nobody in particular, with blank sheets."""
    pieces = [_sheet(piece, on_paper=on_paper) if isinstance(piece, Slot) else str(piece) for piece in part.body]
    context = {"part": part, "pieces": pieces, "answers": _answers(part) if on_paper else ()}
    return render_to_string("coursepacks/parts/body.html", context)


def _sheet(slot: Slot, *, on_paper: bool) -> str:
    blank = f"content/blocks/{slot.kind}.html"
    template = SHEETS_ON_PAPER.get(slot.kind, blank) if on_paper else blank
    return render_to_string(template, {"value": slot.value})


def _answers(part: Part) -> list[Slot]:
    return [piece for piece in part.body if isinstance(piece, Slot) and piece.kind == "check"]


def addresses(material: Material) -> dict[str, Part]:
    """Return the parts by their address on the site, for links from one to another."""
    return {part.url: part for part in material.parts if part.url}

"""Draws a completion note as a PDF."""

from pathlib import Path

from django.utils.translation import gettext as _

from certificates.rules import Note
from lms.core.pdf import Draft, compose_pdf

STYLE = Path(__file__).parent / "pdf" / "note.css"


def note_draft(note: Note, *, product_name: str) -> Draft:
    """Return the PDF to be of `note`, as issued by `product_name`."""
    return compose_pdf(
        template="certificates/pdf/note.html",
        context={"note": note, "product_name": product_name},
        title=_("Completion note: %(course)s") % {"course": note.course},
        styles=(STYLE,),
    )

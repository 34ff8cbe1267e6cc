"""How the note looks: one page, whatever the name, with nothing to complain of."""

import io
import logging
from datetime import date

import pytest
from pypdf import PdfReader

from certificates.rendering import note_draft
from certificates.rules import Note

NAMES = ["Rowan Example", "Żaneta Kőszegi-Ștefănescu", "محمد عبد الله الأحمد", "Ŵ" * 150, "a " * 75]


def reader_of(name: str, course: str = "Introduction to SMART") -> PdfReader:
    draft = note_draft(Note(name, course, date(2026, 4, 20), 1), product_name="SMART Training")
    return PdfReader(io.BytesIO(draft.render()))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_fits_on_one_page_without_a_complaint(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        assert len(reader_of(name, "A long course title " * 12).pages) == 1
    assert caplog.records == []


def test_the_document_is_named_after_the_course() -> None:
    assert reader_of("Rowan Example").metadata.title == "Completion note: Introduction to SMART"


def test_markup_in_a_name_stays_text() -> None:
    assert "<b>Rowan</b> & Co" in reader_of("<b>Rowan</b> & Co").pages[0].extract_text()

"""How certificates and manuals look: the right letters in our own faces, tagged, and nothing to complain of."""

import io
import logging
import subprocess
from datetime import date

import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader

from certificates.models import Award, Manual
from certificates.rendering import certificate_draft, manual_draft
from certificates.rules import Certificate
from lms.core.pdf.letters import FONTS
from tests.core.test_pdf import difference, elements
from tests.factories.awards import CHAPTERS

BY = {"product_name": "SMART Training", "issuer": "UK SMART Recovery"}
NAMES = ["Rowan Example", "Żaneta Kőszegi-Ștefănescu", "محمد عبد الله الأحمد", "Ŵ" * 150, "a " * 75, "Anna-Lena " * 6]
LETTERS = ["Ŵ", "Ł", "Ż", "ș", "ő"]
SCALE = 10  # dots a point, so that a name of 44 points is large enough to compare
LEFT, TOP, WIDTH, HEIGHT = 750, 1715, 700, 620  # where the name stands, in dots


@pytest.fixture(autouse=True)
def complaints_are_errors(caplog: pytest.LogCaptureFixture):
    """Whatever WeasyPrint grumbles about is a defect of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


def certificate(name: str, *, programme: str = "SMART Recovery", course: str = "SMART Facilitator") -> bytes:
    words = Certificate(
        name=name,
        programme=programme,
        course=course,
        edition=3,
        issued_on=date(2026, 4, 20),
        serial="UKSR-2CD4-F6HX",
        address="https://training.example.org/verify/2CDFHJKMNPRTVWXY3456/",
        typed_at="training.example.org/verify/",
    )
    return certificate_draft(words, **BY).render()


def manual(name: str) -> bytes:
    award = Award(printed_name=name, programme_name="SMART Recovery", serial="UKSR-2CD4-F6HX")
    return manual_draft(Manual(title="Facilitator Manual", edition=2, body=CHAPTERS), award, **BY).render()


def fonts(pdf: bytes) -> set[str]:
    """Return the names of the embedded faces."""
    used = [page["/Resources"]["/Font"].get_object().values() for page in PdfReader(io.BytesIO(pdf)).pages]
    return {font.get_object()["/BaseFont"].partition("+")[2] for page in used for font in page}


def name_on_paper(pdf: bytes) -> Image.Image:
    """Return what is drawn where the name stands."""
    window = ["-x", str(LEFT), "-y", str(TOP), "-W", str(WIDTH), "-H", str(HEIGHT)]
    command = ["pdftoppm", "-r", str(72 * SCALE), "-gray", "-singlefile", *window, "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))


def drawn_by_freetype(letter: str) -> Image.Image:
    canvas = Image.new("L", (900, 900), 255)
    font = ImageFont.truetype(FONTS / "Inter-SemiBold.ttf", 44 * SCALE)
    ImageDraw.Draw(canvas).text((150, 150), letter, font=font, fill=0)
    return canvas


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_of_the_name_is_drawn_as_the_font_draws_it(letter: str) -> None:
    assert difference(name_on_paper(certificate(letter)), drawn_by_freetype(letter)) < 0.02


@pytest.mark.parametrize("name", NAMES)
def test_every_name_fits_on_one_page_beside_the_longest_titles(name: str) -> None:
    long = certificate(name, programme="A long programme " * 5, course="A long course title " * 12)
    assert len(PdfReader(io.BytesIO(long)).pages) == 1


def test_only_our_faces_are_embedded() -> None:
    ours = {"Inter", "Inter-Semi-Bold"}
    assert fonts(certificate("Zoë Ŵyn-Łukasz")) == fonts(manual("Zoë Ŵyn-Łukasz")) == ours
    assert fonts(certificate("محمد")) == {*ours, "Noto-Sans-Arabic-Semi-Bold"}


def test_the_qr_code_and_the_wordmark_have_words() -> None:
    figures = [element["/Alt"] for element in elements(certificate("Rowan")) if element.get("/S") == "/Figure"]
    assert sorted(figures) == ["QR code that leads to the page where this certificate can be checked", "SMART Training"]


def test_markup_in_a_name_stays_text() -> None:
    assert "<b>Rowan</b> & Co" in PdfReader(io.BytesIO(certificate("<b>Rowan</b> & Co"))).pages[0].extract_text()


def test_the_same_award_gives_the_same_bytes() -> None:
    assert certificate("Żaneta") == certificate("Żaneta")
    assert manual("Żaneta") == manual("Żaneta")


def test_a_manual_numbers_its_chapters_and_says_on_which_page_they_begin() -> None:
    lines = PdfReader(io.BytesIO(manual("Rowan Example"))).pages[1].extract_text().splitlines()
    contents = [line.replace(".", "").split() for line in lines if "..." in line]
    assert contents == [["1", "Before", "the", "meeting", "3"], ["2", "After", "the", "meeting", "4"]]


def test_a_manual_says_whose_it_is_on_every_page() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(manual("Zoë Ŵyn"))).pages]
    assert ["Personal copy of Zoë Ŵyn · UKSR-2CD4-F6HX" in text for text in pages] == [True] * 4


@pytest.mark.parametrize("name", NAMES)
def test_no_name_makes_a_manual_longer(name: str) -> None:
    assert len(PdfReader(io.BytesIO(manual(name))).pages) == 4

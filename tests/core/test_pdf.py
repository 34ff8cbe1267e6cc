"""PDFs: the right letters, the right fonts, tagged, deterministic, and nothing from elsewhere."""

import hashlib
import io
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.test import override_settings
from PIL import Image, ImageChops, ImageDraw, ImageFont
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from lms.core.pdf import PdfUnavailable, compose_pdf, render_pdf
from lms.core.pdf.letters import FONTS

LETTERS = ["Ŵ", "Ł", "Ż", "ș", "ő", "ŵ", "ż"]
PIXELS = 200  # size of a letter; at 72 dots an inch one point is one pixel


@pytest.fixture(autouse=True)
def complaints_are_errors(caplog: pytest.LogCaptureFixture):
    """Whatever WeasyPrint grumbles about is a defect of ours."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture
def pdf_of(tmp_path: Path):
    """Return a function that renders the given HTML as the content of a PDF."""
    config = {**engines.templates["django"], "DIRS": [str(tmp_path)]}
    config.pop("NAME", None)

    def make(content: str, **about) -> bytes:
        page = '{% extends "pdf/base.html" %}{% block content %}' + content + "{% endblock %}"
        (tmp_path / "page.html").write_text(page)
        with override_settings(TEMPLATES=[{**config, "BACKEND": "django.template.backends.django.DjangoTemplates"}]):
            return render_pdf(template="page.html", context={}, **{"title": "A page", **about})

    return make


def drawn_in_pdf(pdf: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "72", "-gray", "-singlefile", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))


def drawn_by_freetype(letter: str) -> Image.Image:
    canvas = Image.new("L", (600, 600), 255)
    font = ImageFont.truetype(FONTS / "Inter-SemiBold.ttf", PIXELS)
    ImageDraw.Draw(canvas).text((150, 150), letter, font=font, fill=0)
    return canvas


def ink(image: Image.Image) -> Image.Image:
    """Cut `image` to what is drawn, ink white and paper black, in one size."""
    drawn = image.convert("L").point(lambda value: 255 * (value < 128))
    return drawn.crop(drawn.getbbox()).resize((100, 100))


def elements(pdf: bytes) -> list[DictionaryObject]:
    """Return the structure elements of a tagged PDF, in no order."""
    reader = PdfReader(io.BytesIO(pdf))
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    return [found for found in objects if isinstance(found, DictionaryObject) and found.get("/Type") == "/StructElem"]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two letters, 0 (the same) to 1."""
    histogram = ImageChops.difference(ink(one), ink(other)).histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (255 * 100 * 100)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_drawn_as_the_font_draws_it(pdf_of, letter: str) -> None:
    page = pdf_of(f'<p style="font-size: 200pt; font-weight: 600; line-height: 2">{letter}</p>')
    assert difference(drawn_in_pdf(page), drawn_by_freetype(letter)) < 0.02


@pytest.mark.parametrize(("letter", "other"), [("Ŵ", "W"), ("Ł", "L"), ("Ż", "Z"), ("ș", "s"), ("ő", "ö"), ("ŵ", "w")])
def test_the_measure_sees_a_missing_accent(letter: str, other: str) -> None:
    assert difference(drawn_by_freetype(letter), drawn_by_freetype(other)) > 0.04


def test_only_our_fonts_are_used(pdf_of) -> None:
    reader = PdfReader(io.BytesIO(pdf_of("<h1>Ŵyn</h1><p>Łukasz, Żaneta, ő</p>")))
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object().values()
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts}
    assert names == {"Inter", "Inter-Semi-Bold"}


def test_the_same_input_gives_the_same_bytes(pdf_of) -> None:
    when = datetime(2026, 4, 20, tzinfo=UTC)
    assert pdf_of("<p>Żaneta</p>", created=when) == pdf_of("<p>Żaneta</p>", created=when)


DIGEST_OF_A_PAGE = """
import django, hashlib
django.setup()
from lms.core.pdf import render_pdf
print(hashlib.sha256(render_pdf(template="pdf/base.html", context={}, title="Ŵyn")).hexdigest())
"""


def output_of(program: str) -> str:
    """Return what `program` prints in a process of its own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.demo"}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_another_process_gives_the_same_bytes() -> None:
    here = render_pdf(template="pdf/base.html", context={}, title="Ŵyn")
    assert output_of(DIGEST_OF_A_PAGE).strip() == hashlib.sha256(here).hexdigest()


def test_threads_share_the_engine_and_agree(pdf_of) -> None:
    draft = compose_pdf(template="pdf/base.html", context={}, title="Shared")
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(lambda _: draft.render(), range(40)))
    assert len(results) == 1


def test_the_document_says_title_language_and_date(pdf_of) -> None:
    when = datetime(2026, 4, 20, 8, tzinfo=UTC)
    reader = PdfReader(io.BytesIO(pdf_of("<p>Text</p>", title="Nodyn", lang="cy", created=when)))
    assert (reader.metadata.title, reader.root_object["/Lang"]) == ("Nodyn", "cy")
    assert reader.metadata.creation_date == when


def test_another_word_or_style_gives_another_digest() -> None:
    def digest(**about) -> str:
        return compose_pdf(**{"template": "pdf/base.html", "context": {}, "title": "One", **about}).digest

    assert len({digest(), digest(), digest(title="Two"), digest(styles=[Path(__file__)])}) == 3


ELSEWHERE = ["https://example.org/a.png", "//example.org/a.png", "file:///etc/passwd", "lms/settings/base.py"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nothing_from_elsewhere_is_loaded(pdf_of, address: str) -> None:
    with pytest.raises(ValueError, match="only use files of this project"):
        pdf_of(f'<img src="{address}" alt="A picture">')


def test_our_own_pictures_are_loaded(pdf_of) -> None:
    page = pdf_of('<img src="lms/core/static/lms/wordmark.svg" alt="Our name">')
    assert [element["/Alt"] for element in elements(page) if element.get("/S") == "/Figure"] == ["Our name"]


def test_letters_without_a_face_are_refused_in_a_sentence(pdf_of) -> None:
    with pytest.raises(PdfUnavailable, match="cannot draw all of these letters") as refusal:
        pdf_of("<p>王小明</p>")
    assert refusal.value.code == "pdf-letters-missing"


def test_rendering_leaves_the_font_settings_of_other_programs_alone(pdf_of) -> None:
    pdf_of("<p>Text</p>")
    assert "FONTCONFIG_FILE" not in os.environ


WITHOUT_PANGO = """
import cffi, ctypes, django
def missing(*args): raise OSError("cannot load library")
cffi.FFI.dlopen = ctypes.CDLL = missing
django.setup()
from django.core.checks import run_checks
from lms.core.pdf import PdfUnavailable, render_pdf
print([message.id for message in run_checks() if message.id == "core.W001"])
try:
    render_pdf(template="pdf/base.html", context={}, title="A page")
except PdfUnavailable as refusal:
    print(refusal.code, refusal.sentence)
"""


def test_without_pango_people_get_a_sentence_and_operators_a_warning() -> None:
    said = output_of(WITHOUT_PANGO)
    assert "['core.W001']" in said
    assert "pdf-libraries-missing We cannot make a PDF at the moment." in said

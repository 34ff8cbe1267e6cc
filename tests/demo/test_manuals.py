"""The demo's manual: a sample that says so, made once, drawn without a complaint."""

import io
import logging

import pytest
from pypdf import PdfReader

from certificates.models import Manual
from certificates.rendering import manual_draft
from lms.demo.manuals import load_manuals
from tests.factories.awards import AwardFactory

pytestmark = pytest.mark.django_db


def test_loading_twice_makes_it_once():
    assert (load_manuals(), load_manuals()) == (1, 0)
    manual = Manual.objects.published().get()
    assert (manual.programme.key, manual.title, len(manual.body)) == ("smart-recovery", "Facilitator Manual", 6)


def test_it_is_drawn_and_says_that_it_is_a_sample(caplog):
    load_manuals()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        draft = manual_draft(Manual.objects.get(), AwardFactory(), product_name="SMART Training", issuer="UKSR")
        pages = PdfReader(io.BytesIO(draft.render())).pages
    assert "This is a sample." in pages[2].extract_text()
    assert 8 <= len(pages) <= 20
    assert caplog.records == []

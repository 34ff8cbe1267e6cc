"""What is kept for whoever was signed out: room for all that a form of ours holds."""

import pytest

from content.blocks.sheets import WorksheetKind, sheet
from courses.forms import LONG, SHORT
from enrolment.services.lesson_notes import NOTE_LENGTH
from enrolment.unsaved import MOST

BESIDE = 500  # mark and version


@pytest.mark.parametrize("kind", WorksheetKind.values)
def test_every_sheet_fits_when_it_is_full(kind):
    fields = [field for group in sheet(kind) for field in group.fields]
    assert sum(len(field.name) + (LONG if field.kind == "long" else SHORT) for field in fields) + BESIDE <= MOST


def test_a_note_fits_when_it_is_full():
    assert NOTE_LENGTH + BESIDE <= MOST

"""The note's PDF is drawn from the row, kept, and drawn anew when the row says something else."""

import io
from datetime import date

import pytest
from django.core.files.storage import storages
from pypdf import PdfReader

from certificates.rules import Note
from certificates.services.notes import describe_note, file_note
from lms.core.pdf import PdfUnavailable

pytestmark = pytest.mark.django_db


def text_of(name: str) -> str:
    with storages["private"].open(name) as file:
        return PdfReader(io.BytesIO(file.read())).pages[0].extract_text()


def kept(enrolment) -> list[str]:
    return storages["private"].listdir(f"notes/{enrolment.pk}")[1]


def test_the_day_is_the_calendar_day_in_the_united_kingdom(finished) -> None:
    expected = Note("Zoë Ŵyn-Łukasz", "Introduction to SMART", date(2026, 7, 1), 3)
    assert describe_note(enrolment=finished) == expected


def test_the_pdf_says_what_the_row_says(finished) -> None:
    text = text_of(file_note(enrolment=finished))
    said = ["Zoë Ŵyn-Łukasz", "Introduction to SMART", "1 July 2026", "3", "not a certificate"]
    assert [words for words in said if words not in text] == []


def test_asking_twice_draws_once(finished) -> None:
    name = file_note(enrolment=finished)
    drawn_at = storages["private"].get_modified_time(name)
    assert file_note(enrolment=finished) == name
    assert storages["private"].get_modified_time(name) == drawn_at


def test_a_corrected_name_replaces_the_old_file(finished) -> None:
    file_note(enrolment=finished)
    finished.learner.full_name = "Zoë Ŵyn"
    assert "Zoë Ŵyn\n" in text_of(file_note(enrolment=finished))
    assert len(kept(finished)) == 1


def test_two_people_never_share_a_file(finished, cast, enrolment_of) -> None:
    assert file_note(enrolment=finished) != file_note(enrolment=enrolment_of(cast.amir))


def test_a_name_we_cannot_draw_is_refused_and_nothing_is_kept(finished) -> None:
    finished.learner.full_name = "王小明"
    with pytest.raises(PdfUnavailable):
        file_note(enrolment=finished)
    assert not storages["private"].exists(f"notes/{finished.pk}")

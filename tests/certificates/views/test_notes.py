"""The note's page and PDF: for its owner, and not there for anybody else."""

import pytest
from django.urls import reverse

from courses.models import Access, CoursePage
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
ADDRESSES = ["certificates:note", "certificates:note-pdf"]


def answer(browser, name: str, enrolment):
    return browser.get(reverse(name, args=[enrolment.pk]))


def test_the_page_says_what_the_pdf_says(client_of, finished) -> None:
    page = answer(client_of(finished.learner), "certificates:note", finished).content.decode()
    said = ["Zoë Ŵyn-Łukasz", "Introduction to SMART", "1 July 2026", "not a certificate", "SMART Training", "note.pdf"]
    assert [words for words in said if words not in page] == []


def test_the_pdf_is_handed_out_privately(client_of, finished) -> None:
    response = answer(client_of(finished.learner), "certificates:note-pdf", finished)
    assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["Content-Disposition"] == 'attachment; filename="completion-note-introduction-to-smart.pdf"'


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_stranger_finds_nothing(client, finished, name: str) -> None:
    assert answer(client, name, finished).status_code == 404


@pytest.mark.parametrize("who", ["amir", "editor", "office"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_somebody_else_finds_nothing(client_of, cast, finished, name: str, who: str) -> None:
    assert answer(client_of(getattr(cast, who)), name, finished).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_course_in_progress_has_no_note(client_of, cast, enrolment_of, name: str) -> None:
    started = enrolment_of(cast.zoe, completed_at=None)
    assert answer(client_of(cast.zoe), name, started).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_gated_course_has_no_note(client_of, cast, enrolment_of, name: str) -> None:
    gated = enrolment_of(cast.zoe, "smart-facilitator")
    assert CoursePage.objects.get(pk=gated.course_id).access == Access.NOMINATED
    assert answer(client_of(cast.zoe), name, gated).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_note_is_only_read_never_posted_to(client_of, finished, name: str) -> None:
    assert client_of(finished.learner).post(reverse(name, args=[finished.pk])).status_code == 405


def test_when_no_pdf_can_be_made_the_page_stays_useful(client_of, finished) -> None:
    type(finished.learner).objects.filter(pk=finished.learner_id).update(full_name="王小明")
    response = answer(client_of(finished.learner), "certificates:note-pdf", finished)
    page = response.content.decode()
    assert response.status_code == 503
    assert "Please print this page instead." in page
    assert "王小明" in page
    assert "note.pdf" not in page


def test_the_page_costs_few_statements(client_of, finished) -> None:
    browser = client_of(finished.learner)
    with assert_statements(at_most=4):
        answer(browser, "certificates:note", finished)

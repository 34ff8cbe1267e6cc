"""A certificate is drawn once, stored, and announced once, whoever tries again and however often."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import storages
from pypdf import PdfReader

from certificates.drawing import draw_certificate, draw_manual
from certificates.models import Award, ManualIssue
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.awards import AwardFactory, ManualIssueFactory

pytestmark = pytest.mark.django_db
NO_LETTERS = "王小明"
LATER = NOW + timedelta(days=2)


def drawn(award: Award, *, at: datetime = NOW) -> Award:
    draw_certificate(pk=str(award.pk), at=at)
    return Award.objects.get(pk=award.pk)


def text_of(name: str) -> str:
    with storages["private"].open(name) as file:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)


def test_the_certificate_is_stored_under_the_award_and_says_what_it_says():
    award = drawn(AwardFactory(printed_name="Zoë Ŵyn-Łukasz"))
    assert award.pdf_name.startswith(f"certificates/{award.pk}/")
    assert award.pdf_stored_at == NOW
    said = ["Zoë Ŵyn-Łukasz", award.programme_name, award.course_title, "20 April 2026", award.serial]
    assert [words for words in said if words not in text_of(award.pdf_name)] == []


def test_its_holder_is_written_to_once_however_often_it_is_drawn():
    award = AwardFactory()
    assert drawn(award).pdf_name == drawn(award).pdf_name
    email = OutboundEmail.objects.get()
    assert (email.key, email.to, email.refs) == (
        f"certificate:{award.pk}",
        award.learner.email,
        {"award": str(award.pk)},
    )


def test_a_worker_that_died_after_storing_leaves_nothing_twice():
    award = drawn(AwardFactory())
    Award.objects.update(pdf_name="", pdf_stored_at=None)
    OutboundEmail.objects.all().delete()
    assert drawn(award, at=LATER).pdf_name == award.pdf_name
    assert storages["private"].listdir(f"certificates/{award.pk}")[1] == [award.pdf_name.rpartition("/")[2]]
    assert OutboundEmail.objects.count() == 1


def test_somebody_without_an_address_gets_a_certificate_and_no_message():
    award = AwardFactory(enrolment__learner__email=None, enrolment__learner__sign_in_name="rowan")
    assert drawn(award).pdf_name
    assert not OutboundEmail.objects.exists()


def test_letters_we_cannot_draw_leave_the_award_and_the_message_whole():
    award = drawn(AwardFactory(printed_name=NO_LETTERS))
    assert (award.is_issued, award.pdf_name, award.pdf_problem) == (True, "", "pdf-letters-missing")
    drawn(award, at=LATER)
    assert OutboundEmail.objects.get().key == f"certificate:{award.pk}"


def test_a_release_that_brings_the_letters_needs_no_second_message():
    award = drawn(AwardFactory(printed_name=NO_LETTERS))
    Award.objects.update(printed_name="Wang Xiaoming")
    award = drawn(award, at=LATER)
    assert (bool(award.pdf_name), award.pdf_problem) == (True, "")
    assert OutboundEmail.objects.count() == 1


def test_what_somebody_else_is_drawing_is_left_to_them():
    award = AwardFactory()
    assert Award.objects.claim(at=NOW)
    assert drawn(award).pdf_name == ""


@pytest.mark.parametrize("trait", ["revoked", "superseded"])
def test_what_has_ended_is_not_drawn(trait):
    assert drawn(AwardFactory(**{trait: True})).pdf_name == ""
    assert not OutboundEmail.objects.exists()


def test_a_copy_of_a_manual_is_stored_and_stamped_on_every_page():
    issue = ManualIssueFactory(award__printed_name="Żaneta Kőszegi")
    draw_manual(pk=issue.pk, at=NOW)
    issue.refresh_from_db()
    pages = text_of(issue.pdf_name).split("Personal copy of Żaneta Kőszegi · " + issue.award.serial)
    assert len(pages) == 1 + 5  # once on the cover, and at the foot of cover, contents and two chapters


def test_a_copy_that_is_there_stays_as_it_is():
    issue = ManualIssueFactory(drawn=True)
    draw_manual(pk=issue.pk, at=NOW)
    assert ManualIssue.objects.get().pdf_name == issue.pdf_name


def test_a_copy_with_letters_we_cannot_draw_says_why():
    draw_manual(pk=ManualIssueFactory(award__printed_name=NO_LETTERS).pk, at=NOW)
    assert ManualIssue.objects.get().pdf_problem == "pdf-letters-missing"


def test_no_copy_is_made_for_a_revoked_award():
    draw_manual(pk=ManualIssueFactory(award__revoked=True).pk, at=NOW)
    assert ManualIssue.objects.get().tried_at is None

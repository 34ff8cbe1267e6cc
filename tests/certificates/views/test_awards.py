"""What somebody has to keep: for its owner alone, in the same words as the PDF, kind while that is being made."""

import pytest
from django.urls import reverse

from certificates.drawing import draw_certificate
from certificates.models import Award
from tests.cast import NOW
from tests.factories.awards import AwardFactory, FinishedFactory, ManualFactory, ManualIssueFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def award(cast):
    return AwardFactory(enrolment__learner=cast.zoe)


@pytest.fixture
def zoe(client_of, cast):
    return client_of(cast.zoe)


def page(browser, name: str, *args, status: int = 200) -> str:
    answer = browser.get(reverse(f"certificates:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_says_what_the_pdf_says(zoe, award):
    html = page(zoe, "award", award.pk)
    said = [award.printed_name, award.serial, "20 April 2026", f"http://testserver/verify/{award.code}/", "<svg"]
    assert [words for words in said if words not in html] == []


def test_the_list_leads_to_certificates_manuals_and_notes(zoe, award, finished):
    manual = ManualFactory(programme=award.programme)
    html = page(zoe, "list")
    steps = [("award", [award.pk]), ("manual", [award.pk, manual.pk]), ("note", [finished.pk])]
    assert [name for name, args in steps if reverse(f"certificates:{name}", args=args) not in html] == []


def test_an_empty_list_says_what_will_wait_there(zoe):
    assert "There is nothing here yet." in page(zoe, "list")


def test_until_the_pdf_is_made_the_page_says_so_and_offers_no_download(zoe, award):
    html = page(zoe, "award-pdf", award.pk)
    assert "is being prepared" in html
    assert "certificate.pdf" not in html


def test_the_pdf_is_handed_out_privately(zoe, award):
    draw_certificate(pk=str(award.pk), at=NOW)
    answer = zoe.get(reverse("certificates:award-pdf", args=[award.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Disposition"].startswith('attachment; filename="certificate-programme-')


def test_when_no_pdf_can_be_made_the_page_is_the_certificate(zoe, award):
    Award.objects.update(printed_name="王小明")
    draw_certificate(pk=str(award.pk), at=NOW)
    html = page(zoe, "award", award.pk)
    assert "王小明" in html
    assert "please print this page instead" in html


def test_a_revoked_certificate_says_so_and_has_no_pdf(zoe, cast):
    award = AwardFactory(enrolment__learner=cast.zoe, revoked=True)
    assert "no longer valid" in page(zoe, "award", award.pk)
    assert "Revoked" in page(zoe, "list")
    page(zoe, "award-pdf", award.pk, status=404)


def test_the_list_costs_the_same_for_one_and_for_six(zoe, cast, award):
    manual = ManualFactory(programme=award.programme)
    page(zoe, "list")
    with assert_statements(at_most=8) as one:
        page(zoe, "list")
    enrolments = FinishedFactory.create_batch(5, learner=cast.zoe, course=award.enrolment.course)
    for other in [AwardFactory(enrolment=enrolment) for enrolment in enrolments]:
        ManualIssueFactory(award=other, manual=manual, drawn=True)
    with assert_statements(at_most=len(one)):
        page(zoe, "list")

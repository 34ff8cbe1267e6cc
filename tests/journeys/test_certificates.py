"""Certificates in a browser: keep one, show it, check one; with JavaScript and without."""

import pytest
from playwright.sync_api import Page, expect

from certificates.drawing import draw_certificate, draw_manual
from certificates.models import Award, ManualIssue
from tests.cast import NOW
from tests.factories.awards import AwardFactory, ManualFactory
from tests.factories.delivering import belong
from tests.journeys.axe import assert_accessible
from tests.journeys.watch import PageFor

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Maximiliana Bartholomew-Featherstonehaugh Okonkwo-Achterberg"
SEEN = [("Zoë Ŵyn-Łukasz", 360, True), (LONG, 320, False), ("محمد عبد الله الأحمد", 1280, True)]


def held(**about: object) -> Award:
    """Return somebody's award with its PDF."""
    award = AwardFactory(**about)
    draw_certificate(pk=str(award.pk), at=NOW)
    return award


def check(page: Page, serial: str, surname: str) -> None:
    page.goto("/verify/")
    page.get_by_label("Serial number").fill(serial)
    page.get_by_label("Surname").fill(surname)
    page.get_by_role("button", name="Check").click()


@pytest.mark.parametrize(("name", "width", "dark"), SEEN)
def test_the_certificate_is_accessible_whatever_the_name(page_for: PageFor, photograph, name, width, dark) -> None:
    award = held(printed_name=name)
    page = page_for(user=award.learner, width=width, dark=dark)
    page.goto("/learn/certificates/")
    assert_accessible(page)
    page.get_by_role("link", name="Certificate (").click()
    expect(page.locator("article").get_by_text(name)).to_be_visible()
    assert_accessible(page)
    photograph(page, f"certificate-{len(name)}-{width}")


def download(page: Page) -> bytes:
    with page.expect_download() as file:
        page.get_by_role("link", name="Download as a PDF").click()
    return file.value.path().read_bytes()


def test_certificate_and_manual_download_without_javascript(page_for: PageFor) -> None:
    award = held()
    belong(award)
    page = page_for(user=award.learner, javascript=False)
    page.goto(f"/learn/certificates/{award.pk}/")
    assert download(page).startswith(b"%PDF-1.7")
    page.goto(f"/learn/certificates/{award.pk}/manuals/{ManualFactory(programme=award.programme).pk}/")
    page.get_by_role("button", name="Prepare my copy").click()
    draw_manual(pk=ManualIssue.objects.get().pk, at=NOW)
    page.reload()
    assert download(page).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_checks_a_certificate(page_for: PageFor, photograph, javascript: bool) -> None:
    award = AwardFactory(printed_name="Zoë Ŵyn-Łukasz")
    page = page_for(javascript=javascript)
    check(page, award.serial, "Hassan")
    expect(page.get_by_role("status")).to_contain_text("We found no such certificate")
    assert_accessible(page)
    check(page, award.serial.lower(), "wyn lukasz")
    expect(page.get_by_role("status")).to_contain_text("This certificate is valid")
    assert_accessible(page)
    photograph(page, "verify")


def test_the_link_of_the_certificate_shows_the_name_to_whoever_has_it(page_for: PageFor) -> None:
    award = held(printed_name="Zoë Ŵyn-Łukasz")
    page = page_for(user=award.learner)
    page.goto(f"/learn/certificates/{award.pk}/")
    stranger = page_for()
    stranger.goto(page.locator("section.inset a").get_attribute("href"))
    expect(stranger.get_by_role("status")).to_contain_text("Zoë Ŵyn-Łukasz")
    assert_accessible(stranger)

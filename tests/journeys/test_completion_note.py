"""The completion note in a browser: read, print, download; and kind when no PDF can be made."""

import pytest
from playwright.sync_api import expect

from enrolment.models import Enrolment
from tests.cast import Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.watch import PageFor

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Maximiliana Bartholomew-Featherstonehaugh Okonkwo-Achterberg"


@pytest.fixture
def finished(cast: Cast) -> Enrolment:
    return EnrolmentFactory(learner=cast.zoe, completed=True)


def address(enrolment: Enrolment) -> str:
    return f"/learn/notes/{enrolment.pk}/"


SEEN = [("Zoë Ŵyn-Łukasz", 360, False), (LONG, 360, True), (LONG, 1280, False), ("محمد عبد الله الأحمد", 768, False)]


@pytest.mark.parametrize(("name", "width", "dark"), SEEN)
def test_the_note_is_accessible_whatever_the_name(
    page_for: PageFor, photograph, finished, name: str, width: int, dark: bool
) -> None:
    finished.learner.full_name = name
    finished.learner.save()
    page = page_for(user=finished.learner, width=width, dark=dark)
    page.goto(address(finished))
    expect(page.get_by_role("heading", level=1)).to_have_text("Completion note")
    assert_accessible(page)
    photograph(page, f"note-{len(name)}-{width}-{'dark' if dark else 'light'}")


def test_the_pdf_downloads_without_javascript(page_for: PageFor, finished) -> None:
    page = page_for(user=finished.learner, javascript=False)
    page.goto(address(finished))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a PDF").click()
    assert download.value.suggested_filename.startswith("completion-note-")
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_printed_only_the_note_comes_out(page_for: PageFor, finished) -> None:
    page = page_for(user=finished.learner)
    page.goto(address(finished))
    page.emulate_media(media="print")
    expect(page.get_by_text("Zoë Ŵyn-Łukasz")).to_be_visible()
    expect(page.get_by_text("Download as a PDF")).to_be_hidden()
    expect(page.get_by_text("Or print this page")).to_be_hidden()


def test_a_name_we_cannot_draw_leaves_a_page_to_print(page_for: PageFor, photograph, finished) -> None:
    finished.learner.full_name = "王小明"
    finished.learner.save()
    page = page_for(user=finished.learner, watched=False)
    page.goto(address(finished))
    page.get_by_role("link", name="Download as a PDF").click()
    expect(page.get_by_text("cannot draw all of these letters")).to_be_visible()
    expect(page.locator("#main").get_by_text("王小明")).to_be_visible()
    assert_accessible(page)
    photograph(page, "note-refused")

"""A course to print or to take away: asked for on a phone, and opened from a stick on a computer without internet."""

import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from courses.models import CoursePack, PackState
from lms.coursepacks.zipping import zip_pack
from tests.coursepacks.packing import material_of
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.packs import CoursePackFactory
from tests.factories.whole_courses import whole_course
from tests.journeys.axe import assert_accessible
from tests.journeys.watch import Watch


@pytest.fixture
def course(transactional_db, cast):
    made = whole_course(lessons=1)
    EnrolmentFactory(learner=cast.zoe, course=made)
    return made


@pytest.mark.parametrize("look", [{"javascript": False}, {"width": 1280, "dark": True}], ids=["phone", "desk"])
def test_a_learner_has_a_pack_made_and_downloads_it(course, cast, page_for, photograph, look):
    page = page_for(user=cast.zoe, **look)
    page.goto(f"/learn/packs/{course.slug}/")
    assert_accessible(page)
    page.get_by_role("button", name="Make it (Getting SMART, PDF to print)").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download (Getting SMART, PDF to print)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert_accessible(page)
    photograph(page, f"packs-{look.get('width', 360)}")


def test_the_page_looks_again_by_itself_until_the_pack_is_there(course, cast, page_for, photograph):
    pack = CoursePackFactory(edition=course.editions.get(), begun=True, parts=20, done_parts=7)
    page = page_for(user=cast.zoe)
    page.goto(f"/learn/packs/{course.slug}/")
    expect(page.get_by_text("7 of 20 parts done")).to_be_visible()
    photograph(page, "packs-under-way")
    ready = CoursePackFactory.build(edition=course.editions.get(), ready=True)
    about = {"state": PackState.READY, "file": ready.file, "ready_at": ready.ready_at, "bytes": 9}
    CoursePack.objects.filter(pk=pack.pk).update(**about)
    expect(page.get_by_role("link", name="Download (Getting SMART, PDF to print)")).to_be_visible()
    assert_accessible(page)


@pytest.fixture
def stick(course, tmp_path) -> Path:
    """The unpacked pack, as it lies on a stick."""
    with zipfile.ZipFile(BytesIO(zip_pack(material_of(course), tell=lambda done: None))) as archive:
        archive.extractall(tmp_path)
    return next(tmp_path.iterdir())


def leads_to(page: Page) -> set[Path]:
    addresses = page.eval_on_selector_all("[href], [src]", "all => all.map(one => one.href || one.src)")
    assert {urlsplit(address).scheme for address in addresses} == {"file"}
    return {Path(unquote(urlsplit(address).path)) for address in addresses}


@pytest.mark.parametrize("look", [{"width": 360}, {"width": 1280, "dark": True}], ids=["light", "dark"])
def test_every_page_of_a_stick_is_sound(stick, page_for, look):
    watch = Watch("file://")
    page, judged = watch.over(page_for(watched=False, **look)), page_for(watched=False, **look)
    for path in sorted(stick.glob("*.html")):
        page.goto(path.as_uri())
        assert [there for there in leads_to(page) if not there.exists()] == []
        judged.goto(path.as_uri())  # apart: axe itself asks for the style sheet in a way that a file refuses
        assert_accessible(judged)
    assert watch.complaints == []


def test_one_reads_from_the_first_page_to_the_last(stick, page_for):
    page = page_for(javascript=False, watched=False)
    page.goto((stick / "index.html").as_uri())
    page.locator(".contents a").first.click()
    for _part in range(2):
        page.get_by_role("link", name="After this:").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Quiz")
    assert page.get_by_role("link", name="After this:").count() == 0

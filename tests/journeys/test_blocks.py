"""A lesson made of every block, on a phone without JavaScript and on a wide dark screen; and an editor who writes."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import expect

from content.blocks import LessonBlock, WorksheetKind
from content.models import Recording
from courses.models import LessonPage, ModulePage, TrainerNote
from courses.outline import page_address
from courses.services.editions import publish_edition
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.library import DocumentFactory, GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.pictures import ImageFactory
from tests.journeys.axe import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
RECORDINGS = Path(__file__).resolve().parents[2] / "lms" / "demo" / "content" / "recordings"
CAPTION = "Let us watch an urge."
QUOTED = {"image", "video", "audio", "download", "glossary", "tool"}
SHEETS = [("worksheet", {"kind": kind, "heading": "", "text": ""}) for kind in WorksheetKind.values]


@pytest.fixture
def lesson(cast):
    """A lesson with one block of every kind and each of the sheets, in a course that Zoë takes."""
    course = CourseFactory(lessons=1)
    blocks = {name: block for name, block in LessonBlock().child_blocks.items() if name not in {*QUOTED, "worksheet"}}
    body = [(name, block.get_preview_value()) for name, block in blocks.items()] + SHEETS
    lesson = LessonPageFactory(parent=ModulePage.objects.child_of(course).get(), title="Every block", body=body)
    RecordingFactory(title="Watching an urge", poster=ImageFactory(), on=[lesson])
    RecordingFactory(title="Four breaths", sound=True, on=[lesson])
    DocumentFactory(title="Urge Log to print", on=[lesson])
    GlossaryTermFactory(name="Lapse", on=[lesson])
    ToolFactory(name="Urge Log", on=[lesson])
    publish_edition(course=course, by=None, at=NOW)
    EnrolmentFactory(course=course, learner=cast.zoe)
    return lesson


@pytest.mark.parametrize(("width", "dark", "javascript"), [(360, False, False), (1280, True, True)])
def test_every_block_is_read_on_a_phone_and_on_a_wide_screen(
    width, dark, javascript, lesson, cast, page_for, photograph
):
    page = page_for(width=width, dark=dark, javascript=javascript, user=cast.zoe)
    page.goto(page_address(lesson.course, lesson))
    expect(page.get_by_role("heading", name="Every block")).to_be_visible()
    photograph(page, f"blocks-{width}")
    assert_accessible(page)


def test_on_a_phone_each_box_of_a_sheet_stands_below_its_words_in_a_line_or_two(lesson, cast, page_for):
    page = page_for(width=360, javascript=False, user=cast.zoe)
    page.goto(page_address(lesson.course, lesson))
    heights = [cell.bounding_box()["height"] for cell in page.locator(".sheet__table td").all()]
    assert len(heights) > 20
    assert max(heights) < 160


def test_an_editor_previews_it_as_somebody_who_has_begun(lesson, cast, page_for, photograph):
    page = page_for(width=1280, user=cast.editor, watched=False)
    page.goto(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    expect(page.get_by_role("button", name="Mark as done")).to_be_disabled()
    expect(page.get_by_role("textbox").first).to_be_disabled()
    photograph(page, "blocks-preview")


def test_a_film_is_played_from_where_one_likes_with_its_captions(lesson, cast, page_for):
    film = Recording.objects.get(kind="video")
    film.file.save("wave.webm", ContentFile((RECORDINGS / "urge-wave.webm").read_bytes()))
    page = page_for(width=1280, user=cast.zoe)
    page.goto(page_address(lesson.course, lesson))
    page.locator("video").evaluate("film => { film.muted = true; film.currentTime = 8; return film.play(); }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 8.2")
    assert page.locator("video").evaluate("film => [...film.textTracks[0].cues].map(cue => cue.text)") == [CAPTION]


def test_the_lesson_is_printed_without_players(lesson, cast, page_for, photograph):
    page = page_for(width=1280, user=cast.zoe)
    page.goto(page_address(lesson.course, lesson))
    page.emulate_media(media="print")
    expect(page.locator("video")).to_be_hidden()
    photograph(page, "blocks-print")


def test_an_editor_writes_a_note_for_trainers(lesson, cast, page_for, photograph):
    page = page_for(width=1280, user=cast.editor, watched=False)
    page.goto(reverse("courses_trainer_note", args=[lesson.pk]))
    page.locator("main").get_by_role("textbox").press_sequentially("Ask for an example first.")
    expect(page.locator("[name=text]")).to_have_value(re.compile("example"))
    photograph(page, "trainer-note-editor")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/cms/pages/{lesson.pk}/edit/")
    assert "Ask for an example first." in TrainerNote.objects.get().text


def test_an_editor_finds_every_block_with_its_preview(lesson, cast, page_for, photograph):
    page = page_for(width=1280, user=cast.editor, watched=False)
    page.goto(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.get(title="Every block").pk]))
    page.locator("#panel-child-content-body-section").get_by_role("button", name="Insert a block").first.click()
    page.locator(".w-combobox__option-row", has_text="Worksheet").get_by_role("button", name="Preview").click()
    expect(page.get_by_text("A sheet to fill in, private to the learner")).to_be_visible()
    photograph(page, "block-picker")

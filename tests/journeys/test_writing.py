"""A new editor writes a lesson with every block there is, publishes it with an edition, and a learner reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from content.blocks import LessonBlock
from courses.models import CoursePage, LessonPage, ModulePage
from courses.outline import page_address
from tests.cast import Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.library import DocumentFactory, GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.pages import CourseFactory
from tests.factories.pictures import ImageFactory
from tests.journeys import writing
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

Photograph = Callable[[Page, str], None]
WRITTEN = (
    writing.write_words,
    writing.write_a_table,
    writing.choose_from_the_library,
    writing.write_what_learners_do,
)


@pytest.fixture
def course(transactional_db: None) -> CoursePage:
    """A course that is published, and a library with one of everything."""
    ImageFactory(title="A path")
    RecordingFactory(title="Watching an urge")
    RecordingFactory(title="Four breaths", sound=True)
    DocumentFactory(title="Urge Log to print")
    GlossaryTermFactory(name="Lapse")
    ToolFactory(name="Urge Log")
    return CourseFactory(title="Coping with urges", lessons=1)


def test_a_lesson_of_every_block_from_the_picker_to_the_learner(
    course: CoursePage, cast: Cast, page_for: PageFor, photograph: Photograph
) -> None:
    editor = page_for(user=cast.editor, width=1280, watched=False)
    write_every_block(editor, ModulePage.objects.child_of(course).get(), photograph)
    lesson = LessonPage.objects.get(title="An urge passes")
    assert {block.block_type for block in lesson.body} == set(LessonBlock().child_blocks)
    publish_an_edition(editor, course)
    EnrolmentFactory(course=course, learner=cast.zoe)
    walk = Walk(page_for(user=cast.zoe, javascript=False), photograph, "written-phone")
    walk.page.goto(page_address(course, lesson))
    walk.look("lesson")


def write_every_block(page: Page, module: ModulePage, photograph: Photograph) -> None:
    """Fill in the form of a new lesson, keep a picture of it, and publish."""
    form = writing.Writing(page, module, title="An urge passes")
    for add in WRITTEN:
        add(form)
    photograph(page, "editor-every-block")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messages")).to_contain_text("published")


def publish_an_edition(page: Page, course: CoursePage) -> None:
    """Publish the edition in which the lesson is new."""
    page.goto(f"/cms/courses/{course.pk}/publish-edition/")
    expect(page.get_by_text("An urge passes").first).to_be_visible()
    page.get_by_role("button", name="Publish edition").click()
    expect(page.get_by_text("An urge passes").or_(page.locator(".messages")).first).to_be_visible()

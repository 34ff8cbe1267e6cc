"""An editor publishes an edition, applies it and retires an activity; the learner finishes by their own word."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from courses.models import CourseEdition, CoursePage, LessonPage, ModulePage
from enrolment.models import Enrolment
from tests.cast import Cast
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.watch import PageFor

Photograph = Callable[[Page, str], None]


@pytest.fixture
def course(transactional_db: None, cast: Cast) -> CoursePage:
    """A course of three lessons and a new one; two people learn with it, one of them has done the first two."""
    made = CourseFactory(title="Coping with urges", lessons=3)
    mine = EnrolmentFactory(course=made, learner=cast.zoe)
    EnrolmentFactory(course=made)
    for key in mine.edition.outline.keys[:2]:
        ActivityCompletionFactory(enrolment=mine, activity_key=key)
    LessonPage.objects.filter(translation_key=mine.edition.outline.keys[0]).update(
        minutes=25, title="Where urges begin"
    )
    LessonPageFactory(parent=ModulePage.objects.child_of(made).get(), title="A plan for the week", required=False)
    return made


def test_from_the_next_edition_to_a_finished_course(
    course: CoursePage, cast: Cast, page_for: PageFor, photograph: Photograph
) -> None:
    editor = page_for(user=cast.editor, width=1280, watched=False)
    publish_and_apply(editor, course, photograph)
    retire_the_rest(editor, course, photograph)
    assert not Enrolment.objects.completed().exists()
    finish(page_for(user=cast.zoe, javascript=False), course, photograph)
    assert Enrolment.objects.completed().get().learner == cast.zoe


def publish_and_apply(page: Page, course: CoursePage, photograph: Photograph) -> None:
    """Publish the second edition, having read what it changes, and move everybody to it."""
    page.goto(f"/cms/courses/{course.pk}/publish-edition/")
    expect(page.get_by_text("25 min instead of 10")).to_be_visible()
    photograph(page, "publish-edition")
    page.get_by_role("button", name="Publish edition").click()
    expect(page.get_by_text("2 people in progress are on older editions")).to_be_visible()
    photograph(page, "editions")
    page.goto(f"/cms/courses/{course.pk}/apply-edition/")
    photograph(page, "apply-edition")
    page.get_by_role("button", name="Apply edition 2").click()
    expect(page.get_by_text("2 people take this edition now.")).to_be_visible()


def retire_the_rest(page: Page, course: CoursePage, photograph: Photograph) -> None:
    """Retire the lesson that the learner has still to do."""
    key = CourseEdition.objects.get(course=course, number=2).outline.keys[2]
    page.goto(f"/cms/courses/{course.pk}/activities/{key}/retire/")
    expect(page.get_by_text("1 would have nothing left to do")).to_be_visible()
    photograph(page, "retire-activity")
    page.get_by_label("Why").fill("The new plan for the week says it better.")
    page.get_by_role("button", name="Retire").click()
    expect(page.get_by_text("is retired. Nobody needs to do it any more")).to_be_visible()
    photograph(page, "activities")
    page.goto(f"/cms/courses/{course.pk}/activities/{key}/bring-back/")
    photograph(page, "bring-back")


def finish(page: Page, course: CoursePage, photograph: Photograph) -> None:
    """Say that the course is finished, on a phone and without JavaScript."""
    page.goto(f"/courses/{course.slug}/")
    assert_accessible(page)
    photograph(page, "finish-this-course")
    page.get_by_role("button", name="Finish this course").click()
    expect(page.get_by_text("You have finished Coping with urges. Well done.")).to_be_visible()

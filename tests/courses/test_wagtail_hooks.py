"""What courses tells an editor in the Wagtail admin: which course waits for its next edition."""

import pytest
from django.urls import reverse

from courses.models import LessonPage, ModulePage
from tests.courses.admin import course_form, publish
from tests.factories.pages import CourseFactory, LessonPageFactory, ModulePageFactory

pytestmark = pytest.mark.django_db
DUE = "take its current edition until you publish the next one"


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def act(client, page, name, *more):
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more]), follow=True).content.decode()


def test_unpublishing_a_lesson_says_that_an_edition_is_due(editor):
    assert DUE in act(editor, LessonPage.objects.descendant_of(CourseFactory()).first(), "unpublish")


def test_moving_a_lesson_says_so_too(editor):
    course = CourseFactory()
    lesson = LessonPage.objects.descendant_of(course).first()
    assert DUE in act(editor, lesson, "move_confirm", ModulePageFactory(parent=course).pk)


def test_copying_a_module_says_so_when_the_copies_are_published(editor):
    module = ModulePage.objects.child_of(CourseFactory()).get()
    form = {"new_title": "Again", "new_slug": "again", "new_parent_page": module.get_parent().pk}
    address = reverse("wagtailadmin_pages:copy", args=[module.pk])
    answer = editor.post(address, {**form, "copy_subpages": "on", "publish_copies": "on"}, follow=True)
    assert DUE in answer.content.decode()


def test_a_correction_of_text_says_nothing(editor):
    course = CourseFactory()
    page = publish(editor, course, course_form(course, summary="Better words")).content.decode()
    assert "has been published" in page
    assert DUE not in page


def test_a_first_edition_is_asked_for(editor):
    course = CourseFactory(lessons=0)
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    assert "Nobody can start" in publish(editor, course, course_form(course)).content.decode()


def test_home_leads_to_each_course_and_to_the_edition_that_is_due(editor):
    waiting, current = CourseFactory(), CourseFactory()
    LessonPageFactory(parent=ModulePage.objects.child_of(waiting).get())
    page = editor.get("/cms/").content.decode()
    assert [f"/cms/pages/{course.pk}/" in page for course in (waiting, current)] == [True, True]
    offered = [reverse("courses_publish_edition", args=[course.pk]) in page for course in (waiting, current)]
    assert offered == [True, False]


def test_home_of_whoever_publishes_no_course_shows_none(client_of, cast):
    course = CourseFactory()
    assert course.title not in client_of(cast.office).get("/cms/").content.decode()


def test_modules_stand_in_the_order_of_learning(editor):
    course = CourseFactory()
    later = ModulePageFactory(parent=course, title="Later")
    later.save_revision()
    page = editor.get(reverse("wagtailadmin_explore", args=[course.pk])).content.decode()
    assert page.index(ModulePage.objects.child_of(course).first().title) < page.index("Later")

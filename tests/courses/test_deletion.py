"""Deleting in the Wagtail admin: what people learn with stays, and the editor is told why."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.deletion import why_not_delete
from courses.models import CourseIndexPage, CoursePage, CoursePrerequisite, LessonPage, ModulePage
from tests.factories.pages import CourseFactory, LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course in its first edition, of one module with two lessons and a quiz."""
    return CourseFactory(questions=1)


@pytest.fixture
def owner(client_of):
    """The browser of a superuser: only they may delete a page with pages below it."""
    return client_of(UserFactory(is_staff=True, is_superuser=True))


def module_of(course):
    return ModulePage.objects.child_of(course).get()


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()


def delete_many(client, *pages):
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/cms/bulk/wagtailcore/page/delete/?{query}&next=/cms/", follow=True).content.decode()


def exists(page):
    return Page.objects.filter(pk=page.pk).exists()


def test_a_lesson_in_an_edition_stays_and_the_editor_is_told_why(course, client_of, cast):
    lesson = LessonPage.objects.descendant_of(course).first()
    assert "stands in a published edition" in delete(client_of(cast.editor), lesson)
    assert exists(lesson)


@pytest.mark.parametrize("above", ["module", "course", "catalogue"])
def test_whatever_holds_it_stays_too(above, course, owner):
    page = {"module": module_of(course), "course": course, "catalogue": CourseIndexPage.objects.get()}[above]
    assert "stands in a published edition" in delete(owner, page)
    assert exists(page)


def test_several_pages_at_once_stay_when_one_of_them_must(course, client_of, cast):
    added = LessonPageFactory(parent=module_of(course))
    lesson = LessonPage.objects.descendant_of(course).first()
    assert "stands in a published edition" in delete_many(client_of(cast.editor), added, lesson)
    assert exists(added)
    assert exists(lesson)


def test_a_lesson_in_no_edition_may_go(course, client_of, cast):
    added = LessonPageFactory(parent=module_of(course))
    delete(client_of(cast.editor), added)
    assert not exists(added)


def test_several_lessons_in_no_edition_may_go(course, client_of, cast):
    added = LessonPageFactory.create_batch(2, parent=module_of(course))
    delete_many(client_of(cast.editor), *added)
    assert [exists(page) for page in added] == [False, False]


def test_a_lesson_moved_to_another_course_still_stays(course):
    lesson = LessonPage.objects.descendant_of(course).first()
    lesson.move(ModulePageFactory(parent=CourseFactory(lessons=0, modules=0)), pos="last-child")
    lesson.refresh_from_db()
    assert why_not_delete(lesson)


def test_a_course_with_an_edition_stays_even_without_its_lessons():
    course, elsewhere = CourseFactory(lessons=1), ModulePageFactory(parent=CourseFactory(lessons=0, modules=0))
    LessonPage.objects.descendant_of(course).get().move(elsewhere, pos="last-child")
    course.refresh_from_db()
    assert why_not_delete(course)


def test_a_quiz_somebody_has_tried_stays(course, client_of, cast):
    quiz = module_of(course).get_children().last()
    assert "stands in a published edition" in delete(client_of(cast.editor), quiz)


def test_a_course_that_another_one_comes_after_stays(owner):
    first, second = CourseFactory(lessons=0), CourseFactory(lessons=0, title="The second")
    CoursePrerequisite.objects.create(course=second, requires=first)
    assert "must be finished before “The second”" in delete(owner, first)
    assert exists(first)


def test_the_catalogue_stays_while_its_courses_come_after_one_another(owner):
    assert "must be finished before “Getting SMART”" in delete(owner, CourseIndexPage.objects.get())


def test_a_course_that_comes_after_another_one_may_go(owner):
    first, second = CourseFactory(lessons=0), CourseFactory(lessons=0)
    CoursePrerequisite.objects.create(course=second, requires=first)
    delete(owner, second)
    assert not exists(second)


def test_a_copy_of_a_lesson_may_go(course):
    lesson = LessonPage.objects.descendant_of(course).first()
    assert why_not_delete(lesson.copy(update_attrs={"slug": "a-copy"})) == ""


def test_a_course_that_a_licence_type_opens_stays(owner):
    course = CoursePage.objects.get(slug="insideout")
    assert "is needed elsewhere" in delete(owner, course)
    assert exists(course)

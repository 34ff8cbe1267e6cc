"""What everybody may find: every type of page is either named as public or found by nobody."""

import pytest
from wagtail.models import Page, PageViewRestriction, get_page_models

from content.models import StandardPage
from courses.models import ActivityPage, CoursePage, LessonPage, ModulePage
from courses.public import PUBLIC_TYPES, public_pages, with_standing
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
# Wagtail's own plain page, which nothing here is made of, and modules, which have no page of their own.
UNLISTED_TYPES = {Page, ModulePage}


def test_every_type_of_page_is_public_or_something_to_do_in_a_course():
    activities = {model for model in get_page_models() if issubclass(model, ActivityPage)}
    assert set(get_page_models()) == {*PUBLIC_TYPES} | activities | UNLISTED_TYPES


def test_home_plain_pages_the_catalogue_and_published_courses_are_public():
    course = CourseFactory()
    found = public_pages()
    assert {page.specific_class for page in found} == set(PUBLIC_TYPES)
    assert course.pk in {page.pk for page in found}


def test_nothing_inside_a_course_is_public():
    course = CourseFactory(modules=2, questions=1)
    assert not public_pages().filter(pk__in=course.get_descendants()).exists()


def test_what_is_not_published_is_not_public():
    assert not public_pages().filter(slug="start-smart").exists()


def test_what_wagtail_keeps_private_is_not_public():
    page = StandardPage.objects.get(slug="privacy")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not public_pages().filter(pk=page.pk).exists()


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, CoursePage])
def test_a_lesson_is_reachable_while_it_and_all_above_it_are_published(kind):
    lesson = LessonPage.objects.descendant_of(CourseFactory()).first()
    line = Page.objects.ancestor_of(lesson, inclusive=True)
    assert with_standing(Page.objects.filter(pk=lesson.pk)).get().is_reachable
    line.type(kind).get().specific.unpublish()
    assert not with_standing(Page.objects.filter(pk=lesson.pk)).get().is_reachable

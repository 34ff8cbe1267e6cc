"""Copying in the course tree: other activities, blocks of their own, nothing of anybody's progress."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import CourseEdition, CoursePage, LessonPage, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import ActivityCompletion, Enrolment
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of two lessons, a quiz, a declaration and a name confirmation that somebody is learning with."""
    made = CourseFactory(questions=1, formalities=True)
    ActivityCompletionFactory(enrolment__course=made)
    return CoursePage.objects.get(pk=made.pk)  # with the number of its modules, which copying reads


def lesson_of(course):
    return LessonPage.objects.descendant_of(course).order_by("path").first()


def blocks_of(page):
    """Return the ids of the blocks of a page, live and in its latest draft."""
    fresh = LessonPage.objects.get(pk=page.pk)
    drafted = fresh.get_latest_revision_as_object()
    return [[block.id for block in one.body] for one in (fresh, drafted)]


def learning():
    return [list(model.objects.order_by("pk").values()) for model in (Enrolment, ActivityCompletion, CourseEdition)]


def copy_in_admin(client, page, **form):
    fields = {"new_title": "Again", "new_slug": "again", "new_parent_page": page.get_parent().pk, **form}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)
    return Page.objects.child_of(page.get_parent()).get(slug="again").specific


def test_a_copied_lesson_is_another_activity(course):
    before, lesson = learning(), lesson_of(course)
    assert lesson.copy(update_attrs={"slug": "again"}).activity_key != lesson.activity_key
    assert learning() == before


def test_its_blocks_are_others_too_in_the_draft_as_well(course):
    lesson = LessonPageFactory(parent=lesson_of(course).get_parent())
    lesson.save_revision().publish()
    (before, _draft), (live, draft) = blocks_of(lesson), blocks_of(lesson.copy(update_attrs={"slug": "again"}))
    assert live == draft
    assert set(live).isdisjoint(before)


def test_the_words_stay_the_same(course):
    lesson = lesson_of(course)
    made = LessonPage.objects.get(pk=lesson.copy(update_attrs={"slug": "again"}).pk)
    assert [block.value.source for block in made.body] == [block.value.source for block in lesson.body]


def test_the_admin_copies_in_the_same_way(course, client_of, cast):
    lesson = lesson_of(course)
    made = copy_in_admin(client_of(cast.editor), lesson)
    assert made.activity_key != lesson.activity_key
    assert set(blocks_of(made)[0]).isdisjoint(blocks_of(lesson)[0])


def test_the_admin_offers_no_alias_and_makes_none(course, client_of, cast):
    lesson, client = lesson_of(course), client_of(cast.editor)
    page = client.get(reverse("wagtailadmin_pages:copy", args=[lesson.pk])).content.decode()
    made = copy_in_admin(client, lesson, alias="on")
    assert ('name="alias"' in page, made.alias_of) == (False, None)


def test_a_copied_module_brings_copies_of_its_activities_that_join_nobodys_course(course):
    before, keys = learning(), {page.activity_key for page in LessonPage.objects.all()}
    made = ModulePage.objects.child_of(course).get().copy(recursive=True, update_attrs={"slug": "again"})
    assert LessonPage.objects.descendant_of(made).count() == 2
    assert {page.activity_key for page in LessonPage.objects.descendant_of(made)}.isdisjoint(keys)
    assert learning() == before


def test_a_copied_course_has_no_edition_and_none_of_the_keys(course):
    before = learning()
    made = CoursePage.objects.get(pk=course.copy(recursive=True, update_attrs={"slug": "again"}).pk)
    assert (CourseEdition.objects.current_for(made), learning()) == (None, before)
    edition = publish_edition(course=made, by=None, at=NOW)
    assert set(edition.outline.keys).isdisjoint(CourseEdition.objects.get(course=course).outline.keys)


def test_a_copied_course_qualifies_for_nothing_until_somebody_says_so():
    course = CoursePage.objects.get(pk=CourseFactory(awarding=True).pk)
    assert course.copy(recursive=True, update_attrs={"slug": "again"}).programme is None


def test_an_alias_made_by_a_program_is_another_activity(course):
    lesson = lesson_of(course)
    assert lesson.create_alias(update_slug="again").specific.activity_key != lesson.activity_key

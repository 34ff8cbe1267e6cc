"""From an edition to lines with addresses: ticks, corrections, and what happens to pages that go or move."""

import pytest

from courses.models import CourseEdition, LessonPage, ModulePage
from courses.outline import modules_for_reader, outline_modules, page_address
from courses.services.retiring import retire_activity
from courses.state import LearnerState
from tests.cast import NOW
from tests.factories.pages import CourseFactory, LessonPageFactory, ModulePageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of two modules with two lessons each."""
    return CourseFactory(modules=2)


def rows_of(course, done=()):
    edition = CourseEdition.objects.get(course=course)
    return [row for module in outline_modules(course, edition.outline, done) for row in module.rows]


def lesson_of(course):
    return LessonPage.objects.descendant_of(course).first()


def test_every_line_has_the_address_that_answers(course, client):
    assert [client.get(row.url).status_code for row in rows_of(course)] == [302] * 4  # to the sign-in


def test_lines_stand_by_module_in_order(course):
    edition = CourseEdition.objects.get(course=course)
    modules = outline_modules(course, edition.outline)
    assert [module.title for module in modules] == [page.title for page in ModulePage.objects.child_of(course)]
    assert [len(module.rows) for module in modules] == [2, 2]


def test_what_is_done_is_ticked(course):
    key = lesson_of(course).activity_key
    assert [row.done for row in rows_of(course, {key})] == [True, False, False, False]


def test_a_corrected_title_reaches_everybody_at_once(course):
    LessonPage.objects.filter(pk=lesson_of(course).pk).update(title="Put right")
    assert rows_of(course)[0].title == "Put right"


def test_an_unpublished_lesson_keeps_its_line_without_an_address(course):
    lesson = lesson_of(course)
    lesson.unpublish()
    line = rows_of(course)[0]
    assert (line.title, line.url) == (lesson.title, None)


def test_lessons_of_an_unpublished_module_have_no_address(course):
    ModulePage.objects.child_of(course).first().unpublish()
    assert [row.is_available for row in rows_of(course)] == [False, False, True, True]


def test_lessons_of_an_unpublished_course_have_no_address(course):
    course.unpublish()
    assert not any(row.is_available for row in rows_of(course))


def test_a_renamed_lesson_is_found_at_its_new_address(course):
    lesson = lesson_of(course)
    lesson.slug = "another-name"
    lesson.save()
    assert rows_of(course)[0].url.endswith("/another-name/")


def test_a_renamed_module_and_course_take_their_lessons_along(course):
    ModulePage.objects.child_of(course).first().save()
    course.slug = "other-course"
    course.save()
    assert rows_of(course)[0].url.startswith("/courses/other-course/")


def test_a_lesson_moved_within_its_course_stays_in_its_place_of_the_edition(course):
    _first, last = ModulePage.objects.child_of(course)
    key = lesson_of(course).activity_key
    lesson_of(course).move(last, pos="last-child")
    line = rows_of(course)[0]
    assert (line.key, line.is_available, last.slug in line.url) == (key, True, True)


def test_a_lesson_moved_to_another_course_is_being_updated_here(course):
    elsewhere = ModulePageFactory(parent=CourseFactory(lessons=0, modules=0))
    lesson_of(course).move(elsewhere, pos="last-child")
    assert rows_of(course)[0].is_available is False


def test_a_copied_lesson_is_another_activity(course):
    lesson = lesson_of(course)
    copy = lesson.copy(update_attrs={"slug": "a-copy"})
    assert copy.activity_key != lesson.activity_key


def test_a_copied_course_shares_no_activity_with_its_original(course):
    copy = course.copy(recursive=True, update_attrs={"slug": "a-copied-course"})
    keys = [{page.activity_key for page in LessonPage.objects.descendant_of(one)} for one in (course, copy)]
    assert keys[0].isdisjoint(keys[1])


def test_a_copied_course_has_no_edition_of_its_own_yet(course):
    copy = course.copy(recursive=True, update_attrs={"slug": "a-copied-course"})
    assert not CourseEdition.objects.filter(course=copy).exists()


def test_a_reader_without_an_enrolment_sees_the_newest_edition(course):
    assert len(modules_for_reader(course, None)) == 2
    assert len(modules_for_reader(course, LearnerState(may_enrol=True))) == 2


def test_a_reader_of_a_course_without_an_edition_sees_nothing():
    assert modules_for_reader(CourseFactory(lessons=0), None) == ()


def test_an_address_costs_no_statement(course):
    lesson = lesson_of(course)
    with assert_statements(at_most=0):
        assert page_address(course, lesson).endswith(f"{lesson.slug}/")


@pytest.mark.parametrize("lessons", [2, 20])
def test_an_outline_costs_one_statement_whatever_its_length(lessons):
    course = CourseFactory(lessons=lessons)
    edition = CourseEdition.objects.get(course=course)
    with assert_statements(at_most=1):
        outline_modules(course, edition.outline)


def test_a_lesson_published_later_joins_the_line_of_nobody(course):
    LessonPageFactory(parent=ModulePage.objects.child_of(course).first())
    assert len(rows_of(course)) == 4


def test_whoever_thinks_of_starting_is_not_shown_what_is_retired(course):
    key, *others = CourseEdition.objects.get(course=course).outline.keys
    retire_activity(course=course, activity_key=key, reason="Out of date.", by=None, at=NOW)
    rows = [row.key for module in modules_for_reader(course, None) for row in module.rows]
    assert rows == others

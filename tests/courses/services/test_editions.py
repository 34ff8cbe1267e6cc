"""Publishing an edition: what it lists, what it refuses, and that nothing changes it afterwards."""

import pytest
from wagtail.models import PageLogEntry

from courses.models import CourseEdition, ModulePage
from courses.services.editions import publish_edition
from tests.cast import NOW
from tests.factories.pages import AssessmentPageFactory, CourseFactory, LessonPageFactory, ModulePageFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of one module with two lessons and a quiz, in its first edition."""
    return CourseFactory(lessons=2, questions=1)


def publish(course, by=None):
    return publish_edition(course=course, by=by, at=NOW, note="One lesson more")


def add_lesson(course, **fields):
    return LessonPageFactory(parent=ModulePage.objects.child_of(course).first(), **fields)


def test_the_next_edition_has_the_next_number_and_says_who_when_and_why(course, cast):
    add_lesson(course)
    edition = publish(course, by=cast.editor)
    kept = (edition.number, edition.published_by, edition.published_at, edition.note)
    assert kept == (2, cast.editor, NOW, "One lesson more")


def test_an_edition_lists_what_is_live_in_the_order_of_the_tree(course):
    added = add_lesson(course, title="Last of all", minutes=7, required=False)
    last = publish(course).outline.activities[-1]
    assert (last.key, last.title, last.minutes, last.required) == (added.activity_key, "Last of all", 7, False)


def test_an_older_edition_stays_as_it_was(course):
    before = CourseEdition.objects.get(course=course).outline_json
    add_lesson(course)
    publish(course)
    assert CourseEdition.objects.get(course=course, number=1).outline_json == before


def test_a_page_event_never_makes_an_edition(course):
    add_lesson(course).save_revision().publish()
    assert CourseEdition.objects.filter(course=course).count() == 1


def test_the_act_stands_in_the_audit_log(course, cast):
    add_lesson(course)
    publish(course, by=cast.editor)
    entry = PageLogEntry.objects.get(action="courses.publish_edition", user=cast.editor)
    assert (entry.page_id, entry.data["edition"]) == (course.pk, 2)


def test_a_course_that_is_not_published_gets_no_edition(course):
    add_lesson(course)
    course.unpublish()
    with refused("course_unpublished"):
        publish(course)


def test_a_course_without_lessons_gets_no_edition():
    with refused("nothing_required"):
        publish(CourseFactory(lessons=0))


def test_a_course_of_optional_lessons_alone_gets_no_edition():
    course = CourseFactory(lessons=0)
    add_lesson(course, required=False)
    with refused("nothing_required"):
        publish(course)


def test_a_course_that_awards_gets_no_edition_without_a_quiz():
    course = CourseFactory(awarding=True, lessons=0, questions=0)
    add_lesson(course)
    with refused("assessment_needed"):
        publish(course)


@pytest.mark.parametrize("quiz", [{"required": False}, {"live": False}])
def test_nor_with_a_quiz_that_is_optional_or_a_draft(quiz):
    course = CourseFactory(awarding=True, lessons=0, questions=0)
    add_lesson(course)
    AssessmentPageFactory(parent=ModulePage.objects.child_of(course).get(), **quiz)
    with refused("assessment_needed"):
        publish(course)


def test_a_course_that_awards_gets_an_edition_with_a_quiz():
    assert CourseEdition.objects.get(course=CourseFactory(awarding=True)).number == 1


def test_drafts_and_lessons_of_an_unpublished_module_are_left_out(course):
    add_lesson(course, live=False)
    LessonPageFactory(parent=ModulePageFactory(parent=course, live=False))
    with refused("nothing_changed"):
        publish(course)


def test_the_same_tree_makes_no_second_edition(course):
    with refused("nothing_changed"):
        publish(course)

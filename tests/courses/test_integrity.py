"""The integrity check of retired activities finds what no constraint can hold."""

from uuid import uuid4

import pytest

from courses.integrity import retired_findings
from courses.models import CourseEdition, LessonPage, RetiredActivity
from tests.cast import NOW
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


def retired(course, key):
    return RetiredActivity.objects.create(course=course, activity_key=key, title="Old", reason="Old", retired_at=NOW)


def key_of(course):
    return CourseEdition.objects.get(course=course).outline.keys[0]


def test_all_is_well_while_something_is_left():
    course = CourseFactory()
    retired(course, key_of(course))
    assert list(retired_findings()) == []


def test_a_retired_activity_of_no_edition_is_found():
    row = retired(CourseFactory(), uuid4())
    assert list(retired_findings()) == [f"Retired activity {row.pk} stands in no edition of its course."]


def test_one_that_came_with_its_files_has_a_page_and_is_in_order():
    course = CourseFactory()
    later = LessonPageFactory(parent=LessonPage.objects.descendant_of(course).first().get_parent())
    retired(course, later.activity_key)
    assert list(retired_findings()) == []


def test_a_course_of_which_nothing_is_left_is_found():
    course = CourseFactory(lessons=1)
    retired(course, key_of(course))
    assert list(retired_findings()) == [f"Course {course.pk} has nothing left that its newest edition requires."]

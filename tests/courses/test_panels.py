"""The admin form of a course: nobody can make a path that cannot be walked."""

import pytest

from courses.models import CoursePrerequisite
from tests.courses.admin import course_form, publish
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def comes_after(course):
    return [link.requires.title for link in course.prerequisites.all()]


def test_an_editor_says_which_course_comes_first(editor):
    first, second = CourseFactory(lessons=0, title="First"), CourseFactory(lessons=0)
    publish(editor, second, course_form(second, after=(first,)))
    assert comes_after(second) == ["First"]


def test_a_course_cannot_come_after_itself(editor):
    course = CourseFactory(lessons=0)
    page = publish(editor, course, course_form(course, after=(course,)))
    assert "A course cannot come after itself." in page.content.decode()
    assert comes_after(course) == []


def test_a_course_cannot_come_after_one_that_comes_after_it(editor):
    first, second, third = CourseFactory.create_batch(3, lessons=0)
    CoursePrerequisite.objects.create(course=second, requires=first)
    CoursePrerequisite.objects.create(course=third, requires=second)
    page = publish(editor, first, course_form(first, after=(third,)))
    assert "nobody could start either of them" in page.content.decode()
    assert comes_after(first) == []


def test_a_course_is_named_once(editor):
    first, second = CourseFactory(lessons=0), CourseFactory(lessons=0)
    publish(editor, second, course_form(second, after=(first, first)))
    assert comes_after(second) == []


def test_a_course_takes_time(editor):
    course = CourseFactory(lessons=0, study_minutes=60)
    publish(editor, course, course_form(course, study_minutes=0))
    course.refresh_from_db()
    assert course.study_minutes == 60

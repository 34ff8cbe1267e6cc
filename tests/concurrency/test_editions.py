"""A race of editors, with real threads, and its control on PostgreSQL."""

from functools import partial

import pytest
from django.db.models.signals import pre_save

from courses.models import CourseEdition, ModulePage
from courses.services.editions import publish_edition
from tests.cast import NOW
from tests.concurrency.crowd import crowd, errors, meeting, size
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db(transaction=True)


def course_with_news():
    course = CourseFactory(lessons=1)
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    return course


def test_of_a_crowd_of_editors_one_publishes_and_the_others_are_told():
    act = partial(publish_edition, course=course_with_news(), by=None, at=NOW)
    with meeting(pre_save, CourseEdition):
        refusals = errors(crowd(act))
    assert len(refusals) == size() - 1
    assert set(refusals) <= {"edition_race", "nothing_changed"}
    assert CourseEdition.objects.count() == 2


@pytest.mark.postgresql
def test_control_counting_first_and_then_writing_ends_in_errors():
    course = course_with_news()

    def count_then_write():
        number = CourseEdition.objects.filter(course=course).count() + 1
        CourseEdition.objects.create(course=course, number=number, outline_json=[], published_at=NOW)

    with meeting(pre_save, CourseEdition):
        assert "IntegrityError" in errors(crowd(count_then_write))

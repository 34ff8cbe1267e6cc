"""What the factories make is what the services accept."""

import pytest

from courses.models import CourseEdition
from enrolment.services.progress import record_completion
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


def test_a_course_has_an_edition_that_lists_its_lessons_and_its_quiz():
    course = CourseFactory(modules=2, lessons=3, questions=2)
    assert [activity.kind for activity in edition_of(course).outline.activities] == ["lesson"] * 6 + ["quiz"]


def test_a_course_without_lessons_has_no_edition():
    assert edition_of(CourseFactory(lessons=0)) is None


def test_an_enrolment_is_pinned_to_the_edition_and_its_facts_to_its_activities(cast):
    enrolment = ActivityCompletionFactory(enrolment=EnrolmentFactory(learner=cast.zoe)).enrolment
    assert record_completion(enrolment=enrolment, activity_key=enrolment.edition.outline.keys[1], by=cast.zoe, at=NOW)
    enrolment.refresh_from_db()
    assert enrolment.is_completed


def test_roles_come_with_the_cast(cast):
    assert cast.editor.has_perm("wagtailadmin.access_admin")
    assert cast.office.has_perm("wagtailadmin.access_admin")
    assert not cast.zoe.has_perm("wagtailadmin.access_admin")


def edition_of(course) -> CourseEdition | None:
    return CourseEdition.objects.current_for(course)

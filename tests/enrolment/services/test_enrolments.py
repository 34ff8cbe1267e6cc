"""Enrolling oneself: what it makes, what it refuses, and that pressing twice is harmless."""

import pytest
from wagtail.models import ModelLogEntry

from courses.models import Access, CourseEdition, CoursePrerequisite, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import Enrolment, Source, Status
from enrolment.services.enrolments import self_enrol
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def enrol(learner, course):
    return self_enrol(learner=learner, course=course, by=learner, at=NOW)


def test_an_enrolment_says_who_what_since_when_and_where_from(cast):
    course = CourseFactory()
    made = enrol(cast.zoe, course)
    facts = (made.learner, made.course, made.source, made.status, made.enrolled_at, made.completed_at)
    assert facts == (cast.zoe, course, Source.SELF, Status.ACTIVE, NOW, None)


def test_an_enrolment_is_pinned_to_the_newest_edition(cast):
    course = CourseFactory()
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    publish_edition(course=course, by=None, at=NOW)
    assert enrol(cast.zoe, course).edition.number == 2


def test_a_later_edition_leaves_an_enrolment_where_it_is(cast):
    course = CourseFactory()
    made = enrol(cast.zoe, course)
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    publish_edition(course=course, by=None, at=NOW)
    made.refresh_from_db()
    assert made.edition.number == 1


def test_the_act_stands_in_the_audit_log_without_personal_data(cast):
    course = CourseFactory()
    made = enrol(cast.zoe, course)
    entry = ModelLogEntry.objects.get(action="enrolment.self_enrol")
    assert (entry.object_id, entry.user, entry.data) == (str(made.pk), cast.zoe, {"course": course.pk})


def test_pressing_twice_gives_the_same_enrolment(cast):
    course = CourseFactory()
    assert enrol(cast.zoe, course) == enrol(cast.zoe, course)
    assert Enrolment.objects.count() == 1


def test_enrolling_again_on_a_finished_course_leaves_it_finished(cast):
    finished = EnrolmentFactory(learner=cast.zoe, completed=True)
    again = enrol(cast.zoe, finished.course)
    assert (again.pk, again.is_completed) == (finished.pk, True)


def test_two_people_have_an_enrolment_each(cast):
    course = CourseFactory()
    assert enrol(cast.zoe, course) != enrol(cast.amir, course)


def test_a_gated_course_is_refused(cast):
    with refused("nomination_needed"):
        enrol(cast.zoe, CourseFactory(access=Access.NOMINATED))


def test_a_course_without_an_edition_is_refused(cast):
    with refused("course_not_ready"):
        enrol(cast.zoe, CourseFactory(lessons=0))


def test_an_unpublished_course_is_refused(cast):
    course = CourseFactory()
    course.unpublish()
    with refused("course_not_ready"):
        enrol(cast.zoe, course)


def test_a_course_that_comes_after_another_is_refused_until_that_is_finished(cast):
    course, first = CourseFactory(), EnrolmentFactory(learner=cast.zoe)
    CoursePrerequisite.objects.create(course=course, requires=first.course)
    with refused("prerequisites_missing"):
        enrol(cast.zoe, course)
    Enrolment.objects.mark_completed(at=NOW)
    assert enrol(cast.zoe, course).course == course


def test_somebody_elses_finished_course_does_not_count(cast):
    course, first = CourseFactory(), EnrolmentFactory(learner=cast.amir, completed=True)
    CoursePrerequisite.objects.create(course=course, requires=first.course)
    with refused("prerequisites_missing"):
        enrol(cast.zoe, course)


def test_a_refusal_leaves_nothing_behind(cast):
    with refused("nomination_needed"):
        enrol(cast.zoe, CourseFactory(access=Access.NOMINATED))
    assert not Enrolment.objects.exists()
    assert CourseEdition.objects.count() == 1

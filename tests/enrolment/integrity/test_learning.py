"""The integrity check of enrolments finds what no constraint can hold."""

from uuid import uuid4

import pytest

from enrolment.integrity import enrolment_findings
from enrolment.models import ActivityCompletion, Enrolment
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


def findings():
    return list(enrolment_findings())


def test_all_is_well_while_learning_and_after_finishing():
    one_lesson = CourseFactory(lessons=1)
    ActivityCompletionFactory(enrolment=EnrolmentFactory(course=one_lesson, completed=True))
    ActivityCompletionFactory(enrolment=EnrolmentFactory())
    assert findings() == []


def test_a_finished_course_with_work_left_is_found():
    enrolment = EnrolmentFactory(completed=True)
    assert findings() == [f"Enrolment {enrolment.pk} is completed with required activities still to do."]


def test_a_course_with_nothing_left_that_is_not_finished_is_found():
    enrolment = ActivityCompletionFactory(enrolment__course=CourseFactory(lessons=1)).enrolment
    assert findings() == [f"Enrolment {enrolment.pk} has nothing left to do but is not completed."]


def test_a_fact_outside_the_edition_is_found():
    enrolment = ActivityCompletionFactory().enrolment
    ActivityCompletion.objects.update(activity_key=uuid4())
    assert findings() == [f"Enrolment {enrolment.pk} has completions outside its edition."]


def test_an_edition_of_another_course_is_found():
    enrolment, other = EnrolmentFactory(), EnrolmentFactory()
    Enrolment.objects.filter(pk=enrolment.pk).update(edition=other.edition)
    assert findings() == [f"Enrolment {enrolment.pk} is pinned to an edition of another course."]


def test_more_enrolments_than_one_batch_are_all_looked_at(monkeypatch):
    monkeypatch.setattr("enrolment.integrity.learning.BATCH", 2)
    EnrolmentFactory.create_batch(5, course=CourseFactory(), completed=True)
    assert len(findings()) == 5

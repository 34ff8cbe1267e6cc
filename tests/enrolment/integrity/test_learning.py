"""The integrity check of enrolments finds what no constraint can hold."""

from uuid import uuid4

import pytest

from courses.models import LessonPage, ModulePage
from courses.services.editions import publish_edition
from courses.services.retiring import bring_back_activity
from enrolment.integrity import enrolment_findings
from enrolment.models import ActivityCompletion, Enrolment
from enrolment.services.editions import apply_edition, retire
from enrolment.services.progress import finish_course
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory

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
    assert findings() == [f"Enrolment {enrolment.pk} has completions outside the editions of its course."]


def test_what_was_done_of_an_earlier_edition_may_stay_behind(cast):
    enrolment = ActivityCompletionFactory(enrolment__course=CourseFactory(lessons=1)).enrolment
    LessonPage.objects.descendant_of(enrolment.course).update(live=False)
    LessonPageFactory(parent=ModulePage.objects.child_of(enrolment.course).get())
    edition = publish_edition(course=enrolment.course, by=None, at=NOW)
    assert (apply_edition(edition=edition, by=cast.editor), findings()) == (1, [])


def test_somebody_whom_an_edition_left_nothing_to_do_waits_for_their_own_word(cast):
    enrolment = ActivityCompletionFactory().enrolment
    LessonPage.objects.filter(translation_key=enrolment.edition.outline.keys[1]).update(live=False)
    edition = publish_edition(course=enrolment.course, by=None, at=NOW)
    assert (apply_edition(edition=edition, by=cast.editor), findings()) == (1, [])


def test_whoever_finished_without_a_retired_activity_stays_in_order_when_it_comes_back(cast):
    enrolment = ActivityCompletionFactory().enrolment
    about = {"course": enrolment.course, "activity_key": enrolment.edition.outline.keys[1], "by": None, "at": NOW}
    retire(reason="Out of date.", **about)
    assert findings() == []
    finish_course(enrolment=enrolment, by=enrolment.learner, at=NOW)
    bring_back_activity(**about)
    assert (Enrolment.objects.get().is_completed, findings()) == (True, [])


def test_an_edition_of_another_course_is_found():
    enrolment, other = EnrolmentFactory(), EnrolmentFactory()
    Enrolment.objects.filter(pk=enrolment.pk).update(edition=other.edition)
    assert findings() == [f"Enrolment {enrolment.pk} is pinned to an edition of another course."]


def test_more_enrolments_than_one_batch_are_all_looked_at(monkeypatch):
    monkeypatch.setattr("enrolment.integrity.learning.BATCH", 2)
    EnrolmentFactory.create_batch(5, course=CourseFactory(), completed=True)
    assert len(findings()) == 5

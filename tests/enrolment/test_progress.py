"""What a course page may know of its reader."""

import pytest

from courses.models import LessonPage
from enrolment.access import standing_of
from enrolment.models import Enrolment
from enrolment.progress import done_keys_of, learner_state
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast):
    """Zoë on a course of three lessons of ten minutes each, an hour in all."""
    return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=3))


def state_of(enrolment):
    return learner_state(standing_of(enrolment.learner, enrolment.course))


def lessons_of(enrolment):
    return list(LessonPage.objects.descendant_of(enrolment.course).order_by("path"))


def test_somebody_who_may_start_is_told_so(cast):
    state = learner_state(standing_of(cast.zoe, CourseFactory()))
    assert (state.is_enrolled, state.may_enrol, state.sentence) == (False, True, "")


def test_somebody_who_may_not_start_is_told_why(cast):
    state = learner_state(standing_of(cast.zoe, CourseFactory(lessons=0)))
    assert (state.may_enrol, "is being prepared" in state.sentence) == (False, True)


def test_progress_is_counted_from_the_facts(enrolment):
    ActivityCompletionFactory(enrolment=enrolment)
    state = state_of(enrolment)
    assert (state.percent, state.minutes_left, [row.done for row in state.rows]) == (33, 40, [True, False, False])


def test_the_next_step_is_the_first_one_still_to_do(enrolment):
    ActivityCompletionFactory(enrolment=enrolment)
    assert state_of(enrolment).next_row.title == lessons_of(enrolment)[1].title


def test_the_next_step_is_one_that_can_be_opened(enrolment):
    lessons_of(enrolment)[0].unpublish()
    assert state_of(enrolment).next_row.title == lessons_of(enrolment)[1].title


def test_when_only_pages_being_updated_are_left_the_next_step_is_to_wait(enrolment):
    enrolment.course.unpublish()
    state = state_of(enrolment)
    assert (state.next_row.key, state.next_row.url) == (lessons_of(enrolment)[0].activity_key, None)


def test_a_finished_course_stays_at_a_hundred(enrolment):
    Enrolment.objects.mark_completed(at=NOW)
    state = state_of(enrolment)
    assert (state.percent, state.minutes_left, state.completed_at) == (100, 0, NOW)


def test_unpublishing_a_lesson_never_lowers_progress(enrolment):
    ActivityCompletionFactory(enrolment=enrolment)
    lessons_of(enrolment)[0].unpublish()
    assert state_of(enrolment).percent == 33


def test_facts_are_kept_apart_by_enrolment(enrolment):
    other = EnrolmentFactory(course=enrolment.course)
    ActivityCompletionFactory(enrolment=other)
    assert done_keys_of([enrolment, other]) == {other.pk: frozenset(other.edition.outline.keys[:1])}


@pytest.mark.parametrize("lessons", [2, 20])
def test_the_state_costs_two_statements_whatever_the_length(lessons, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=lessons))
    standing = standing_of(enrolment.learner, enrolment.course)
    with assert_statements(at_most=2):
        learner_state(standing)

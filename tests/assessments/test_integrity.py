"""The integrity check of attempts finds a mark or a consequence that does not follow from the answers."""

from datetime import timedelta

import pytest

from assessments.integrity import (
    attempt_findings,
    handing_in_findings,
    review_findings,
    trainer_findings,
    written_task_findings,
)
from assessments.models import AssessmentPage, Attempt, Response, Review
from assessments.services.trainers import appoint_trainer
from enrolment.models import ActivityCompletion
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory, answer_by_row
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, ModulePageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def passed():
    """An attempt that passed, with its answers and its completion."""
    attempt = AttemptFactory(passed=True)
    answer_by_row(attempt)
    ActivityCompletionFactory(enrolment=attempt.enrolment, activity_key=attempt.assessment.activity_key)
    return attempt


def findings():
    return list(attempt_findings())


def test_all_is_well(passed):
    AttemptFactory(enrolment=passed.enrolment, number=2)
    assert findings() == []


def test_a_mark_that_was_tampered_with_is_found(passed):
    Attempt.objects.update(percent=90)
    words = f"Attempt {passed.pk} is marked 90 % (passed); its answers earn 100 %."
    assert findings() == [words]


def test_an_answer_that_slipped_in_after_marking_is_found(passed):
    passed.responses.update(chosen=[])
    assert "its answers earn 0 %" in findings()[0]


def test_a_pass_without_its_completion_is_found(passed):
    ActivityCompletion.objects.all().delete()
    assert findings() == [f"Attempt {passed.pk} passed, but the activity is not recorded as done."]


@pytest.mark.parametrize("count", [1, 5])
def test_the_check_costs_the_same_for_few_and_many(count, passed):
    for number in range(count):
        AttemptFactory(enrolment=passed.enrolment, number=number + 2, passed=True)
    with assert_statements(at_most=4):
        findings()


# --- Handing in -----------------------------------------------------------------------------------


@pytest.fixture
def timed(passed):
    """A second person's attempt that had half an hour and asked to confirm something, all in order."""
    AssessmentPage.objects.update(minutes_allowed=30, declaration="My own work.")
    enrolment = EnrolmentFactory(course=passed.enrolment.course)
    attempt = AttemptFactory(enrolment=enrolment, passed=True, declared_at=NOW)
    answer_by_row(attempt)
    return attempt


def test_all_is_well_with_times_and_confirmations(timed):
    assert list(handing_in_findings()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"due_at": NOW}, f"is due at {NOW}, not as its paper says."),
        ({"due_at": None}, "is due at None, not as its paper says."),
        ({"declared_at": None}, "was handed in without what it asks to confirm."),
    ],
)
def test_a_time_or_a_confirmation_that_does_not_fit_the_paper_is_found(change, words, timed):
    Attempt.objects.filter(pk=timed.pk).update(**change)
    assert list(handing_in_findings()) == [f"Attempt {timed.pk} {words}"]


def test_what_the_clock_handed_in_needs_no_confirmation(timed):
    over = NOW + timedelta(hours=1)
    Attempt.objects.filter(pk=timed.pk).update(declared_at=None, submitted_at=over, finished_at=over)
    assert list(handing_in_findings()) == []


def test_a_confirmation_that_nothing_asked_for_is_found(passed):
    Attempt.objects.update(declared_at=NOW)
    assert list(handing_in_findings()) == [f"Attempt {passed.pk} has a confirmation that nothing asks for."]


@pytest.mark.parametrize(("minutes", "found"), [(31, 0), (32, 1)])
def test_an_answer_saved_after_the_time_is_found(minutes, found, timed):
    Response.objects.filter(pk=timed.responses.first().pk).update(saved_at=NOW + timedelta(minutes=minutes))
    assert len([line for line in handing_in_findings() if "saved after its time" in line]) == found


@pytest.mark.parametrize(("mark", "found"), [(None, 0), (0, 0), (1, 0), ("1.001", 1), (3, 1)])
def test_a_mark_above_the_points_is_found(mark, found, passed):
    Response.objects.filter(pk=passed.responses.first().pk).update(mark=mark)
    assert len([line for line in handing_in_findings() if "for a question of 1 marks" in line]) == found


# --- Written tasks --------------------------------------------------------------------------------


@pytest.fixture
def released():
    """A written task that passed, with its released review and its completion."""
    attempt = ReviewFactory(released=True).attempt
    Attempt.objects.update(status="passed", finished_at=NOW)
    ActivityCompletionFactory(enrolment=attempt.enrolment, activity_key=attempt.assessment.activity_key)
    return attempt


def test_a_written_task_that_was_released_is_well(released):
    assert [*findings(), *review_findings(), *written_task_findings()] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"released_at": None, "released_by": None}, "has an outcome (passed), but no review of it was released."),
        ({"outcome": "not_yet_passed"}, "is passed, but the review released says not_yet_passed."),
    ],
)
def test_an_outcome_that_no_review_gave_is_found(change, words, released):
    Review.objects.update(**change)
    assert findings() == [f"Attempt {released.pk} {words}"]


def test_a_task_that_waits_with_nothing_to_read_is_found():
    attempt = AttemptFactory(awaiting_review=True)
    attempt.responses.update(text="")
    assert findings() == [f"Attempt {attempt.pk} awaits a review, but there is nothing to read."]


def test_a_release_that_never_reached_its_task_is_found():
    attempt = ReviewFactory(released=True).attempt
    assert findings() == [f"Attempt {attempt.pk} awaits a review, but one of it has been released."]


def test_an_outcome_that_does_not_follow_from_its_levels_is_found():
    review = ReviewFactory(level=0)
    assert list(review_findings()) == [f"Review {review.pk} is passed; its levels come to not_yet_passed."]


def test_levels_of_another_rubric_are_found():
    review = ReviewFactory(levels={"forged": 2})
    assert list(review_findings()) == [f"Review {review.pk} does not give one level for each criterion."]


def test_a_second_mark_that_nobody_asked_for_is_found():
    second = ReviewFactory(attempt=ReviewFactory().attempt, second=True)
    assert list(review_findings()) == [f"Review {second.pk} is a second mark that no first one asked for."]


def test_a_written_question_on_an_open_course_is_found():
    page = AssessmentPageFactory(parent=ModulePageFactory(parent=CourseFactory(modules=0)), writing=True)
    question = page.questions.get().question
    words = f"Question {question.pk} is read by a trainer, but page {page.pk} of an open course asks it."
    assert list(written_task_findings()) == [words]


def test_a_trainer_without_the_role_is_found(cast):
    course = CourseFactory()
    appoint_trainer(course=course, person=cast.amir, by=None, at=NOW)
    assert list(trainer_findings()) == []
    cast.amir.groups.clear()
    assert list(trainer_findings()) == [f"Person {cast.amir.pk} is a trainer of course {course.pk} without the role."]

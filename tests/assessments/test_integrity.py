"""The integrity check of attempts finds a mark or a consequence that does not follow from the answers."""

import pytest

from assessments.integrity import attempt_findings, review_findings, trainer_findings, written_task_findings
from assessments.models import Attempt, Review
from assessments.services.trainers import appoint_trainer
from enrolment.models import ActivityCompletion
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory, answer_by_row
from tests.factories.enrolments import ActivityCompletionFactory
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
    words = f"Question {question.pk} is written, but page {page.pk} of an open course asks it."
    assert list(written_task_findings()) == [words]


def test_a_trainer_without_the_role_is_found(cast):
    course = CourseFactory()
    appoint_trainer(course=course, person=cast.amir, by=None, at=NOW)
    assert list(trainer_findings()) == []
    cast.amir.groups.clear()
    assert list(trainer_findings()) == [f"Person {cast.amir.pk} is a trainer of course {course.pk} without the role."]

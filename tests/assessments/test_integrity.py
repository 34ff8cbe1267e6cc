"""The integrity check of attempts finds a mark or a consequence that does not follow from the answers."""

import pytest

from assessments.integrity import attempt_findings
from assessments.models import Attempt
from enrolment.models import ActivityCompletion
from tests.factories.attempts import AttemptFactory, answer_by_row
from tests.factories.enrolments import ActivityCompletionFactory
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

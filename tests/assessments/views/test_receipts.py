"""A receipt for what was handed in: one's own, whatever became of the course; no marks, no answers."""

from datetime import timedelta

import pytest

from assessments.models import AssessmentPage, Attempt
from enrolment.models import Enrolment, Status
from tests.cast import NOW
from tests.content.blocks.pieces import tags
from tests.factories.attempts import AttemptFactory, answer_by_row
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
END = NOW + timedelta(minutes=25)


@pytest.fixture
def attempt(cast):
    """Zoë's attempt, handed in after 25 minutes, two of three questions answered."""
    course = CourseFactory(title="Small steps", lessons=1, questions=3)
    AssessmentPage.objects.update(declaration="This is my own work.")
    enrolment = EnrolmentFactory(learner=cast.zoe, course=course)
    made = AttemptFactory(
        enrolment=enrolment, passed=True, submitted_at=END, finished_at=END, declared_at=END, number=2
    )
    answer_by_row(made)
    made.responses.first().delete()
    return made


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(attempt):
    return f"/learn/attempts/{attempt.pk}/receipt/"


def lines(client, attempt):
    page = client.get(address(attempt)).content.decode()
    return dict(zip(tags(page, ".summary-list dt"), tags(page, ".summary-list dd"), strict=True))


def test_it_says_what_was_handed_in_and_when(attempt, zoe):
    said = lines(zoe, attempt)
    assert (said["Course"], said["Attempt"], said["Answered"]) == ("Small steps", "2", "2 of 3 questions")
    assert (said["Started"], said["Handed in"]) == ("20 April 2026, 10:30", "20 April 2026, 10:55")
    assert (said["Name"], said["From start to end"]) == ("Zoë Ŵyn-Łukasz", "25 min")
    assert said["Reference"] == attempt.reference


def test_the_words_confirmed_are_those_of_that_day(attempt, zoe):
    AssessmentPage.objects.update(declaration="Other words.")
    assert lines(zoe, attempt)["You confirmed"] == "“This is my own work.”"


def test_what_nobody_confirmed_is_not_said(attempt, zoe):
    Attempt.objects.update(declared_at=None)
    assert "You confirmed" not in lines(zoe, attempt)


def test_it_tells_no_mark_and_no_answer(attempt, zoe):
    page = zoe.get(address(attempt)).content.decode()
    assert not [word for word in ("100 %", "Blue", "Passed", "Question 1") if word in page]


def test_what_the_clock_handed_in_says_so(attempt, zoe):
    words = "The time was over, so what you had saved by then was handed in."
    assert words not in zoe.get(address(attempt)).content.decode()
    Attempt.objects.update(due_at=NOW)
    assert words in zoe.get(address(attempt)).content.decode()


def test_another_persons_is_not_found(attempt, client_of, cast):
    assert client_of(cast.amir).get(address(attempt)).status_code == 404


def test_what_is_in_progress_leads_to_where_it_is_handed_in(zoe, attempt):
    open_one = AttemptFactory(enrolment=attempt.enrolment, number=3)
    assert zoe.get(address(open_one))["Location"] == f"/learn/attempts/{open_one.pk}/check/"


def test_what_ended_before_it_was_handed_in_has_none(zoe, attempt):
    ended = AttemptFactory(enrolment=attempt.enrolment, number=3, status="withdrawn", finished_at=NOW)
    assert zoe.get(address(ended)).status_code == 404


def test_a_course_that_was_left_keeps_its_receipts(attempt, zoe):
    Enrolment.objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    attempt.assessment.unpublish()
    assert lines(zoe, attempt)["Reference"] == attempt.reference


def test_nothing_is_changed_by_asking_for_it(attempt, zoe):
    assert zoe.post(address(attempt)).status_code == 405


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=61), "1 h 1 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=3, hours=20), "3 days"),
    ],
)
def test_how_long_it_took_is_said_as_people_do(taken, words, attempt, zoe):
    Attempt.objects.update(submitted_at=NOW + taken)
    assert lines(zoe, attempt)["From start to end"] == words


def test_the_result_leads_to_it(attempt, zoe):
    assert f'href="{address(attempt)}"' in zoe.get(f"/learn/attempts/{attempt.pk}/result/").content.decode()


@pytest.mark.parametrize("questions", [3, 30])
def test_it_costs_the_same_whatever_the_length_of_the_quiz(questions, zoe, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, questions=questions))
    made = AttemptFactory(enrolment=enrolment, passed=True)
    answer_by_row(made)
    with assert_statements(at_most=8):
        zoe.get(address(made))

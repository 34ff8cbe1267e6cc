"""What one attempt costs from start to result: the same for two questions and for twenty."""

import pytest
from django.urls import reverse

from assessments.models import AssessmentPage, Attempt
from courses.models import LessonPage
from tests.assessments.views.quizzes import page_of
from tests.factories.attempts import answer_by_row
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements
from tests.performance.test_budgets import attempt_of, signed_in

pytestmark = pytest.mark.django_db
START, CHECK, HAND_IN, COMPLETE, RESULT = 15, 3, 14, 24, 3


@pytest.fixture(params=[2, 20])
def questions(request):
    """How many questions the quiz has."""
    return request.param


@pytest.fixture
def browser(client_of, cast):
    """Zoë's browser, which has handed something in before: the kinds of rows it is about are known."""
    browser = signed_in(client_of, cast)
    browser.post(page_of(attempt_of(cast, 1), "check"))
    Attempt.objects.all().delete()
    return browser


@pytest.fixture
def attempt(cast, questions, browser):
    """An attempt with the right answer to every question."""
    made = attempt_of(cast, questions)
    answer_by_row(made)
    return made


def test_starting(cast, questions, browser):
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, questions=questions))
    quiz = AssessmentPage.objects.descendant_of(enrolment.course).get()
    with assert_statements(at_most=START):
        browser.post(reverse("assessments:start", args=[enrolment.course.slug, quiz.activity_key]))
    assert Attempt.objects.get().enrolment == enrolment


def test_looking_at_what_is_answered(attempt, browser):
    with assert_statements(at_most=CHECK):
        assert browser.get(page_of(attempt, "check")).status_code == 200


def test_handing_in(attempt, browser):
    with assert_statements(at_most=HAND_IN):
        browser.post(page_of(attempt, "check"))
    attempt.refresh_from_db()
    assert attempt.is_passed


def test_handing_in_the_last_there_is_to_do(attempt, browser):
    lesson = LessonPage.objects.descendant_of(attempt.enrolment.course).get()
    ActivityCompletionFactory(enrolment=attempt.enrolment, activity_key=lesson.activity_key)
    with assert_statements(at_most=COMPLETE):
        browser.post(page_of(attempt, "check"))
    attempt.enrolment.refresh_from_db()
    assert attempt.enrolment.is_completed


def test_the_result(attempt, browser):
    browser.post(page_of(attempt, "check"))
    with assert_statements(at_most=RESULT):
        assert "100 %" in browser.get(page_of(attempt, "result")).content.decode()

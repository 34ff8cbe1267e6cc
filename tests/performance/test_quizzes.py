"""What a whole quiz of twenty questions costs, on one page and on twenty."""

import pytest
from django.urls import reverse

from assessments.marking import best_answer
from assessments.models import AssessmentPage, Attempt
from assessments.services.answering import save_answer
from tests.assessments.views.quizzes import fields_of, give, page_of
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements
from tests.performance.test_budgets import attempt_of, signed_in

pytestmark = pytest.mark.django_db
# The goals of the contract for the two whole quizzes are 60 and 200.
ONE_PAGE, ONE_PER_PAGE, SAVE, OPEN = 47, 197, 3, 3


@pytest.fixture
def course(cast):
    """A course with a quiz of twenty questions, which Zoë takes."""
    made = CourseFactory(lessons=1, questions=20)
    EnrolmentFactory(learner=cast.zoe, course=made)
    return made


@pytest.fixture
def browser(client_of, cast):
    """Zoë's browser, which has been here before."""
    return signed_in(client_of, cast)


def start(browser, course):
    browser.post(reverse("assessments:start", args=[course.slug, AssessmentPage.objects.get().activity_key]))
    return Attempt.objects.get()


def posts_of(attempt):
    fields = [fields_of(item, best_answer(item)) for item in attempt.paper.items]
    return {name: value for one in fields for name, value in one.items()}


def hand_in(browser, attempt):
    browser.get(page_of(attempt, "check"))
    browser.post(page_of(attempt, "check"))
    assert "100 %" in browser.get(page_of(attempt, "result")).content.decode()


def test_a_quiz_of_twenty_on_one_page(course, browser):
    AssessmentPage.objects.update(on_one_page=True)
    with assert_statements(at_most=ONE_PAGE):
        attempt = start(browser, course)
        browser.get(page_of(attempt, "questions"))
        posts = {
            name: value for item in attempt.paper.items for name, value in fields_of(item, best_answer(item)).items()
        }
        browser.post(page_of(attempt, "questions"), {**posts, "check": "yes"})
        hand_in(browser, attempt)


def test_a_quiz_of_twenty_one_question_a_page(course, browser):
    with assert_statements(at_most=ONE_PER_PAGE):
        attempt = start(browser, course)
        for number, item in enumerate(attempt.paper.items, 1):
            browser.get(page_of(attempt, number))
            give(browser, attempt, number, best_answer(item))
        hand_in(browser, attempt)


@pytest.mark.parametrize("questions", [2, 20])
def test_saving_one_answer_by_the_service(questions, cast):
    attempt = attempt_of(cast, questions)
    item = attempt.paper.items[0]
    with assert_statements(at_most=SAVE):
        save_answer(attempt=attempt, item_key=item.key, answer=best_answer(item), at=NOW)


@pytest.mark.parametrize("questions", [2, 20])
def test_opening_a_question_costs_the_same_whatever_the_length_of_the_quiz(questions, cast, browser):
    attempt = attempt_of(cast, questions)
    with assert_statements(at_most=OPEN):
        assert browser.get(page_of(attempt, 1)).status_code == 200

"""A quiz with a time limit and something to confirm, on a phone without JavaScript; then its receipt."""

import pytest

from assessments.models import AssessmentPage, Attempt
from tests.assessments.views.quizzes import attempt_at
from tests.cast import Cast
from tests.factories.pages import QuestionFactory
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

OWN_WORK = "This is my own work."


@pytest.fixture
def quiz(transactional_db: None, cast: Cast) -> AssessmentPage:
    """A quiz of two questions with a limit, which Zoë has not begun."""
    attempt_at(cast, *QuestionFactory.create_batch(2), minutes_allowed=30, declaration=OWN_WORK).delete()
    return AssessmentPage.objects.get()


def begin(walk: Walk, quiz: AssessmentPage) -> None:
    walk.page.goto(str(quiz.url))
    walk.look("1-before")
    walk.press("Start the quiz")
    walk.sees("You have until")
    walk.look("2-question")
    walk.page.goto(f"/learn/attempts/{Attempt.objects.get().pk}/check/")


def hand_in(walk: Walk) -> None:
    walk.look("3-check")
    walk.press("Hand in")
    walk.sees("Please tick the box")
    walk.look("4-not-ticked")
    walk.page.get_by_label(OWN_WORK).check()
    walk.page.get_by_role("button", name="Hand in").click()
    walk.page.wait_for_url("**/result/")


@pytest.mark.parametrize(("width", "dark"), [(360, False), (320, True)])
def test_a_quiz_with_a_limit_is_confirmed_and_handed_in(
    quiz: AssessmentPage, cast: Cast, page_for: PageFor, photograph, width: int, dark: bool
) -> None:
    walk = Walk(page_for(user=cast.zoe, javascript=False, width=width, dark=dark), photograph, f"limit-{width}")
    begin(walk, quiz)
    hand_in(walk)
    walk.press("Receipt")
    walk.look("5-receipt")
    walk.sees(OWN_WORK)

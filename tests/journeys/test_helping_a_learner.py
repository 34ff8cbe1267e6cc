"""Central Office helps a learner without JavaScript: more time, another attempt, an attempt given back and passed."""

import pytest

from assessments.marking import best_answer
from assessments.models import AssessmentPage, Attempt
from tests.assessments.views.quizzes import fields_of
from tests.cast import Cast
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

REASON = "The library closed while she was writing."


@pytest.fixture
def attempt(cast: Cast, transactional_db: None) -> Attempt:
    """Zoë's only attempt at a quiz of half an hour, not passed."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(title="SMART Facilitator", questions=2))
    AssessmentPage.objects.update(attempts_allowed=1, minutes_allowed=30, on_one_page=True)
    return AttemptFactory(enrolment=enrolment, not_yet_passed=True)


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_a_learner_is_helped_in_three_ways_and_passes(
    attempt: Attempt, cast: Cast, page_for: PageFor, photograph, width: int, dark: bool
) -> None:
    office = Walk(page_for(user=cast.office, javascript=False, width=width, dark=dark), photograph, f"help-{width}")
    learner = Walk(page_for(user=cast.zoe, javascript=False, width=width), photograph, f"helped-{width}")
    find(office)
    adjust(office)
    grant(office)
    reopen(office)
    learner_reads_what_was_added(learner, attempt)
    learner_passes(learner, attempt)


def find(office: Walk) -> None:
    office.page.goto("/courses/")
    office.page.get_by_role("link", name="Help learners").first.click()
    office.look("1-list")
    office.press("Zoë")
    office.look("2-learner")


def adjust(office: Walk) -> None:
    office.press("Give extra time or attempts")
    office.look("3-adjust")
    office.press("Save")
    office.sees("Please give a reason.")
    office.look("4-no-reason")
    office.page.get_by_label("Extra time, per cent").fill("50")
    office.page.get_by_label("Reason").fill(REASON)
    office.press("Save")
    office.sees("50 % more")


def grant(office: Walk) -> None:
    office.press("Grant further attempts")
    office.look("5-grant")
    office.page.get_by_label("Reason").fill(REASON)
    office.page.get_by_role("button", name="Grant").click()
    office.sees("2 attempts in all.")


def reopen(office: Walk) -> None:
    office.press("Reopen attempt 1")
    office.look("6-reopen")
    office.page.get_by_label("Reason").fill(REASON)
    office.page.get_by_role("button", name="Reopen").click()
    office.sees("In progress")
    office.look("7-helped")


def learner_reads_what_was_added(learner: Walk, attempt: Attempt) -> None:
    learner.page.goto("/accounts/")
    learner.sees("50 % more")
    learner.look("1-account")
    learner.page.goto(str(attempt.assessment.url))
    learner.sees("This is open for you again")
    learner.look("2-quiz")


def learner_passes(learner: Walk, attempt: Attempt) -> None:
    learner.press("Go on with the quiz")
    for item in attempt.paper.items:
        for name, value in fields_of(item, best_answer(item)).items():
            learner.page.locator(f"[name='{name}'][value='{value}']").check()
    learner.page.get_by_role("button", name="check").first.click()
    learner.press("Hand in")
    learner.sees("100 %")

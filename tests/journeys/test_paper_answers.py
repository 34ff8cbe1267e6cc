"""Answers on paper, without JavaScript on a phone: begun and printed, entered by Tom, compared by Tess, read by Zoë."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from assessments.models import AssessmentPage
from tests.cast import Cast
from tests.factories.attempts import right_answer
from tests.factories.on_paper import OnPaper, on_paper
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor


@pytest.fixture
def paper(cast: Cast, transactional_db: None) -> OnPaper:
    """Zoë's quiz of three questions, which asks for a signature, and two trainers of her course."""
    made = on_paper(cast, title="SMART Facilitator")
    AssessmentPage.objects.update(declaration="I answered this myself.")
    return made


def test_answers_on_paper_are_entered_compared_and_read(
    paper: OnPaper, cast: Cast, page_for: PageFor, photograph: Callable[[Page, str], None]
) -> None:
    people = {"tom": paper.tom, "tess": paper.tess, "zoe": cast.zoe}
    opened = {name: page_for(user=user, javascript=False) for name, user in people.items()}
    tom, tess, zoe = (Walk(page, photograph, f"paper-{name}") for name, page in opened.items())
    begin_and_print(tom, paper)
    zoe_reads_that_it_is_being_entered(zoe, paper)
    enter(tom, paper, right=False)
    give_back(tess)
    enter(tom, paper, right=True)
    confirm(tess)
    zoe_reads_that_she_passed(zoe, paper)


def zoe_reads_that_she_passed(zoe: Walk, paper: OnPaper) -> None:
    zoe.page.goto(paper.quiz.url)
    zoe.sees("You have passed this.")
    zoe.look("2-passed")


def begin_and_print(tom: Walk, paper: OnPaper) -> None:
    tom.page.goto(f"/review/learners/{paper.enrolment.pk}/")
    tom.look("1-learner")
    tom.page.get_by_role("link", name="Enter answers from paper").click()
    tom.look("2-begin")
    tom.press("Begin")
    tom.sees("Please say why")
    tom.look("3-why")
    tom.page.get_by_label("Reason").fill("There is no screen on the wing.")
    tom.press("Begin")
    tom.look("4-enter")
    tom.page.get_by_role("link", name="Paper to print").click()
    tom.sees("Please read this and sign")
    tom.look("5-print")
    tom.page.emulate_media(media="print")
    tom.look("6-printed")
    tom.page.emulate_media(media="screen")
    tom.page.get_by_role("link", name="Enter the answers").click()


def zoe_reads_that_it_is_being_entered(zoe: Walk, paper: OnPaper) -> None:
    zoe.page.goto(paper.quiz.url)
    zoe.sees("You answer this on paper. Tom Varga and a colleague")
    zoe.page.goto(f"/learn/attempts/{paper.entry.attempt_id}/check/")
    zoe.sees("nothing can be answered on the screen")
    zoe.look("1-being-entered")


def enter(tom: Walk, paper: OnPaper, *, right: bool) -> None:
    tom.page.goto(f"/review/paper/{paper.entry.pk}/")
    for item in paper.entry.attempt.paper.items:
        wanted = right_answer(item)[0] if right else next(iter(item.option_keys - item.correct_keys))
        tom.page.locator(f"input[name='question-{item.key}'][value='{wanted}']").check()
    tom.press("All entered")
    tom.sees("All is entered.")


def give_back(tess: Walk) -> None:
    tess.page.goto("/review/paper/")
    tess.look("1-list")
    tess.page.get_by_role("link", name="Zoë").click()
    tess.look("2-compare")
    tess.page.get_by_label("What differs from the paper").fill("On the paper the right ones are ticked.")
    tess.press("Something differs")
    tess.sees("Given back to be put right.")


def confirm(tess: Walk) -> None:
    tess.page.goto("/review/paper/")
    tess.page.get_by_role("link", name="Zoë").click()
    tess.press("These are the answers on the paper")
    tess.sees("Please tick the box if they signed this")
    tess.look("3-signature")
    tess.page.get_by_label("the learner signed").check()
    tess.press("These are the answers on the paper")
    tess.sees("Handed in for")
    tess.look("4-done")

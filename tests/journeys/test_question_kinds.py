"""Every kind of question on a phone without JavaScript, lines by keyboard alone; then all on one page."""

import pytest
from playwright.sync_api import expect

from assessments.models import AssessmentPage, Attempt, Question
from assessments.rules import Kind
from tests.assessments.views.quizzes import attempt_at
from tests.cast import Cast
from tests.factories.pages import QuestionFactory, situation, way
from tests.journeys.steps import Walk, take_quiz
from tests.journeys.watch import PageFor

STORY = [
    situation(
        "door",
        "It is five to seven. Somebody you have not seen before stands at the door and looks at the floor.",
        way("greet", "Go over, say hello and tell them where the tea is", right=True, goes_to=2),
        way("wait", "Let them find their own way in"),
    ),
    situation(
        "chair",
        "They sit down near the door and ask: “Do I have to say something tonight?”",
        way("listen", "Say that listening is taking part, too", right=True),
        way("tell", "Say that everybody speaks at least once"),
    ),
]
PAIRS = [
    ("Cost-Benefit Analysis", "What a behaviour gives me and what it takes from me, for now and for later"),
    ("DEADS", "What helps while an urge lasts"),
    ("Hierarchy of Values", "What matters most to me"),
    ("", "What I eat on which day of the week"),
]
LINES = [
    "The facilitator welcomes everybody",
    "Each person checks in, if they like",
    "The group agrees on what to talk about",
    "Everybody checks out",
]
SINGLE = ["It passes, usually within half an hour (right)", "It grows until somebody acts on it", "It stays all day"]
MULTIPLE = ["Going for a walk (right)", "Calling a friend (right)", "Waiting alone at home"]


def questions() -> list[Question]:
    """One question of each kind, worded as editors word them."""
    wordings = {
        Kind.SINGLE: ("<p>What does an urge do when nobody acts on it?</p>", {"options": SINGLE}),
        Kind.MULTIPLE: ("<p>Which of these help while an urge lasts?</p>", {"options": MULTIPLE}),
        Kind.TRUE_FALSE: ("<p>Listening is taking part in a meeting, too.</p>", {}),
        Kind.MATCHING: ("<p>What is each tool for?</p>", {"options": PAIRS, "marks": 3, "part_marks": True}),
        Kind.ORDERING: ("<p>In which order does a meeting go?</p>", {"options": LINES}),
        Kind.SHORT_TEXT: ("<p>What is a strong wish to do something called?</p>", {}),
        Kind.GAP_FILL: ("<p>How does an urge go?</p>", {}),
        Kind.SCENARIO: ("<p>You are hosting a meeting this evening.</p>", {"story": STORY}),
    }
    return [QuestionFactory(kind=kind, prompt=prompt, **more) for kind, (prompt, more) in wordings.items()]


@pytest.mark.parametrize(("width", "dark"), [(360, False), (320, True), (1280, False)])
def test_every_kind_of_question_is_answered_without_a_script(
    transactional_db: None, cast: Cast, page_for: PageFor, photograph, width: int, dark: bool
) -> None:
    attempt_at(cast, *questions()).delete()
    walk = Walk(page_for(user=cast.zoe, javascript=False, width=width, dark=dark), photograph, f"kinds-{width}")
    walk.page.goto(str(AssessmentPage.objects.get().url))
    take_quiz(walk)
    walk.sees("You earned 10 of 10 marks (100 %).")


def test_what_has_to_be_looked_at_again_is_told_on_one_page(
    transactional_db: None, cast: Cast, page_for: PageFor, photograph
) -> None:
    attempt = attempt_at(cast, *questions(), on_one_page=True)
    walk = Walk(page_for(user=cast.zoe, javascript=False, width=320), photograph, "one-page")
    walk.page.goto(f"/learn/attempts/{attempt.pk}/questions/")
    order = next(item.key for item in Attempt.objects.get().paper.items if item.kind is Kind.ORDERING)
    walk.page.locator(f"[name^='question-{order}']").first.select_option("2")
    walk.page.locator("input[type=text]").first.fill("An urge")
    walk.press("Save and check your answers")
    expect(walk.page.get_by_role("alert")).to_contain_text("Give this line a place, too.")
    expect(walk.page.locator("input[type=text]").first).to_have_value("An urge")
    walk.look("to-look-at-again")

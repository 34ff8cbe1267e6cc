"""Somebody answers on a phone with a bad line: each answer saves itself, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Response
from assessments.rules import Kind
from tests.assessments.views.quizzes import attempt_at
from tests.cast import Cast
from tests.factories.pages import QuestionFactory
from tests.factories.people import PASSWORD
from tests.journeys.steps import Walk, comes_true
from tests.journeys.watch import PageFor

pytestmark = pytest.mark.usefixtures("transactional_db")
TYPED = "An urge, as I know it from the evenings at home."


@pytest.fixture
def address(cast: Cast) -> str:
    """Where Zoë finds the first question: a text and a choice, a page each."""
    attempt = attempt_at(cast, QuestionFactory(kind=Kind.SHORT_TEXT), QuestionFactory(kind=Kind.MULTIPLE))
    return f"/learn/attempts/{attempt.pk}/1/"


@pytest.fixture
def walk(cast: Cast, page_for: PageFor, photograph, address: str) -> Walk:
    """Zoë on her phone, at the first question; not watched, for the line is to break."""
    walk = Walk(page_for(user=cast.zoe, watched=False), photograph, "saving")
    walk.page.goto(address)
    return walk


def type_in(page: Page, words: str = TYPED) -> None:
    page.locator("main input[type=text]").press_sequentially(words)


def state(page: Page, expected: str) -> None:
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", expected)


def saved() -> list[str]:
    return list(Response.objects.values_list("text", flat=True))


def test_what_is_typed_is_saved_by_itself_and_the_page_says_when(walk: Walk) -> None:
    type_in(walk.page)
    state(walk.page, "saved")
    expect(walk.page.locator("[data-save-words]")).to_contain_text("Saved at")
    assert saved() == [TYPED]
    walk.look("1-saved")
    walk.page.reload()
    expect(walk.page.locator("main input[type=text]")).to_have_value(TYPED)


def test_each_tick_is_saved_and_each_taken_back(walk: Walk) -> None:
    walk.page.goto(walk.page.url.replace("/1/", "/2/"))
    boxes = walk.page.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    comes_true(lambda: [len(row.chosen) for row in Response.objects.all()] == [2])
    boxes.nth(0).uncheck()
    comes_true(lambda: [len(row.chosen) for row in Response.objects.all()] == [1])


def test_without_a_line_the_answer_stays_and_is_sent_once_there_is_one(walk: Walk) -> None:
    walk.page.context.set_offline(True)
    type_in(walk.page)
    state(walk.page, "waiting")
    walk.sees("No connection. Your answer is still on this page")
    walk.photograph(walk.page, "saving-2-waiting")
    walk.page.context.set_offline(False)
    state(walk.page, "saved")
    assert saved() == [TYPED]


def test_an_ended_session_leads_through_sign_in_back_to_the_question(walk: Walk, cast: Cast) -> None:
    walk.page.context.clear_cookies(name="sessionid")
    type_in(walk.page)
    state(walk.page, "signed-out")
    walk.look("3-signed-out")
    walk.press("Sign in and go on")
    sign_in(walk.page, str(cast.zoe.email))
    save_once_more(walk)
    assert saved() == [TYPED]


def sign_in(page: Page, email: str) -> None:
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def save_once_more(walk: Walk) -> None:
    walk.sees("please save it once more")
    walk.look("4-back-again")
    walk.press("Save and go on")
    walk.page.wait_for_url("**/2/")


@pytest.mark.parametrize(("width", "dark", "javascript"), [(360, False, True), (320, True, False)])
def test_two_windows_are_shown_both_answers(
    cast: Cast, page_for: PageFor, photograph, address: str, width: int, dark: bool, javascript: bool
) -> None:
    here = page_for(user=cast.zoe, watched=False, width=width, dark=dark, javascript=javascript)
    here.goto(address)
    there = here.context.new_page()
    there.goto(address)
    type_in(there, "from there")
    there.get_by_role("button", name="Save and go on").click()
    there.wait_for_url("**/2/")
    walk = Walk(here, photograph, f"two-windows-{width}")
    choose_between(walk)


def choose_between(walk: Walk) -> None:
    type_in(walk.page, "from here")
    walk.press("Save and go on")
    walk.sees("from there")
    expect(walk.page.locator("main input[type=text]")).to_have_value("from here")
    walk.look("both")
    walk.press("Use the answer from this page")
    walk.page.wait_for_url("**/2/")
    assert saved() == ["from here"]


def test_going_back_after_going_on_shows_what_is_saved(walk: Walk) -> None:
    type_in(walk.page)
    walk.press("Save and go on")
    walk.page.wait_for_url("**/2/")
    walk.page.go_back()
    expect(walk.page.locator("main input[type=text]")).to_have_value(TYPED)
    type_in(walk.page, "Also ")
    comes_true(lambda: saved() != [TYPED])
    assert len(saved()) == 1


def test_on_one_page_what_is_lacking_is_still_said_when_another_question_is_saved(
    cast: Cast, page_for: PageFor, photograph
) -> None:
    questions = QuestionFactory(kind=Kind.ORDERING), QuestionFactory(kind=Kind.SHORT_TEXT)
    attempt = attempt_at(cast, *questions, on_one_page=True)
    page = page_for(user=cast.zoe)
    page.goto(f"/learn/attempts/{attempt.pk}/questions/")
    page.get_by_role("combobox").first.select_option("1")
    state(page, "unfinished")
    type_in(page)
    comes_true(lambda: saved() == [TYPED])
    state(page, "unfinished")

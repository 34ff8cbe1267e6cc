"""The steps a learner takes, one function each, so that a journey reads like a story."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from playwright.sync_api import Page, expect

from assessments.items import Item
from assessments.marking import best_answer
from assessments.models import Attempt
from assessments.rules import Kind
from tests.assessments.views.quizzes import fields_of
from tests.journeys.axe import assert_accessible

PASSWORD = "a calm bright morning"
PATIENCE = 10.0  # seconds that a page has to tell the server what it must
LINK = re.compile(r"https?://\S+")


@dataclass
class Walk:
    """A person on the way through the site; `look` judges and photographs the page they stand on."""

    page: Page
    photograph: Callable[[Page, str], None]
    name: str

    def look(self, at: str) -> None:
        """Judge the page by axe-core and keep a picture of it."""
        assert_accessible(self.page)
        self.photograph(self.page, f"{self.name}-{at}")

    def press(self, words: str) -> None:
        """Press the button or link in the main part that says `words`."""
        main = self.page.locator("main")
        main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()
        self.page.wait_for_load_state()  # the press itself comes back before the next page is there

    def sees(self, words: str) -> None:
        """Expect these words in the main part."""
        expect(self.page.locator("main")).to_contain_text(words)


def comes_true(happened: Callable[[], bool]) -> None:
    """Wait until `happened`: a page that was left may still be telling the server something."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def sign_up(walk: Walk, *, full_name: str, email: str) -> None:
    """Create an account, from the front door on."""
    walk.page.goto("/")
    walk.look("1-front-door")
    walk.page.goto("/accounts/signup/")
    walk.look("2-sign-up")
    walk.page.fill("[name=full_name]", full_name)
    walk.page.fill("[name=email]", email)
    walk.page.fill("[name=password1]", PASSWORD)
    walk.page.locator("main form button[type=submit], main form button:not([type])").first.click()
    walk.look("3-check-your-mail")


def verify(walk: Walk) -> None:
    """Open the link of the newest mail and press the one button there."""
    link = next(url for url in LINK.findall(str(mail.outbox[-1].body)) if "confirm-email" in url)
    walk.page.goto(re.sub(r"https?://[^/]+", "", link))
    walk.look("4-confirm")
    walk.page.locator("main form button").first.click()
    walk.page.wait_for_url("**/learn/")
    walk.look("5-home-on-the-first-day")


def start_course(walk: Walk, slug: str) -> None:
    """Start an open course from its own page."""
    walk.page.goto(f"/courses/{slug}/")
    walk.look(f"course-{slug}")
    walk.press("Start this course")


def read_all_lessons(walk: Walk) -> None:
    """Mark each lesson as done until the quiz comes."""
    number = 0
    while walk.page.get_by_role("button", name="Mark as done").count():
        number += 1
        walk.look(f"lesson-{number}")
        walk.press("Mark as done")
    assert number > 1


def take_quiz(walk: Walk) -> None:
    """Answer every question rightly, check the answers, hand in."""
    walk.look("quiz")
    walk.press("Start the quiz")
    attempt = Attempt.objects.in_progress().get()
    for item in attempt.paper.items:
        fill_in(walk, item)
        walk.look(f"question-{item.kind}")
        walk.press("Check your answers" if item.kind is Kind.SCENARIO else "Save and")
    walk.look("check")
    walk.press("Hand in")
    walk.look("result")


def fill_in(walk: Walk, item: Item) -> None:
    """Give the right answer to the question of this page, which takes a story to its end; nothing else is saved yet."""
    best = best_answer(item)
    if item.kind is Kind.SCENARIO:
        for way in best.chosen:
            walk.page.locator(f"input[value='{way}']").check()
            walk.press("Save and read on")
    elif item.kind in (Kind.MATCHING, Kind.ORDERING):
        choose_by_keyboard(walk.page, fields_of(item, best))
    elif item.kind in (Kind.SHORT_TEXT, Kind.GAP_FILL):
        for name, words in fields_of(item, best).items():
            walk.page.locator(f"[name='{name}']").fill(words)
    else:
        for key in best.chosen:
            walk.page.locator(f"input[value='{key}']").check()


def choose_by_keyboard(page: Page, chosen: dict[str, str]) -> None:
    """Give each select of the question its value, from the first to the last, by keys alone."""
    selects = page.locator("select[name^='question-']")
    selects.first.focus()
    for select in selects.all():
        expect(select).to_be_focused()
        values = [option.get_attribute("value") for option in select.locator("option").all()]
        for _step in range(values.index(chosen[str(select.get_attribute("name"))])):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")

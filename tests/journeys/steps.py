"""The steps a learner takes, one function each, so that a journey reads like a story."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from playwright.sync_api import Page, expect

from assessments.models import Attempt
from tests.journeys.axe import assert_accessible

PASSWORD = "a calm bright morning"
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
        for key in item.correct_keys:
            walk.page.locator(f"input[value='{key}']").check()
        walk.look(f"question-{item.kind}")
        walk.press("Save and")
    walk.look("check")
    walk.press("Hand in")
    walk.look("result")

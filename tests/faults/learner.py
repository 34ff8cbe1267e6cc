"""A learner at the browser who does not give up: answers, signs in again, chooses between two answers, hands in."""

import random
import re
import time
from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from playwright.sync_api import Browser, Error, Page, Request, Response

from assessments.answers import Answer, kept
from assessments.forms.answers import answer_form
from assessments.items import Item
from assessments.models import Attempt
from assessments.rules import Kind
from lms.accounts.models import User
from tests.assessments.views.quizzes import fields_of
from tests.factories.people import PASSWORD
from tests.faults.ledger import Fate, Ledger
from tests.faults.wire import Wire
from tests.journeys.conftest import SETTLED, sign_in

PATIENCE = 60.0  # seconds for a server that was killed to be back, on a busy machine
IMPATIENT = 40  # looks at a page that says it is waiting, before the learner presses the button
QUESTION = re.compile(r"/learn/attempts/[0-9a-f-]+/(\d+)/$")
SIGN_IN = "/accounts/login/"
ELSEWHERE = "section[aria-labelledby^=elsewhere]"
STATE = """() => {
  const place = document.querySelector('[data-save-state]');
  const form = document.querySelector('main form[method=post]');
  return [place ? place.dataset.saveState : '', form ? new URLSearchParams(new FormData(form)).toString() : ''];
}"""


class GotNowhereError(AssertionError):
    """The learner waited for long and got nowhere, or was told what may not be."""


class Learner:
    """One person in a browser of their own, behind a wire of their own, with one attempt."""

    def __init__(self, browser: Browser, wire: Wire, user: User, *, javascript: bool, chance: random.Random) -> None:
        self.wire, self.user, self.javascript, self.chance = wire, user, javascript, chance
        self.ledger = Ledger()
        self.complaints: list[str] = []
        self.story: list[str] = []
        self.expects_it_kept = False
        self._waited = 0
        self.attempt: Attempt
        self.context = browser.new_context(base_url=wire.url, java_script_enabled=javascript, **SETTLED)
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._sent)
        self.context.on("response", self._heard)
        self.context.on("dialog", lambda dialog: dialog.accept())
        sign_in(self.context, wire.url, user)
        self.page = self.context.new_page()

    # What passes between browser and server

    def _item_of(self, request: Request) -> Item | None:
        found = QUESTION.search(request.url)
        return self.item(int(found[1])) if found and request.method == "POST" else None

    def _sent(self, request: Request) -> None:
        item = self._item_of(request)
        answer = read_answer(item, request.post_data or "") if item else None
        self.tell(f"{request.method} {request.url} {answer or ''}", of=request)
        if item and answer:
            self.ledger.sent(item.key, answer, request)

    def _heard(self, response: Response) -> None:
        self.tell(f"{response.status} {response.headers.get('location', '')}", of=response.request)
        if not self._item_of(response.request):
            return
        leads_on = response.status == 302 and f"/attempts/{self.attempt.pk}/" in response.headers.get("location", "")
        if leads_on and not response.headers["location"].startswith(SIGN_IN):
            self.ledger.settle(response.request, Fate.SAVED)
        elif response.status == 302 or 400 <= response.status < 500:
            self.ledger.settle(response.request, Fate.REFUSED)

    def tell(self, words: str, *, of: Request | None = None) -> None:
        """Add a line to the story of this attempt, which is told when something is wrong with it."""
        is_told = of is None or "/attempts/" in of.url or of.is_navigation_request()
        if is_told and not (self.story and self.story[-1].endswith(words)):
            self.story.append(f"{time.monotonic() % 1000:7.2f} {words}")

    # What the learner does

    def item(self, number: int) -> Item:
        """Return the question of this number."""
        return self.attempt.paper.items[number - 1]

    def address(self, place: int | str) -> str:
        """Return the address of a question, of `check` or of `result`."""
        return f"/learn/attempts/{self.attempt.pk}/{place}/"

    def some_answer(self, number: int) -> Answer:
        """Return an answer by chance that is not the one acknowledged."""
        item, last = self.item(number), self.ledger.acknowledged(self.item(number).key)
        return next(answer for answer in iter(lambda: any_answer(item, self.chance), None) if answer != last)

    def go(self, page: Page, place: int | str, *, there: Callable[[Page], bool]) -> None:
        """Open a page of the attempt, through whatever stands in the way, until `there`."""
        deadline = time.monotonic() + PATIENCE
        while True:
            patiently(lambda: page.goto(self.address(place)))
            if self._signed_in(page) and patiently(lambda: there(page)):
                return
            self._not_for_ever(deadline, page)

    def open(self, number: int, page: Page | None = None) -> Page:
        """Open the page of a question and return it."""
        page = page or self.page
        self.go(page, number, there=lambda page: self.is_at(page, number))
        return page

    def is_at(self, page: Page, number: int) -> bool:
        """Tell whether this question can be answered on the page."""
        return bool(page.locator(f"main [name^='question-{self.item(number).key}']").count())

    def fill(self, page: Page, number: int, answer: Answer) -> None:
        """Put the answer into the form, as a person does."""
        item = self.item(number)
        if item.kind in (Kind.SINGLE, Kind.TRUE_FALSE, Kind.MULTIPLE):
            for option in item.options:
                box = page.locator(f"input[name='question-{item.key}'][value='{option.key}']")
                if option.key in answer.chosen or item.kind is Kind.MULTIPLE:
                    box.set_checked(option.key in answer.chosen)
            return
        wanted = fields_of(item, answer)
        for field in page.locator(f"main [name^='question-{item.key}']").all():
            value = wanted.get(str(field.get_attribute("name")), "")
            if item.kind in (Kind.MATCHING, Kind.ORDERING):
                field.select_option(value)
            else:
                field.fill(value)

    def begin_anew(self) -> None:
        """Close the page, whatever it waits for, and open an empty one."""
        old, self.page = self.page, self.context.new_page()
        patiently(old.close)

    def press(self, page: Page, *, twice: bool = False) -> None:
        """Press the button of the form and wait for what comes; it may be no page at all."""
        button = page.locator("main form[method=post] .form__actions button, main form[method=post] > button").first
        patiently(lambda: arrive(page, button.dblclick if twice else button.click))

    def give(
        self,
        number: int,
        answer: Answer,
        *,
        harm: Callable[[], Any] = lambda: None,
        heal: Callable[[], Any] = lambda: None,
        page: Page | None = None,
        stay: bool = False,
        twice: bool = False,
        by_hand: bool = False,
    ) -> None:
        """Answer a question under a harm, and go on until the page says that this answer is saved.

        `stay`: on the page as it stands. With a script the change is often left to save itself, but not `by_hand`.
        """
        page = page or self.page
        if not (stay and patiently(lambda: self.is_at(page, number))):
            self.open(number, page)
        before = len(self.ledger.entries)
        harm()
        patiently(lambda: self.fill(page, number, answer))
        if self.javascript and not (twice or by_hand) and self.chance.random() < 0.6:
            self.wait_until_sent(number, answer, before)
            page.wait_for_timeout(self.chance.choice([0, 200, 1300]))
        else:
            self.press(page, twice=twice)
        heal()
        self.until_saved(page, number, answer, before)

    def until_saved(self, page: Page, number: int, answer: Answer, before: int) -> None:
        """Do what the page asks for until it has said that this answer is saved."""
        deadline, item = time.monotonic() + PATIENCE, self.item(number)
        while not self._is_saved(item, answer, before):
            patiently(lambda: self._one_more_try(page, number, answer, before))
            self._not_for_ever(deadline, page)

    def _is_saved(self, item: Item, answer: Answer, before: int) -> bool:
        mine = [entry for entry in self.ledger.entries[before:] if entry.item_key == item.key]
        return any(entry.fate is Fate.SAVED and entry.answer == answer for entry in mine)

    def _one_more_try(self, page: Page, number: int, answer: Answer, before: int) -> None:
        item = self.item(number)
        had_to = SIGN_IN in page.url
        if not self._signed_in(page):
            return
        if not self.is_at(page, number):
            self.open(number, page)
        state, data = self._state(page)
        shown = read_answer(item, data)
        self.tell(f"sees {state!r} with {shown}, wants {answer}")
        self._waited = self._waited + 1 if state == "waiting" else 0
        if had_to and self.expects_it_kept and shown != answer:
            self.complaints.append(f"{page.url}: what was sent while signed out was not there after signing in.")
        if not self.javascript or shown != answer:
            self._press_again(page, number, answer)
        else:
            self._do_as_told(page, number, answer, state, self.ledger.was_sent(item.key, answer, after=before))

    def _do_as_told(self, page: Page, number: int, answer: Answer, state: str, was_sent: bool) -> None:
        """Go by what a page with a script says of the answer on it."""
        if state == "saved" and was_sent:
            self.ledger.shown(self.item(number).key, answer)
        elif state in ("signed-out", "stopped"):
            self._go_on_from(page, state)
        elif state in ("saved", "elsewhere", "") or self._waited > IMPATIENT:
            self.press(page)
        else:
            page.wait_for_timeout(100)

    def _press_again(self, page: Page, number: int, answer: Answer) -> None:
        self.fill(page, number, answer)
        self.press(page)

    def _go_on_from(self, page: Page, state: str) -> None:
        if state == "stopped":
            words = page.locator("[data-save-words]").inner_text()
            self.complaints.append(f"{page.url}: the page stopped saving: {words}")
            page.reload()
        else:
            arrive(page, page.locator("[data-save-sign-in]").click)

    def _state(self, page: Page) -> tuple[str, str]:
        state, data = page.evaluate(STATE)
        return str(state), str(data)

    def wait_until_sent(self, number: int, answer: Answer, before: int) -> None:
        """Wait a little for the script to send an answer."""
        deadline, key = time.monotonic() + 2.5, self.item(number).key
        while not self.ledger.was_sent(key, answer, after=before) and time.monotonic() < deadline:
            patiently(lambda: self.page.wait_for_timeout(30))

    def _signed_in(self, page: Page) -> bool:
        """Sign in where the page asks for it; tell whether the page is one behind it."""
        if SIGN_IN not in page.url.partition("?")[0]:
            return True
        if not page.locator("[name=login]").count():  # something broke at the press
            page.goto(page.url)
        page.fill("[name=login]", self.user.email)
        page.fill("[name=password]", PASSWORD)
        arrive(page, page.locator("main form button:not([type=button])").first.click)
        return SIGN_IN not in page.url.partition("?")[0]

    def _not_for_ever(self, deadline: float, page: Page) -> None:
        if time.monotonic() > deadline:
            words = patiently(lambda: page.locator("body").inner_text()) or ""
            raise GotNowhereError(f"Nothing came of it at {page.url}: {words[:600]}")
        page.wait_for_timeout(60)


def patiently(act: Callable[[], Any]) -> Any:
    """Do something that a broken connection may end; None where it did."""
    try:
        return act()
    except Error:
        return None


def arrive(page: Page, act: Callable[[], Any]) -> None:
    """Press something that leads to another page and wait until that one has come."""
    with page.expect_navigation(wait_until="domcontentloaded", timeout=20_000):
        act()


def read_answer(item: Item | None, data: str) -> Answer | None:
    """Return the answer in the fields of a form as it would be kept; None where there is none."""
    if item is None:
        return None
    form = answer_form(item, QueryDict(data))
    return kept(item, form.answer) if form.is_valid() else None


def any_answer(item: Item, chance: random.Random) -> Answer:
    """Return an answer by chance that the question takes, as it would be kept."""
    keys = [option.key for option in item.options]
    match item.kind:
        case Kind.SHORT_TEXT:
            answer = Answer(text=f"words {chance.randrange(10**6)}")
        case Kind.GAP_FILL:
            answer = Answer(tuple(f"word {chance.randrange(10**6)}" for _gap in item.gaps.accepted if item.gaps))
        case Kind.MATCHING:
            sides = [side.key for side in item.sides]
            answer = Answer(tuple(f"{key}:{chance.choice(sides)}" for key in keys))
        case Kind.ORDERING:
            answer = Answer(tuple(chance.sample(keys, len(keys))))
        case Kind.MULTIPLE:
            answer = Answer(tuple(chance.sample(keys, chance.randint(1, len(keys)))))
        case _:
            answer = Answer((chance.choice(keys),))
    return kept(item, answer)

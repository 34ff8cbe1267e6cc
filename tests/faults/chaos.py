"""Attempts at a quiz in a browser while everything around it breaks, and what the database says at their end."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from wagtail.models import ModelLogEntry

from assessments.marking import best_answer, mark_item
from assessments.models import AssessmentPage, AssessmentQuestion, Attempt
from assessments.rules import Kind
from assessments.services.answering import answers_of
from courses.models import CoursePage, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import ActivityCompletion
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, QuestionFactory
from tests.faults.blows import BLOWS, ENDINGS, Scene
from tests.faults.learner import Learner, arrive, patiently
from tests.faults.ledger import Ledger
from tests.faults.web import Server, steadily
from tests.faults.wire import Wire
from tests.journeys.conftest import CHROMIUM, SWITCHES

KINDS = (
    Kind.SINGLE,
    Kind.MULTIPLE,
    Kind.SHORT_TEXT,
    Kind.GAP_FILL,
    Kind.MATCHING,
    Kind.ORDERING,
    Kind.TRUE_FALSE,
    Kind.SHORT_TEXT,
)
BLOWS_EACH = 5
LANES = 2
STORY = 120  # lines
HANDED_IN = "assessments.submit_attempt"


@dataclass
class Report:
    """What the attempts came to."""

    findings: list[str] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """One attempt: what befalls it where; the same seed and number give the same plan."""

    seed: int
    number: int

    @property
    def chance(self) -> random.Random:
        """Return what decides in this attempt."""
        return random.Random(f"{self.seed}:{self.number}")  # noqa: S311  (nothing secret hangs on it)

    @property
    def javascript(self) -> bool:
        """Tell whether the browser runs scripts."""
        return self.number % 2 == 0


def make_quiz() -> AssessmentPage:
    """Write a course that is nothing but a quiz of eight questions of six kinds."""
    course = CourseFactory(title="Storm", lessons=0)
    module = ModulePage.objects.descendant_of(course).get()
    page = AssessmentPageFactory(parent=module, questions=0, title="Storm quiz")
    for place, kind in enumerate(KINDS):
        AssessmentQuestion.objects.create(page=page, question=QuestionFactory(kind=kind), sort_order=place)
    publish_edition(course=course, by=None, at=timezone.now())
    return page


def run(server: Server, *, seed: int, numbers: Iterable[int]) -> Report:
    """Go through these attempts in a few browsers at once and return what they came to."""
    # A browser's own event loop runs in each thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    report, lock, left = Report(), threading.Lock(), iter(list(numbers))

    def lane() -> None:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            while (number := _next(left, lock)) is not None:
                begun = time.monotonic()
                found, learner_count, struck = one_attempt(browser, server, Plan(seed, number))
                with lock:
                    report.findings += [f"attempt {number}: {finding}" for finding in found]
                    report.acknowledged += learner_count
                    report.struck.update(struck)
                    report.seconds.append(time.monotonic() - begun)
            browser.close()
            connection.close()  # where a loop runs, the thread has a connection that is seen only there

    with ThreadPoolExecutor(LANES) as pool:
        for outcome in [pool.submit(lane) for _lane in range(LANES)]:
            outcome.result()
    return report


def _next(left: "Iterable[int]", lock: threading.Lock) -> int | None:
    with lock:
        return next(left, None)


def one_attempt(browser: Browser, server: Server, plan: Plan) -> tuple[list[str], int, list[str]]:
    """Take the quiz once under five blows; return what is wrong, the number of acknowledged answers, and the blows."""
    wire, struck = Wire(server.port), []
    learner = Learner(browser, wire, _newcomer(), javascript=plan.javascript, chance=plan.chance)
    try:
        take(learner, server, plan, struck)
        found = learner.complaints + judge(learner.attempt, learner.ledger)
    except Exception as error:  # one attempt that goes wrong is a finding, and the others go on
        found = [*learner.complaints, f"{type(error).__name__}: {error}"]
    finally:
        learner.context.close()
        wire.close()
    if found:
        found += [f"It met {', '.join(struck)}.", *learner.story[-STORY:]]
    return found, learner.ledger.count(), struck


def _newcomer():
    def enrol():
        return EnrolmentFactory(course=CoursePage.objects.get(slug="storm"), enrolled_at=timezone.now()).learner

    return steadily(enrol)


def take(learner: Learner, server: Server, plan: Plan, struck: list[str]) -> None:
    """Start, answer all questions with blows at some of them, check, hand in, and try to change it afterwards."""
    begin(learner)
    places = plan.chance.sample(range(1, len(KINDS) + 1), BLOWS_EACH)
    befalls = {place: BLOWS[(plan.number * BLOWS_EACH + i) % len(BLOWS)] for i, place in enumerate(places)}
    careful = learner.chance.random() < 0.4
    for number in range(1, len(KINDS) + 1):
        if number in befalls:
            struck.append(befalls[number].__name__)
            learner.tell(f"--- {struck[-1]} at question {number}")
            befalls[number](Scene(learner, server, number))
            learner.wire.heal()
            learner.tell("--- over")
            doubt(learner)  # at once: an answer that is given anew would hide it
        if careful or number not in befalls:
            best = best_answer(learner.item(number)) if careful else learner.some_answer(number)
            learner.give(number, best)
    ending = ENDINGS[(plan.number + plan.seed) % len(ENDINGS)]
    struck.append(ending.__name__)
    learner.tell(f"--- {struck[-1]}")
    hand_in(learner, lambda: ending(Scene(learner, server)))
    come_back(learner)


def doubt(learner: Learner) -> None:
    """Hold what the learner was told against the database."""
    learner.wire.wait_until_idle()
    attempt = learner.attempt
    learner.complaints += steadily(lambda: learner.ledger.doubts(answers_of(Attempt.objects.get(pk=attempt.pk))))


def begin(learner: Learner) -> None:
    """Start the quiz from its page."""
    page = learner.page
    address = steadily(lambda: str(AssessmentPage.objects.get(slug="storm-quiz").url))
    started = Attempt.objects.filter(enrolment__learner=learner.user)
    deadline = time.monotonic() + 90
    while not steadily(started.exists):
        assert time.monotonic() < deadline, page.url
        patiently(lambda: page.goto(address))
        patiently(lambda: arrive(page, page.locator("main").get_by_role("button", name="Start the quiz").click))
    learner.attempt = steadily(started.select_related("assessment").get)


def hand_in(learner: Learner, blow) -> None:
    """Press “Hand in” twice, under a blow, until the result is there."""
    page, deadline = learner.page, time.monotonic() + 90
    learner.go(page, "check", there=lambda page: "/check/" in page.url and "Hand in" in page.inner_text("main"))
    blow()
    while not patiently(lambda: page.get_by_role("heading", name="How it went").count()):
        assert time.monotonic() < deadline, page.url
        if not patiently(lambda: page.locator("main").get_by_role("button", name="Hand in").count()):
            learner.go(page, "check", there=lambda page: "/attempts/" in page.url)
        else:
            learner.press(page, twice=True)
    learner.wire.heal()
    learner.wire.wait_until_idle()


def come_back(learner: Learner) -> None:
    """Go back from the result, press once more, and open a question: nothing of it may change anything."""
    page = learner.page
    patiently(lambda: page.go_back(wait_until="domcontentloaded"))
    if patiently(lambda: page.locator("main").get_by_role("button", name="Hand in").count()):
        learner.press(page)
    learner.go(page, 1, there=lambda page: "/result/" in page.url)


def judge(attempt: Attempt, ledger: Ledger) -> list[str]:
    """Return a sentence for each thing that is not as the learner was told, or happened more than once."""
    return steadily(lambda: list(_judge(Attempt.objects.get(pk=attempt.pk), ledger)))


def _judge(attempt: Attempt, ledger: Ledger):
    yield from ledger.doubts(answers_of(attempt))
    if not attempt.is_marked:
        yield f"It is {attempt.status}."
    lines = ModelLogEntry.objects.filter(object_id=str(attempt.pk), action=HANDED_IN).count()
    if lines != 1:
        yield f"It was handed in {lines} times."
    done = ActivityCompletion.objects.filter(enrolment=attempt.enrolment_id).count()
    if done != int(attempt.is_passed):
        yield f"It is {attempt.status} and its activity was completed {done} times."
    items = {item.key: item for item in attempt.paper.items}
    for response in attempt.responses.all():
        worth = float(mark_item(items[str(response.item_key)], response.answer))
        if response.mark is None or abs(float(response.mark) - worth) > 0.001:
            yield f"Question {response.item_key} earned {response.mark}, but its answer is worth {worth}."

"""A nominee at home: somebody with an account under another address, and somebody who says no; on a phone."""

import pytest
from playwright.sync_api import expect

from enrolment.links import mailed_link, spoken_code
from enrolment.models import Nomination
from lms.accounts.models import User
from tests.access.world import World
from tests.factories.people import PASSWORD
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor


@pytest.fixture
def world(transactional_db: None) -> World:
    """Zoë is invited; Amir is not."""
    return World()


def link_of(place: Nomination) -> str:
    return mailed_link(place, 1).removeprefix("http://testserver")


def sign_in(walk: Walk, person: User) -> None:
    walk.page.fill("[name=login]", str(person.email))
    walk.page.fill("[name=password]", PASSWORD)
    walk.page.keyboard.press("Enter")


def type_code(walk: Walk, code: str) -> None:
    """Come in by the second door and type the code, at first without its last letter."""
    walk.page.goto("/")
    walk.press("I have been nominated")
    walk.look("code")
    walk.page.fill("[name=code]", code[:-1])
    walk.press("Show me the place")
    walk.look("code-too-short")
    walk.page.fill("[name=code]", code)
    walk.press("Show me the place")


def press_by_keyboard(walk: Walk, words: str) -> None:
    """Go from one thing to the next until the button with `words` is reached, and press it."""
    wanted = walk.page.get_by_role("button", name=words)
    for _ in range(40):
        walk.page.keyboard.press("Tab")
        if wanted.evaluate("button => button === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    walk.page.keyboard.press("Enter")


@pytest.fixture(params=[True, False], ids=["js", "plain"])
def walk(request: pytest.FixtureRequest, page_for: PageFor, photograph) -> Walk:
    """The way of a nominee, with JavaScript and without."""
    return Walk(page_for(javascript=request.param, dark=True), photograph, f"place-{request.param}")


def test_somebody_with_another_address_takes_up_the_place_by_keyboard(world: World, walk: Walk) -> None:
    walk.page.goto(link_of(world.invited))
    walk.look("offer")
    press_by_keyboard(walk, "Yes, take up the place")
    sign_in(walk, world.amir)
    walk.sees("You are signed in as Amir Hassan")
    walk.look("once-more")
    press_by_keyboard(walk, "Yes, take up the place")
    walk.page.wait_for_url("**/learn/")
    walk.sees("The place is yours")
    walk.look("whole-path")


def test_somebody_types_the_code_and_says_no_without_signing_in(world: World, page_for: PageFor, photograph) -> None:
    walk = Walk(page_for(javascript=False), photograph, "place-no")
    type_code(walk, spoken_code(world.code).lower())
    walk.press("No, thank you")
    walk.look("no")
    walk.press("No, I do not want the place")
    walk.sees("You have said no")
    assert Nomination.objects.get().status == "declined"

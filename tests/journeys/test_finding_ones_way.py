"""Finding one's way through the courses: on a phone without JavaScript, and the home at every stage."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from enrolment.models import Enrolment, Nomination, PlaceAllowance
from lms.accounts.models import User
from tests.factories.people import UserFactory
from tests.journeys.steps import Walk, read_all_lessons, start_course
from tests.journeys.watch import PageFor

COURSE = "introduction-to-smart"


@pytest.fixture
def courses(transactional_db: None) -> None:
    """The courses and people of the demo."""
    call_command("load_demo", verbosity=0)


def test_a_newcomer_finds_their_way_on_a_phone_without_javascript(courses: None, page_for: PageFor, photograph) -> None:
    stranger = Walk(page_for(javascript=False), photograph, "stranger")
    the_catalogue_tells_open_from_gated(stranger)
    newcomer = UserFactory(full_name="Siân Ŵyn-Okonkwo", email="sian@example.org")
    walk = Walk(page_for(javascript=False, user=newcomer), photograph, "newcomer")
    begins_and_comes_back(walk)
    finds_a_word(walk)
    prints_what_was_done(walk)
    leaves_and_starts_again(walk)


def the_catalogue_tells_open_from_gated(walk: Walk) -> None:
    walk.page.goto("/courses/")
    walk.sees("Open to everybody")
    walk.sees("By nomination")
    walk.look("catalogue")
    walk.page.goto(f"/courses/{COURSE}/")
    walk.sees("What it leads to")
    walk.look("course")


def begins_and_comes_back(walk: Walk) -> None:
    walk.page.goto("/learn/")
    walk.look("home")
    start_course(walk, COURSE)
    walk.look("lesson")
    walk.press("Mark as done and go on")
    walk.page.goto("/learn/")
    walk.sees("of 10 h to go")
    walk.look("home-begun")
    walk.press("Continue")
    walk.sees("Step 2 of")


def finds_a_word(walk: Walk) -> None:
    walk.page.goto("/learn/search/?q=smart+recovery")
    expect(walk.page.locator("mark").first).to_be_visible()
    walk.look("search")
    walk.page.goto("/learn/search/?q=elephants")
    walk.sees("Try one word")
    walk.look("search-nothing")


def prints_what_was_done(walk: Walk) -> None:
    walk.page.goto(f"/learn/receipt/{COURSE}/")
    walk.sees("This is your own record")
    walk.look("receipt")


def leaves_and_starts_again(walk: Walk) -> None:
    walk.page.goto(f"/courses/{COURSE}/")
    walk.look("course-begun")
    walk.press("Leave this course")
    walk.look("leave")
    walk.press("Leave this course")
    walk.sees("What you have done is kept")
    walk.page.goto(f"/courses/{COURSE}/")
    walk.look("course-left")
    walk.press("Start again")
    walk.page.goto(f"/courses/{COURSE}/")
    walk.sees("Done")


# --- The home at every stage ------------------------------------------------------------------------


def trainee() -> User:
    """Half-way through the gated course of a place."""
    return User.objects.get(email="trainee@demo.example")


def beginner() -> User:
    """With nothing begun."""
    return UserFactory(full_name="Nia Prothero", email="nia@example.org")


def qualified() -> User:
    """With everything done."""
    return User.objects.get(email="facilitator@demo.example")


def paused() -> User:
    """Paused."""
    Nomination.objects.redeemed().filter(learner=trainee()).update(paused_at=timezone.now())
    return trainee()


def suspended() -> User:
    """With a licence that has lapsed."""
    place = Enrolment.objects.of_learner(trainee()).active().get(nomination__isnull=False).nomination
    long_ago = timezone.localdate() - timedelta(days=500)
    year = PlaceAllowance.objects.filter(licence=place.allowance.licence_id)
    year.update(starts_on=long_ago, ends_on=long_ago + timedelta(days=364))
    return trainee()


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_the_home_reads_well_at_every_stage(
    courses: None, page_for: PageFor, photograph, width: int, dark: bool
) -> None:
    for stage in (beginner, trainee, qualified, paused, suspended):
        page = page_for(width=width, dark=dark, javascript=False, user=stage())
        walk = Walk(page, photograph, f"{stage.__name__}-{width}")
        for address, name in (
            ("/learn/", "home"),
            ("/courses/", "catalogue"),
            ("/courses/smart-facilitator/", "course"),
        ):
            page.goto(address)
            walk.look(name)


def test_whoever_has_read_everything_sees_it_on_every_page(courses: None, page_for: PageFor, photograph) -> None:
    walk = Walk(page_for(width=1280, user=beginner()), photograph, "wide")
    start_course(walk, COURSE)
    read_all_lessons(walk)
    walk.look("lesson")

"""The open journey: from the front door to a finished first course, with JavaScript and without, on a phone."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from tests.journeys.steps import Walk, read_all_lessons, sign_up, start_course, take_quiz, verify
from tests.journeys.watch import PageFor
from tests.rows import Rows, read_rows, restore_rows

NAME = "Siân Ŵyn-Okonkwo"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory) -> tuple[Rows, Path]:
    """The rows and files of the demo, loaded once for this module and taken back."""
    kept = tmp_path_factory.mktemp("demo") / "media"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        rows = read_rows()
        shutil.copytree(settings.SCRATCH_DIR / "media", kept)
        transaction.set_rollback(True)
    return rows, kept


@pytest.fixture
def courses(loaded: tuple[Rows, Path], transactional_db: None) -> None:
    """The courses of the demo."""
    rows, files = loaded
    restore_rows(rows)
    shutil.copytree(files, settings.SCRATCH_DIR / "media", dirs_exist_ok=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_signs_up_and_finishes_the_first_course(
    courses: None, page_for: PageFor, photograph, javascript: bool
) -> None:
    walk = Walk(page_for(javascript=javascript), photograph, "js" if javascript else "plain")
    sign_up(walk, full_name=NAME, email="sian@example.org")
    verify(walk)
    getting_smart_is_not_open_yet(walk)
    finish_introduction(walk)
    getting_smart_opens(walk)
    completion_note_is_there(walk)


def getting_smart_is_not_open_yet(walk: Walk) -> None:
    walk.page.goto("/courses/getting-smart/")
    walk.sees("Please finish Introduction to SMART first.")
    walk.look("getting-smart-not-yet")
    expect(walk.page.get_by_role("button", name="Start this course")).to_have_count(0)


def finish_introduction(walk: Walk) -> None:
    start_course(walk, "introduction-to-smart")
    read_all_lessons(walk)
    take_quiz(walk)
    walk.sees("Passed")


def getting_smart_opens(walk: Walk) -> None:
    walk.page.goto("/learn/")
    walk.sees("Your next step")
    walk.sees("Getting SMART")
    walk.look("home-after-introduction")
    walk.press("Start this course")
    walk.page.goto("/learn/")
    walk.sees("Continue")


def completion_note_is_there(walk: Walk) -> None:
    walk.press("Completion note")
    walk.sees(NAME)
    walk.look("completion-note")


def test_a_gated_course_says_who_can_take_it(courses: None, page_for: PageFor, photograph) -> None:
    walk = Walk(page_for(), photograph, "gated")
    walk.page.goto("/courses/smart-facilitator/")
    walk.sees("nominated by a partner organisation")
    walk.look("course")


@pytest.mark.parametrize(("width", "dark"), [(320, False), (768, True), (1280, False)])
def test_reading_pages_are_accessible_at_every_width(
    courses: None, page_for: PageFor, photograph, width: int, dark: bool
) -> None:
    walk = Walk(page_for(width=width, dark=dark), photograph, f"{width}-{'dark' if dark else 'light'}")
    for address in ("/", "/courses/", "/courses/introduction-to-smart/", "/privacy/", "/accessibility/"):
        walk.page.goto(address)
        walk.look(address.strip("/").replace("/", "-") or "home")

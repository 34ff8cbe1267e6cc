"""A task that asks for a file, on a phone, with JavaScript and without: added, changed, handed in, looked at."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.models import AssessmentPage
from assessments.services.trainers import appoint_trainer
from courses.models import CoursePage
from tests.cast import NOW, Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.uploads import PDF, PROGRAM, ask_for_files, photograph
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor


@pytest.fixture
def course(cast: Cast, transactional_db: None) -> CoursePage:
    """A course with a task that asks for a file, which Zoë takes and Tom reviews."""
    made = CourseFactory(title="SMART Facilitator", lessons=1, writing=True)
    ask_for_files()
    EnrolmentFactory(learner=cast.zoe, course=made)
    appoint_trainer(course=made, person=cast.trainer, by=None, at=NOW)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What lies on Zoë's phone."""
    for name, content in {"Plan – Zoë.pdf": PDF, "board.jpg": photograph(), "essay.pdf": PROGRAM}.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_added_changed_handed_in_and_looked_at(
    course: CoursePage, folder: Path, cast: Cast, page_for: PageFor, photograph, javascript: bool
) -> None:
    name = "js" if javascript else "plain"
    learner = Walk(page_for(user=cast.zoe, javascript=javascript), photograph, f"upload-{name}")
    trainer = Walk(page_for(user=cast.trainer, javascript=javascript, width=1280), photograph, f"upload-review-{name}")
    begin(learner)
    what_is_no_document_is_told(learner, folder)
    add_and_change(learner, folder)
    hand_in(learner)
    look_at(trainer)


def begin(learner: Walk) -> None:
    learner.page.goto(str(AssessmentPage.objects.get().url))
    learner.page.locator("form[action*='/start/'] button").click()
    learner.sees("A document (PDF, Word, ODT or plain text)")
    learner.look("1-empty")


def choose(learner: Walk, file: Path) -> None:
    learner.page.locator("input[type=file]").set_input_files(file)
    save(learner)


def save(learner: Walk) -> None:
    learner.page.get_by_role("button", name="Save", exact=True).click()  # a sentence above it may say "save", too
    learner.page.wait_for_load_state()


def what_is_no_document_is_told(learner: Walk, folder: Path) -> None:
    save(learner)
    learner.sees("Choose a file first, or leave it for later.")
    choose(learner, folder / "essay.pdf")
    learner.sees("This file is not what its name says")
    learner.look("2-refused")


def add_and_change(learner: Walk, folder: Path) -> None:
    choose(learner, folder / "board.jpg")
    learner.sees("Picture (JPEG)")
    learner.press("Take it away")
    learner.sees("Your file has been taken away.")
    choose(learner, folder / "board.jpg")
    choose(learner, folder / "Plan – Zoë.pdf")
    learner.sees("Plan – Zoë.pdf")
    expect(learner.page.get_by_text("board.jpg")).to_have_count(0)
    learner.look("3-kept")


def hand_in(learner: Walk) -> None:
    learner.press("Check your answers")
    learner.press("Hand in")
    learner.sees("A trainer reads it within 5 working days.")
    learner.sees("Plan – Zoë.pdf")
    learner.look("4-handed-in")


def look_at(trainer: Walk) -> None:
    trainer.page.goto("/review/")
    trainer.press("Zoë")
    trainer.sees("Plan – Zoë.pdf")
    trainer.look("1-reading")
    with trainer.page.expect_download() as waiting:
        trainer.page.get_by_role("link", name="Download Plan – Zoë.pdf").click()
    assert waiting.value.suggested_filename == "Plan – Zoë.pdf"
    assert Path(waiting.value.path()).read_bytes() == PDF

"""A written task on its whole way, with JavaScript and without: handed in, read, tried again, passed."""

import pytest
from django.core import mail

from assessments.models import AssessmentPage
from assessments.services.trainers import appoint_trainer
from courses.models import CoursePage
from tests.cast import NOW, Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

FIRST = "I would welcome everybody.\n\nThen I would go round, and ask what each of us would like to talk about."
MORE = "\n\nIf somebody is quiet, I would leave them room, and say that listening is taking part, too."


@pytest.fixture
def course(cast: Cast, transactional_db: None) -> CoursePage:
    """A course with a written task, which Zoë takes and Tom reviews."""
    made = CourseFactory(title="SMART Facilitator", lessons=1, writing=True)
    EnrolmentFactory(learner=cast.zoe, course=made)
    appoint_trainer(course=made, person=cast.trainer, by=None, at=NOW)
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_a_written_task_is_read_tried_again_and_passed(
    course: CoursePage, cast: Cast, page_for: PageFor, photograph, javascript: bool
) -> None:
    name = "js" if javascript else "plain"
    learner = Walk(page_for(user=cast.zoe, javascript=javascript), photograph, f"written-{name}")
    trainer = Walk(page_for(user=cast.trainer, javascript=javascript, width=1280), photograph, f"review-{name}")
    write(learner, FIRST)
    read(trainer, learner, 1)
    learner_reads_that_it_is_not_there_yet(learner)
    write_more(learner)
    read(trainer, learner, 3)
    learner_reads_that_it_is_passed(learner)


def task() -> str:
    return str(AssessmentPage.objects.get().url)


def write(learner: Walk, text: str) -> None:
    learner.page.goto(task())
    learner.look("1-task")
    learner.press("Start writing")
    learner.page.locator("textarea").fill(text)
    learner.press("Save and keep writing")
    learner.sees("Saved at")
    learner.look("2-writing")
    hand_in(learner)


def hand_in(learner: Walk) -> None:
    learner.press("Save and check your answers")
    learner.look("3-check")
    learner.press("Hand in")
    learner.sees("A trainer reads it within 5 working days.")
    learner.look("4-handed-in")
    learner.page.goto(task())
    learner.look("5-waiting")


def read(trainer: Walk, learner: Walk, level: int) -> None:
    trainer.page.goto("/review/")
    trainer.look(f"1-queue-{level}")
    trainer.press("Zoë")
    for box in trainer.page.locator(f"input[type=radio][value='{level}']").all():
        box.check()
    trainer.page.locator("textarea").fill("You welcome everybody well. What would you do when somebody stays quiet?")
    trainer.look(f"2-reading-{level}")
    trainer.press("Save decision")
    trainer.sees("The learner sees nothing of it before its release.")
    trainer.look(f"3-held-{level}")
    learner.page.reload()
    learner.sees("A trainer reads it")
    trainer.page.get_by_role("button", name="Release", exact=True).click()
    trainer.sees("Nothing waits for you.")
    trainer.look(f"4-empty-{level}")


def learner_reads_that_it_is_not_there_yet(learner: Walk) -> None:
    assert "Not yet" not in mail.outbox[-1].subject + str(mail.outbox[-1].body)
    learner.page.goto(task())
    learner.press("Attempt 1")
    learner.sees("Not yet passed")
    learner.sees("What would you do when somebody stays quiet?")
    learner.look("6-not-yet")


def write_more(learner: Walk) -> None:
    learner.press("Try again")
    learner.sees("What would you do when somebody stays quiet?")
    box = learner.page.locator("textarea")
    assert FIRST in box.input_value()
    box.fill(FIRST + MORE)
    learner.look("7-writing-more")
    hand_in(learner)


def learner_reads_that_it_is_passed(learner: Walk) -> None:
    learner.page.goto(task())
    learner.press("Attempt 2")
    learner.sees("it is all there")
    learner.look("8-passed")

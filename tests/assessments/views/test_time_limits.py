"""A limit and a confirmation as a browser meets them: said in words, kept by the server, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import AssessmentPage, Attempt, Response
from tests.content.blocks.pieces import tags
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
OVER_WORDS = "The time was over, so what you had saved by then was handed in."
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def enrolment(cast):
    """Zoë on a course with a quiz of three questions and half an hour for it."""
    course = CourseFactory(lessons=1, questions=3)
    AssessmentPage.objects.update(minutes_allowed=30)
    return EnrolmentFactory(learner=cast.zoe, course=course)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def begun(enrolment, *, ago, **more):
    return AttemptFactory(enrolment=enrolment, started_at=timezone.now() - ago, **more)


@pytest.fixture
def running(enrolment):
    """An attempt with twenty minutes left."""
    return begun(enrolment, ago=timedelta(minutes=10))


@pytest.fixture
def over(enrolment):
    """An attempt whose time was over a minute and a half ago, rightly answered in time."""
    made = begun(enrolment, ago=HALF_AN_HOUR + timedelta(seconds=90))
    answer_by_row(made)
    return made


def page_of(attempt, page):
    return f"/learn/attempts/{attempt.pk}/{page}/"


def quiz_page(client):
    quiz = AssessmentPage.objects.get()
    return client.get(quiz.url).content.decode()


def answer(client, attempt, number=1):
    item = attempt.paper.items[number - 1]
    return client.post(page_of(attempt, number), {f"question-{item.key}": right_answer(item)})


def test_the_page_says_what_time_there_is_and_that_it_runs(enrolment, zoe):
    page = quiz_page(zoe)
    assert "30 min from when you start" in tags(page, ".summary-list dd")
    assert "The time runs from the moment you start, also while you are away." in page


def test_without_a_limit_nothing_speaks_of_time(enrolment, zoe):
    AssessmentPage.objects.update(minutes_allowed=None)
    assert "none: stop and come back when you like" in tags(quiz_page(zoe), ".summary-list dd")
    attempt = AttemptFactory(enrolment=enrolment)
    assert "You have until" not in zoe.get(page_of(attempt, 1)).content.decode()


@pytest.mark.parametrize("page", [1, "check"])
def test_the_pages_say_until_when_in_words(page, running, zoe):
    words = timezone.localtime(running.due_at).strftime("%H:%M")
    said = tags(zoe.get(page_of(running, page)).content.decode(), ".inset")
    assert any(line.startswith("You have until") and words in line for line in said)


def test_while_there_is_time_answers_are_taken(running, zoe):
    answer(zoe, running)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("page", [1, "check", "result"])
def test_whoever_opens_what_is_over_finds_it_handed_in(page, over, zoe):
    shown = zoe.get(page_of(over, page), follow=True).content.decode()
    assert OVER_WORDS in shown
    assert Attempt.objects.get().is_passed


def test_pressing_start_again_leads_to_what_was_handed_in(over, enrolment, zoe):
    start = f"/learn/{enrolment.course.slug}/quiz/{over.assessment.activity_key}/start/"
    assert OVER_WORDS in zoe.post(start, follow=True).content.decode()
    assert Attempt.objects.get() == over


def test_an_answer_that_comes_too_late_changes_nothing(over, zoe):
    over.responses.all().delete()
    shown = answer(zoe, over)
    assert shown.status_code in (302, 409)
    assert (Response.objects.count(), Attempt.objects.get().percent) == (0, 0)


def test_a_text_that_comes_too_late_stays_on_the_page(cast, zoe):
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, writing=True))
    AssessmentPage.objects.update(minutes_allowed=30)
    attempt = begun(enrolment, ago=HALF_AN_HOUR * 2)
    item = attempt.paper.items[0]
    shown = zoe.post(page_of(attempt, 1), {f"question-{item.key}": "All that I thought of."})
    assert (shown.status_code, "All that I thought of." in shown.content.decode()) == (409, True)
    assert "The time for this is over" in shown.content.decode()


def test_handing_in_too_late_takes_what_was_saved(over, zoe):
    assert zoe.post(page_of(over, "check"))["Location"] == page_of(over, "result")
    assert Attempt.objects.get().percent == 100


def test_nobody_elses_visit_hands_in(over, client_of, cast):
    assert client_of(cast.amir).get(page_of(over, 1)).status_code == 404
    assert Attempt.objects.get().is_in_progress


# --- What is confirmed ----------------------------------------------------------------------------

WORDS = "This is my own work."


@pytest.fixture
def declaring(enrolment):
    """An attempt that asks to confirm something."""
    AssessmentPage.objects.update(declaration=WORDS)
    made = begun(enrolment, ago=timedelta(minutes=1))
    answer_by_row(made)
    return made


def test_the_page_says_before_starting_what_is_to_be_confirmed(declaring, zoe):
    assert WORDS in tags(quiz_page(zoe), ".summary-list dd")


def test_without_the_tick_the_sentence_stands_next_to_the_box(declaring, zoe):
    shown = zoe.post(page_of(declaring, "check"))
    assert shown.status_code == 422
    assert tags(shown.content.decode(), ".field--invalid .field__error p") == [
        "Please tick the box to confirm this before you hand in."
    ]
    assert Attempt.objects.get().is_in_progress


def test_with_the_tick_it_is_handed_in_and_noted(declaring, zoe):
    AssessmentPage.objects.update(declaration="Changed meanwhile.")
    assert WORDS in zoe.get(page_of(declaring, "check")).content.decode()
    zoe.post(page_of(declaring, "check"), {"declared": "on"})
    ended = Attempt.objects.get()
    assert (ended.is_passed, ended.declared_at) == (True, ended.submitted_at)


def test_where_nothing_is_asked_there_is_no_box(running, zoe):
    assert not tags(zoe.get(page_of(running, "check")).content.decode(), "input[name=declared]")


# --- Before and after -----------------------------------------------------------------------------


def test_past_attempts_are_listed_with_mark_time_and_receipt(enrolment, zoe):
    ended = timezone.now()
    past = begun(
        enrolment, ago=timedelta(minutes=12, seconds=30), not_yet_passed=True, submitted_at=ended, finished_at=ended
    )
    page = quiz_page(zoe)
    assert page_of(past, "receipt") in page
    assert any("0 % · from start to end 12 min" in line for line in tags(page, ".task-list li"))

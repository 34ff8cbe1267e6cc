"""A limit is the server's, whoever asks; what is to be confirmed is confirmed before handing in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings, handing_in_findings
from assessments.models import AssessmentPage, Attempt, Response, Status
from assessments.periodic import hand_in_overdue
from assessments.services.attempts import hand_in_when_over, submit_attempt
from lms.celery import SWEEPS
from tests.assessments.services.acts import LATER, limit, save, start, submit
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer, write_by_row, wrong_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# --- A time limit ---------------------------------------------------------------------------------

LAST_MOMENT = NOW + timedelta(minutes=31)  # of thirty minutes, and one of grace
TOO_LATE = LAST_MOMENT + timedelta(seconds=1)


@pytest.fixture
def timed(enrolment):
    """An attempt that has half an hour."""
    limit(minutes_allowed=30)
    return start(enrolment)


def test_the_limit_runs_from_the_start_and_stays_what_it_was(timed):
    limit(minutes_allowed=5)
    assert Attempt.objects.get().due_at == NOW + timedelta(minutes=30)


def test_without_a_limit_an_attempt_never_expires(enrolment):
    attempt = start(enrolment)
    ten_years_on = NOW + timedelta(days=3650)
    save(attempt, attempt.paper.items[0], right_answer(attempt.paper.items[0]), at=ten_years_on)
    assert hand_in_when_over(attempt=attempt, at=ten_years_on).is_in_progress


def test_an_answer_within_the_grace_is_taken(timed):
    item = timed.paper.items[0]
    assert save(timed, item, right_answer(item), at=LAST_MOMENT).chosen == right_answer(item)


def test_an_answer_after_the_time_is_refused_and_what_was_saved_stays(timed):
    item = timed.paper.items[0]
    save(timed, item, right_answer(item), at=LAST_MOMENT)
    with refused("time_over"):
        save(timed, item, wrong_answer(item), at=TOO_LATE)
    assert Response.objects.get().chosen == right_answer(item)


def test_handing_in_too_late_takes_what_was_saved_in_time(timed):
    answer_by_row(timed)
    assert submit(timed, at=TOO_LATE).is_passed


def test_an_answer_that_came_too_late_past_the_service_earns_nothing(timed):
    answer_by_row(timed)
    timed.responses.update(saved_at=TOO_LATE)
    assert submit(timed, at=TOO_LATE).percent == 0


def test_what_is_over_is_handed_in_once_and_the_log_says_why(timed):
    answer_by_row(timed)
    first = hand_in_when_over(attempt=timed, at=TOO_LATE)
    second = hand_in_when_over(attempt=timed, at=TOO_LATE + timedelta(days=1))
    assert (first.is_passed, second.submitted_at) == (True, TOO_LATE)
    entry = ModelLogEntry.objects.get(action="assessments.submit_attempt")
    assert (entry.user, entry.data) == (None, {"status": "passed", "time_over": True})


@pytest.mark.parametrize("at", [NOW, LAST_MOMENT])
def test_nothing_is_handed_in_before_its_time_is_over(at, timed):
    assert hand_in_when_over(attempt=timed, at=at).is_in_progress


def test_a_written_task_that_ran_out_with_nothing_to_read_goes_to_no_trainer():
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1, writing=True))
    limit(minutes_allowed=30)
    ended = hand_in_when_over(attempt=start(enrolment), at=TOO_LATE)
    assert (ended.status, ended.ran_out) == (Status.NOT_YET_PASSED, True)
    assert [*attempt_findings(), *handing_in_findings()] == []


def test_a_written_task_that_ran_out_with_a_text_is_read():
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1, writing=True))
    limit(minutes_allowed=30)
    write_by_row(attempt := start(enrolment))
    assert hand_in_when_over(attempt=attempt, at=TOO_LATE).is_awaiting_review


def test_the_sweep_hands_in_what_is_over_and_nothing_else(timed):
    other = start(EnrolmentFactory(course=timed.enrolment.course), at=timezone.now())
    untimed = AttemptFactory()
    hand_in_overdue()
    hand_in_overdue()
    assert set(Attempt.objects.in_progress()) == {other, untimed}


def test_one_that_cannot_be_handed_in_holds_up_none_of_the_others(timed):
    stuck = AttemptFactory(passed=True)
    answer_by_row(stuck)
    AssessmentPage.objects.filter(pk=stuck.assessment_id).update(translation_key=uuid4())
    Attempt.objects.filter(pk=stuck.pk).update(
        status="in_progress", percent=None, submitted_at=None, finished_at=None, due_at=NOW
    )
    hand_in_overdue()
    assert list(Attempt.objects.in_progress()) == [stuck]


def test_starting_again_does_not_give_more_time(timed, enrolment):
    again = start(enrolment, at=NOW + timedelta(minutes=29))
    assert (again, again.due_at, again.paper.seed) == (timed, timed.due_at, timed.paper.seed)


def test_nobody_hands_in_for_somebody_else_when_the_time_is_over(timed, cast):
    with refused("own_only"):
        submit_attempt(attempt=timed, by=cast.amir, at=TOO_LATE)
    assert Attempt.objects.get().is_in_progress


def test_the_sweep_comes_every_minute():
    assert SWEEPS[hand_in_overdue.name] == 60


# --- What is confirmed ----------------------------------------------------------------------------


@pytest.fixture
def declaring(enrolment):
    """An attempt that asks to confirm something."""
    limit(declaration="This is my own work.")
    attempt = start(enrolment)
    answer_by_row(attempt)
    return attempt


def test_without_the_confirmation_nothing_is_handed_in_and_nothing_lost(declaring):
    with refused("declaration_missing"):
        submit(declaring)
    assert (Attempt.objects.get().status, Response.objects.count()) == (Status.IN_PROGRESS, 3)


def test_who_confirms_is_noted_with_the_words_as_they_were(declaring):
    limit(declaration="Something else altogether.")
    ended = submit(declaring, declared=True)
    assert (ended.is_passed, ended.declared_at) == (True, LATER)
    assert Attempt.objects.get().paper.declaration == "This is my own work."


def test_what_nobody_asked_is_not_noted_as_confirmed(enrolment):
    assert submit(start(enrolment), declared=True).declared_at is None


@pytest.mark.parametrize(("declared", "noted"), [(True, TOO_LATE), (False, None)])
def test_once_the_time_is_over_a_missing_confirmation_loses_nothing(declared, noted, enrolment):
    limit(declaration="This is my own work.", minutes_allowed=30)
    answer_by_row(attempt := start(enrolment))
    ended = submit(attempt, at=TOO_LATE, declared=declared)
    assert (ended.is_passed, ended.declared_at) == (True, noted)

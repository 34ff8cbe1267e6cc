"""Helping one learner: what is added counts everywhere, what was handed in is given back, others are refused."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings, handing_in_findings
from assessments.limits import is_last_attempt
from assessments.models import Attempt, FurtherAttempts, PaperEntry, Reopening, Response
from assessments.services.attempts import start_attempt
from assessments.services.supporting import adjust_learner, grant_attempts, reopen_attempt
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment
from lms.accounts.models import Adjustment
from lms.notifications.models import OutboundEmail
from tests.assessments.services.acts import LATER, limit, quiz, save, start, submit
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory, answer_by_row, right_answer
from tests.factories.enrolments import ActivityCompletionFactory
from tests.factories.partners import NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
REASON = "The line broke."


@pytest.fixture
def tom(cast, enrolment):
    """Tom, a trainer of the course."""
    appoint_trainer(course=enrolment.course, person=cast.trainer, by=None, at=NOW)
    return cast.trainer


def adjust(enrolment, by, per_cent=50, attempts=0, at=NOW):
    figures = {"extra_per_cent": per_cent, "extra_attempts": attempts}
    return adjust_learner(enrolment=enrolment, reason=REASON, by=by, at=at, **figures)


def grant(enrolment, by, count=1, reason=REASON, **more):
    return grant_attempts(enrolment=enrolment, assessment=quiz(), count=count, reason=reason, by=by, at=NOW, **more)


def reopen(attempt, by, at=LATER, reason=REASON, **more):
    return reopen_attempt(attempt=attempt, reason=reason, by=by, at=at, **more)


def handed_in(enrolment, **more):
    """An attempt that is not passed."""
    attempt = AttemptFactory(enrolment=enrolment, not_yet_passed=True, **more)
    answer_by_row(attempt, right=False)
    Response.objects.update(mark=0)
    return attempt


def nothing_is_wrong():
    return [*attempt_findings(), *handing_in_findings()] == []


def leave(enrolment):
    Enrolment.objects.filter(pk=enrolment.pk).update(status="withdrawn", withdrawn_at=NOW)


def last(attempt):
    return is_last_attempt(Attempt.objects.get(pk=attempt.pk))


# --- Extra time and attempts -----------------------------------------------------------------------


def test_what_is_added_counts_from_the_next_start(enrolment, tom):
    limit(minutes_allowed=30)
    adjust(enrolment, tom)
    attempt = start(enrolment)
    assert (attempt.due_at, attempt.paper.extra_per_cent) == (NOW + timedelta(minutes=45), 50)
    assert nothing_is_wrong()


def test_extra_attempts_may_be_used(enrolment, tom):
    limit(attempts_allowed=1, cool_down_hours=0)
    handed_in(enrolment)
    with refused("attempts_used"):
        start(enrolment)
    adjust(enrolment, tom, 0, 1)
    assert start(enrolment).number == 2


def test_a_running_attempt_gets_the_longer_time(enrolment, tom):
    limit(minutes_allowed=30)
    attempt = start(enrolment)
    adjust(enrolment, tom, at=NOW + timedelta(minutes=20))
    attempt = Attempt.objects.get()
    assert (attempt.due_at, attempt.paper.extra_per_cent) == (NOW + timedelta(minutes=45), 50)
    assert ModelLogEntry.objects.get(action="assessments.lengthen_attempt").data == {"extra_per_cent": 50}
    assert nothing_is_wrong()


def test_a_running_attempt_is_never_made_shorter(enrolment, tom):
    limit(minutes_allowed=30)
    adjust(enrolment, tom, 100)
    start(enrolment)
    adjust(enrolment, tom, 10)
    assert Attempt.objects.get().due_at == NOW + timedelta(hours=1)
    assert nothing_is_wrong()


@pytest.mark.parametrize(("minutes", "late"), [(None, 0), (30, 40)])
def test_without_a_limit_or_after_it_nothing_is_lengthened(minutes, late, enrolment, tom):
    limit(minutes_allowed=minutes)
    due_at = start(enrolment).due_at
    adjust(enrolment, tom, at=NOW + timedelta(minutes=late))
    assert Attempt.objects.get().due_at == due_at
    assert nothing_is_wrong()


def test_a_reopened_attempt_keeps_the_time_it_was_given(enrolment, tom):
    limit(minutes_allowed=30)
    attempt = reopen(handed_in(enrolment), tom, minutes=10)
    adjust(enrolment, tom, at=LATER)
    assert Attempt.objects.get().due_at == attempt.due_at == LATER + timedelta(minutes=10)


def test_extra_attempts_are_asked_for_when_a_second_mark_is_decided_on(cast):
    attempt = AttemptFactory(awaiting_review=True)
    limit(attempts_allowed=1)
    assert (last(attempt), grant(attempt.enrolment, cast.office), last(attempt))[::2] == (True, False)


# --- Further attempts -------------------------------------------------------------------------------


def test_a_grant_may_be_used_and_the_learner_is_told(enrolment, tom):
    limit(attempts_allowed=1, cool_down_hours=0)
    handed_in(enrolment)
    row = grant(enrolment, tom, 2)
    assert (row.count, row.granted_by, start(enrolment).number) == (2, tom, 2)
    assert OutboundEmail.objects.get().kind == "attempts_granted"
    assert ModelLogEntry.objects.get(action="assessments.grant_attempts").data["count"] == 2


def test_the_hours_between_attempts_stay(enrolment, tom):
    limit(attempts_allowed=1, cool_down_hours=24)
    handed_in(enrolment)
    grant(enrolment, tom)
    with refused("cooling_down"):
        start(enrolment, at=LATER)


def test_whoever_has_no_address_is_granted_attempts_without_a_message(enrolment, tom):
    type(enrolment.learner).objects.filter(pk=enrolment.learner_id).update(email=None, sign_in_name="rowan.7")
    limit(attempts_allowed=1)
    grant(enrolment, tom)
    assert OutboundEmail.objects.count() == 0


@pytest.mark.parametrize("count", [0, -1, 6])
def test_a_few_are_granted_at_a_time(count, enrolment, tom):
    limit(attempts_allowed=1)
    with refused("count_out_of_range"):
        grant(enrolment, tom, count)


def test_where_there_is_no_limit_nothing_is_granted(enrolment, tom):
    limit(attempts_allowed=None)
    with refused("no_limit"):
        grant(enrolment, tom)


def test_what_is_passed_needs_no_further_attempt(enrolment, tom):
    limit(attempts_allowed=1)
    AttemptFactory(enrolment=enrolment, passed=True)
    with refused("already_passed"):
        grant(enrolment, tom)


def test_what_is_marked_as_done_needs_no_further_attempt(enrolment, tom):
    limit(attempts_allowed=1)
    ActivityCompletionFactory(enrolment=enrolment, activity_key=quiz().translation_key)
    with refused("already_passed"):
        grant(enrolment, tom)


def test_what_is_not_part_of_the_course_is_not_granted(enrolment, tom):
    limit(attempts_allowed=1)
    other = AttemptFactory().assessment
    with refused("not_in_edition"):
        grant_attempts(enrolment=enrolment, assessment=other, count=1, reason=REASON, by=tom, at=NOW)


def test_two_who_decide_on_the_same_page_grant_once(enrolment, tom, cast):
    limit(attempts_allowed=1)
    grant(enrolment, tom, seen=0)
    with refused("moved_on"):
        grant(enrolment, cast.office, seen=0)
    assert FurtherAttempts.objects.count() == 1


# --- Reopening --------------------------------------------------------------------------------------


def test_an_attempt_is_given_back_with_its_answers_and_how_it_stood_is_kept(enrolment, tom):
    attempt = reopen(handed_in(enrolment), tom)
    assert (attempt.status, attempt.percent, attempt.submitted_at, attempt.version) == ("in_progress", None, None, 1)
    assert (Response.objects.count(), Response.objects.filter(mark=None).count()) == (3, 3)
    row = Reopening.objects.get()
    assert (row.status_before, row.was["percent"], row.reopened_by, row.reason) == ("not_yet_passed", 0, tom, REASON)
    assert (nothing_is_wrong(), OutboundEmail.objects.get().kind) == (True, "attempt_reopened")


def test_a_reopened_attempt_is_gone_on_with_and_may_pass(enrolment, tom):
    attempt = reopen(handed_in(enrolment), tom)
    assert start(enrolment).pk == attempt.pk
    for item in attempt.paper.items:
        save(attempt, item, right_answer(item))
    assert submit(attempt).is_passed
    assert nothing_is_wrong()


def test_written_work_that_nobody_has_read_is_given_back(cast):
    attempt = reopen(AttemptFactory(awaiting_review=True, declared_at=NOW), cast.office)
    assert (attempt.is_in_progress, attempt.declared_at) == (True, None)
    assert Reopening.objects.get().was["declared_at"] == NOW.isoformat()


def test_a_reopened_attempt_counts_as_none_that_was_used(enrolment, tom):
    limit(attempts_allowed=1)
    reopen(handed_in(enrolment), tom)
    assert start(enrolment).number == 1


def test_with_a_time_limit_the_minutes_run_from_now(enrolment, tom):
    limit(minutes_allowed=30)
    attempt = reopen(handed_in(enrolment), tom, minutes=20)
    assert attempt.due_at == Reopening.objects.get().due_at == LATER + timedelta(minutes=20)
    save(attempt, attempt.paper.items[0], right_answer(attempt.paper.items[0]))
    assert nothing_is_wrong()


@pytest.mark.parametrize(
    ("minutes", "code"), [(None, "minutes_needed"), (4, "minutes_out_of_range"), (1441, "minutes_out_of_range")]
)
def test_with_a_time_limit_there_must_be_minutes(minutes, code, enrolment, tom):
    limit(minutes_allowed=30)
    attempt = handed_in(enrolment)
    with refused(code):
        reopen(attempt, tom, minutes=minutes)


def test_an_attempt_that_is_open_is_not_reopened(enrolment, tom):
    attempt = start(enrolment)
    with refused("still_open"):
        reopen(attempt, tom)


def test_a_pass_stands(enrolment, tom):
    attempt = AttemptFactory(enrolment=enrolment, passed=True)
    with refused("pass_stands"):
        reopen(attempt, tom)


def test_what_is_marked_as_done_stands(enrolment, tom):
    ActivityCompletionFactory(enrolment=enrolment, activity_key=quiz().translation_key)
    attempt = handed_in(enrolment)
    with refused("pass_stands"):
        reopen(attempt, tom)


def test_what_a_trainer_has_decided_on_is_not_reopened(cast):
    attempt = ReviewFactory(not_yet_passed=True).attempt
    with refused("has_been_read"):
        reopen(attempt, cast.office)


def test_answers_from_paper_are_not_reopened(enrolment, tom):
    attempt = handed_in(enrolment)
    PaperEntry.objects.create(attempt=attempt, reason=REASON, begun_by=tom, begun_at=NOW)
    with refused("from_paper"):
        reopen(attempt, tom)


def test_beside_another_open_attempt_none_is_reopened(enrolment, tom):
    attempt = handed_in(enrolment)
    AttemptFactory(enrolment=enrolment, number=2)
    with refused("another_is_open"):
        reopen(attempt, tom)


def test_only_the_latest_is_reopened(enrolment, tom):
    attempt = handed_in(enrolment)
    handed_in(enrolment, number=2)
    with refused("not_the_latest"):
        reopen(attempt, tom)


# --- Whoever may not --------------------------------------------------------------------------------

ACTS = {
    "adjust": lambda attempt, by: adjust(attempt.enrolment, by),
    "grant": lambda attempt, by: grant(attempt.enrolment, by),
    "reopen": reopen,
}


@pytest.fixture(params=ACTS)
def act(request, enrolment):
    """One way to help, tried on an attempt that is not passed."""
    limit(attempts_allowed=1)
    attempt = handed_in(enrolment)
    return lambda by: ACTS[request.param](attempt, by)


@pytest.mark.parametrize("who", ["editor", "lead", "trainer", "amir"])
def test_nobody_else_helps(who, act, cast):
    with refused("not_yours_to_help"):
        act(getattr(cast, who))


def test_a_trainer_of_the_same_organisation_does_not_help(act, enrolment, tom):
    site = NominationFactory(redeemed=True, learner=enrolment.learner).allowance
    NominationFactory(allowance=site, redeemed=True, learner=tom)
    with refused("not_yours_to_help"):
        act(tom)


def test_nobody_helps_themselves(act, enrolment, cast):
    Enrolment.objects.update(learner=cast.office)
    enrolment.refresh_from_db()
    with refused("not_for_yourself"):
        act(cast.office)


def test_whoever_has_left_is_not_helped(act, enrolment, tom):
    leave(enrolment)
    with refused("enrolment_ended"):
        act(tom)


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason_needed"), ("x" * 301, "reason_too_long")])
def test_a_reason_is_needed_and_short(reason, code, enrolment, tom):
    limit(attempts_allowed=1)
    attempt = handed_in(enrolment)
    for act in (lambda: reopen(attempt, tom, reason=reason), lambda: grant(enrolment, tom, reason=reason)):
        with refused(code):
            act()
    assert (Reopening.objects.count(), FurtherAttempts.objects.count(), Adjustment.objects.count()) == (0, 0, 0)


def test_the_learner_still_starts_for_themselves_alone(enrolment, tom):
    with refused("own_only"):
        start_attempt(enrolment=enrolment, assessment=quiz(), by=tom, at=NOW)

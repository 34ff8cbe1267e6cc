"""Helping one learner beyond marking: more time, further attempts, an attempt given back (domain B 24, 27)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.learning import attempts_with_all, reopen_facts
from assessments.mail import ATTEMPT_REOPENED, ATTEMPTS_GRANTED
from assessments.models import AssessmentPage, Attempt, FurtherAttempts, Reopening, Status
from assessments.models.support import MOST_FURTHER_ATTEMPTS
from assessments.rules import ReopenRefusal, refuse_reopening
from assessments.supporting import may_help
from assessments.timing import deadline_of
from enrolment.models import Enrolment
from enrolment.services.progress import lock_enrolment, refuse_ended, refuse_outside_edition
from lms.accounts.models import Adjustment, User
from lms.accounts.services.adjustments import set_adjustment
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.reasons import given_reason
from lms.notifications.services.outbox import queue_email

FEWEST_MINUTES, MOST_MINUTES = 5, 24 * 60
SENTENCES = {
    ReopenRefusal.STILL_OPEN: gettext_lazy("This attempt is open: the learner can go on with it."),
    ReopenRefusal.ENROLMENT_ENDED: gettext_lazy("The learner has left this course, so nothing was changed."),
    ReopenRefusal.OUTCOME_STANDS: gettext_lazy("This quiz is passed or marked as done already, and that stands."),
    ReopenRefusal.HAS_BEEN_READ: gettext_lazy(
        "A trainer has decided on this attempt. Please grant a further attempt instead."
    ),
    ReopenRefusal.FROM_PAPER: gettext_lazy(
        "The answers of this attempt came from paper. Please grant a further attempt instead."
    ),
    ReopenRefusal.ANOTHER_IS_OPEN: gettext_lazy("The learner has another attempt at this quiz open already."),
    ReopenRefusal.NOT_THE_LATEST: gettext_lazy("There is a later attempt. Only the latest one can be reopened."),
}


@transaction.atomic
def adjust_learner(
    *, enrolment: Enrolment, extra_per_cent: int, extra_attempts: int, reason: str, by: User, at: datetime
) -> Adjustment:
    """Give the learner of `enrolment` extra time and attempts in every quiz, and return that; 0 of both ends it.

    What is being answered against the clock right now gets the longer time too, and is never made shorter; but an
    attempt that was reopened keeps the time it was given then.
    Refuses: `not_for_yourself`, `not_yours_to_help`, `enrolment_ended`, and as `set_adjustment` does.
    """
    # All of the learner's, so that no attempt starts at this moment without what is added.
    rows = {row.pk: row for row in Enrolment.objects.filter(learner=enrolment.learner_id).order_by("pk").locked()}
    locked = rows[enrolment.pk]
    _refuse_helping(locked, by)
    refuse_ended(locked)
    given = {"extra_per_cent": extra_per_cent, "extra_attempts": extra_attempts}
    adjustment = set_adjustment(person=locked.learner, reason=reason, by=by, at=at, **given)
    running = Attempt.objects.in_progress().filter(enrolment__in=rows, due_at__isnull=False, reopenings__isnull=True)
    for attempt in running:
        _lengthen(attempt, extra_per_cent, by=by, at=at)
    return adjustment


def _lengthen(attempt: Attempt, extra_per_cent: int, *, by: User, at: datetime) -> None:
    """Freeze a longer time into a running attempt: its paper and its deadline say the same, and move together."""
    if attempt.is_over(at) or attempt.paper.extra_per_cent >= extra_per_cent:
        return
    due_at = deadline_of(attempt.started_at, attempt.paper.minutes_allowed, extra_per_cent)
    seen = Attempt.objects.in_progress().filter(pk=attempt.pk, due_at=attempt.due_at)
    if seen.update(paper_json={**attempt.paper_json, "extra_per_cent": extra_per_cent}, due_at=due_at):
        audit.record("assessments.lengthen_attempt", attempt, by=by, data={"extra_per_cent": extra_per_cent})


@transaction.atomic
def grant_attempts(
    *,
    enrolment: Enrolment,
    assessment: AssessmentPage,
    count: int,
    reason: str,
    by: User,
    at: datetime,
    seen: int | None = None,
) -> FurtherAttempts:
    """Grant a learner `count` attempts beyond those `assessment` allows, and return the grant; the learner is told.

    Arguments: `seen`, how many had been granted when `by` decided (None: no matter), so that two who grant at once do
    not grant twice.
    Refuses: `not_for_yourself`, `not_yours_to_help`, `enrolment_ended`, `not_in_edition`, `reason_needed`,
    `reason_too_long`, `count_out_of_range`, `no_limit` (there are as many as anybody likes), `already_passed`,
    `moved_on` (domain B 24).
    """
    locked = lock_enrolment(enrolment)
    _refuse_helping(locked, by)
    refuse_ended(locked)
    refuse_outside_edition(locked, assessment.activity_key)
    said = given_reason(reason)
    _refuse_count(assessment, count)
    if _is_passed(locked, assessment):
        raise DomainError("already_passed", _("This is passed or done already, so no attempt is needed."))
    if seen is not None and granted_so_far(locked, assessment) != seen:
        raise DomainError("moved_on", _("A colleague has granted attempts meanwhile. Please look at the page again."))
    about = {"count": count, "reason": said, "granted_by": by, "granted_at": at}
    grant = FurtherAttempts.objects.create(enrolment=locked, assessment=assessment, **about)
    audit.record("assessments.grant_attempts", grant, by=by, data={"count": count, "quiz": assessment.activity_key})
    _tell(locked.learner, f"attempts-granted:{grant.pk}", ATTEMPTS_GRANTED, {"grant": grant.pk})
    return grant


def granted_so_far(enrolment: Enrolment, assessment: AssessmentPage) -> int:
    """Return how many attempts were granted to a learner at one quiz."""
    granted = FurtherAttempts.objects.filter(enrolment=enrolment, assessment=assessment)
    return granted.aggregate(count=Sum("count", default=0))["count"]


@transaction.atomic
def reopen_attempt(*, attempt: Attempt, reason: str, by: User, at: datetime, minutes: int | None = None) -> Attempt:
    """Give an attempt back to its learner with all answers, and return it, in progress again; the learner is told.

    Arguments: `minutes`, how long from now on, where the quiz has a time limit; 5 to 1,440.
    How it stood before is kept. Refuses: `not_for_yourself`, `not_yours_to_help`, `reason_needed`, `reason_too_long`;
    those of `rules.refuse_reopening`: `still_open`, `enrolment_ended`, `pass_stands`, `has_been_read`, `from_paper`,
    `another_is_open`, `not_the_latest`; `minutes_needed`, `minutes_out_of_range` (domain B 27).
    """
    locked = lock_enrolment(attempt.enrolment)
    _refuse_helping(locked, by)
    said = given_reason(reason)
    tries = list(attempts_with_all(locked).filter(assessment=attempt.assessment_id))
    current = next(one for one in tries if one.pk == attempt.pk)
    _refuse_reopening(current, tries, locked)
    due_at = _due_at(current, minutes, at)
    was = _as_it_stood(current)
    _give_back(current, due_at)
    about = {"was": was, "due_at": due_at, "reason": said, "reopened_by": by, "reopened_at": at}
    row = Reopening.objects.create(attempt=current, status_before=was["status"], **about)
    audit.record("assessments.reopen_attempt", current, by=by, data={"reopening": row.pk, "was": was["status"]})
    _tell(locked.learner, f"attempt-reopened:{row.pk}", ATTEMPT_REOPENED, {"reopening": row.pk})
    return Attempt.objects.get(pk=current.pk)


def _refuse_reopening(current: Attempt, tries: list[Attempt], enrolment: Enrolment) -> None:
    has_ended = enrolment.status == "withdrawn"
    is_done = enrolment.completions.filter(activity_key=current.assessment.translation_key).exists()
    refusal = refuse_reopening(reopen_facts(current, tries, has_ended=has_ended, is_done=is_done))
    if refusal:
        raise DomainError(refusal, SENTENCES[refusal])


def _due_at(attempt: Attempt, minutes: int | None, at: datetime) -> datetime | None:
    if attempt.paper.minutes_allowed is None:
        return None
    if minutes is None:
        raise DomainError("minutes_needed", _("This quiz has a time limit. Please say how many minutes there are."))
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        bounds = {"fewest": FEWEST_MINUTES, "most": MOST_MINUTES}
        raise DomainError("minutes_out_of_range", _("Please give %(fewest)d to %(most)d minutes.") % bounds)
    return at + timedelta(minutes=minutes)


def _as_it_stood(attempt: Attempt) -> dict[str, Any]:
    dates = {name: getattr(attempt, name) for name in ("submitted_at", "finished_at", "declared_at", "due_at")}
    kept = {name: at.isoformat() if at else None for name, at in dates.items()}
    return {"status": attempt.status, "percent": attempt.percent, **kept}


def _give_back(attempt: Attempt, due_at: datetime | None) -> None:
    """Move the attempt back to being answered (compare-and-swap); whoever had it open to mark it meets `moved_on`."""
    emptied: dict[str, Any] = dict.fromkeys(("percent", "submitted_at", "finished_at", "declared_at"))
    seen = Attempt.objects.filter(pk=attempt.pk, status=attempt.status, version=attempt.version)
    if not seen.update(status=Status.IN_PROGRESS, due_at=due_at, version=F("version") + 1, **emptied):
        raise DomainError("moved_on", _("Somebody has changed this since you opened it. Please look at it once more."))
    attempt.responses.update(mark=None)


# --- What all of them ask -------------------------------------------------------------------------


def _refuse_helping(enrolment: Enrolment, by: User) -> None:
    if by.pk == enrolment.learner_id:
        raise DomainError("not_for_yourself", _("You cannot do this for yourself. A colleague does."))
    if not may_help(by, enrolment):
        raise DomainError("not_yours_to_help", _("A colleague looks after this learner, so nothing was changed."))


def _refuse_count(assessment: AssessmentPage, count: int) -> None:
    if assessment.attempts_allowed is None:
        raise DomainError("no_limit", _("This quiz may be tried as often as anybody likes, so nothing was changed."))
    if not 1 <= count <= MOST_FURTHER_ATTEMPTS:
        most = {"most": MOST_FURTHER_ATTEMPTS}
        raise DomainError("count_out_of_range", _("Please grant between 1 and %(most)d attempts.") % most)


def _is_passed(enrolment: Enrolment, assessment: AssessmentPage) -> bool:
    if enrolment.completions.filter(activity_key=assessment.translation_key).exists():
        return True
    return Attempt.objects.passed().filter(enrolment=enrolment, assessment=assessment).exists()


def _tell(learner: User, key: str, kind: str, refs: dict[str, Any]) -> None:
    if learner.email:
        queue_email(key=key, kind=kind, to=learner.email, user=learner, refs=refs)

"""Who may decide on a written task, and release what was decided: pure; facts in, a refusal or None out."""

from dataclasses import dataclass
from enum import StrEnum

from assessments.rubrics import Outcome
from assessments.rules import MARKED, AttemptStatus


class ReviewRefusal(StrEnum):
    """Why a trainer may not decide or release now (domain B 25, 26, 28)."""

    NOT_YOUR_COURSE = "not_your_course"
    OWN_WORK = "own_work"
    SAME_ORGANISATION = "same_organisation"
    NOT_HANDED_IN = "not_handed_in"
    ENROLMENT_ENDED = "enrolment_ended"
    ALREADY_RELEASED = "already_released"
    DECIDED_BY_COLLEAGUE = "decided_by_colleague"
    SAME_REVIEWER = "same_reviewer"
    NOT_DECIDED = "not_decided"
    SECOND_MARK_NEEDED = "second_mark_needed"


@dataclass(frozen=True)
class ReviewFacts:
    """One attempt and one trainer; people are given by their ids.

    `is_trainer`: appointed to the attempt's course; `first_by`, `second_by`: who decided so far, None for nobody;
    `wants_second`: whether the first decision needs a second mark.
    """

    status: AttemptStatus
    reviewer: int
    learner: int
    is_trainer: bool = True
    same_organisation: bool = False
    first_by: int | None = None
    wants_second: bool = False
    second_by: int | None = None

    @property
    def is_second(self) -> bool:
        """Tell whether this trainer's decision is, or would be, the second one."""
        return self.first_by is not None and self.first_by != self.reviewer


def refuse_decision(facts: ReviewFacts) -> ReviewRefusal | None:
    """Return why this trainer may not decide, or change their decision, now; None when they may."""
    refusal = refuse_reading(facts) or _refuse_by_status(facts.status)
    if refusal or facts.first_by is None:
        return refusal
    if facts.first_by == facts.reviewer:
        return ReviewRefusal.SAME_REVIEWER if facts.second_by else None
    may_second = facts.wants_second and facts.second_by in (None, facts.reviewer)
    return None if may_second else ReviewRefusal.DECIDED_BY_COLLEAGUE


def refuse_release(facts: ReviewFacts) -> ReviewRefusal | None:
    """Return why the outcome may not be released now, or None. Any trainer of the course may release it."""
    refusal = refuse_reading(facts) or _refuse_by_status(facts.status)
    if refusal:
        return refusal
    if facts.first_by is None:
        return ReviewRefusal.NOT_DECIDED
    return ReviewRefusal.SECOND_MARK_NEEDED if facts.wants_second and facts.second_by is None else None


def refuse_reading(facts: ReviewFacts) -> ReviewRefusal | None:
    """Return why this trainer has nothing to do with the attempt, or None."""
    if facts.reviewer == facts.learner:
        return ReviewRefusal.OWN_WORK
    if not facts.is_trainer:
        return ReviewRefusal.NOT_YOUR_COURSE
    return ReviewRefusal.SAME_ORGANISATION if facts.same_organisation else None


def _refuse_by_status(status: AttemptStatus) -> ReviewRefusal | None:
    if status is AttemptStatus.IN_PROGRESS:
        return ReviewRefusal.NOT_HANDED_IN
    if status is AttemptStatus.WITHDRAWN:
        return ReviewRefusal.ENROLMENT_ENDED
    return ReviewRefusal.ALREADY_RELEASED if status in MARKED else None


def status_after(outcome: Outcome) -> AttemptStatus:
    """Return what an attempt becomes when `outcome` is released: after two marks, borderline is no pass."""
    return AttemptStatus.PASSED if outcome is Outcome.PASSED else AttemptStatus.NOT_YET_PASSED

"""Kinds of questions, the states of an attempt, and who may start one: pure, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_TEXT = 20_000  # characters of one written answer: some 3,000 words


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT_TEXT = "short_text"
    GAP_FILL = "gap_fill"
    SCENARIO = "scenario"
    WRITING = "writing"
    UPLOAD = "upload"


# A trainer reads the answer; the machine marks all others.
READ_BY_TRAINER = frozenset({Kind.WRITING, Kind.UPLOAD})


class AttemptStatus(StrEnum):
    """Where an attempt stands."""

    IN_PROGRESS = "in_progress"
    AWAITING_REVIEW = "awaiting_review"
    PASSED = "passed"
    NOT_YET_PASSED = "not_yet_passed"
    WITHDRAWN = "withdrawn"


MARKED = frozenset({AttemptStatus.PASSED, AttemptStatus.NOT_YET_PASSED})
# Somebody, the learner or a trainer, has still to do something.
OPEN = frozenset({AttemptStatus.IN_PROGRESS, AttemptStatus.AWAITING_REVIEW})

# From each state, the states it may move to.
TRANSITIONS: dict[AttemptStatus, frozenset[AttemptStatus]] = {
    AttemptStatus.IN_PROGRESS: MARKED | {AttemptStatus.AWAITING_REVIEW, AttemptStatus.WITHDRAWN},
    # Back to being answered: reopened by staff, before anybody has read it (domain B 27).
    AttemptStatus.AWAITING_REVIEW: MARKED | {AttemptStatus.IN_PROGRESS, AttemptStatus.WITHDRAWN},
    # By a corrected key, and only once somebody has decided that the pass does not stand.
    AttemptStatus.PASSED: frozenset({AttemptStatus.NOT_YET_PASSED}),
    # Reopened, or marked again by a corrected key.
    AttemptStatus.NOT_YET_PASSED: frozenset(
        {AttemptStatus.IN_PROGRESS, AttemptStatus.PASSED, AttemptStatus.AWAITING_REVIEW}
    ),
    AttemptStatus.WITHDRAWN: frozenset(),
}


class StartRefusal(StrEnum):
    """Why a new attempt may not start."""

    ALREADY_PASSED = "already_passed"
    AWAITING_REVIEW = "awaiting_review"
    ATTEMPTS_USED = "attempts_used"
    COOLING_DOWN = "cooling_down"
    NO_QUESTIONS = "no_questions"


@dataclass(frozen=True)
class AttemptPolicy:
    """How often a quiz may be tried. `allowed` None: without limit; `cool_down` between two attempts."""

    allowed: int | None
    cool_down: timedelta


@dataclass(frozen=True)
class AttemptHistory:
    """What happened so far: marked attempts, the end of the last one, whether one passed or waits for a trainer."""

    finished: int = 0
    last_finished_at: datetime | None = None
    passed: bool = False
    awaits_review: bool = False


def next_start_at(policy: AttemptPolicy, history: AttemptHistory) -> datetime | None:
    """Return the earliest time of the next attempt, or None when there was none yet."""
    return history.last_finished_at + policy.cool_down if history.last_finished_at else None


def refuse_start(
    policy: AttemptPolicy, history: AttemptHistory, *, questions: int, at: datetime
) -> StartRefusal | None:
    """Return why no attempt may start `at` this time, or None (domain B 24: the first pass stands)."""
    if history.passed:
        return StartRefusal.ALREADY_PASSED
    if history.awaits_review:
        return StartRefusal.AWAITING_REVIEW
    if not questions:
        return StartRefusal.NO_QUESTIONS
    if policy.allowed is not None and history.finished >= policy.allowed:
        return StartRefusal.ATTEMPTS_USED
    earliest = next_start_at(policy, history)
    return StartRefusal.COOLING_DOWN if earliest and at < earliest else None


class ReopenRefusal(StrEnum):
    """Why an attempt that was handed in may not be given back to be gone on with."""

    STILL_OPEN = "still_open"
    ENROLMENT_ENDED = "enrolment_ended"
    OUTCOME_STANDS = "pass_stands"
    HAS_BEEN_READ = "has_been_read"
    FROM_PAPER = "from_paper"
    ANOTHER_IS_OPEN = "another_is_open"
    NOT_THE_LATEST = "not_the_latest"


@dataclass(frozen=True)
class ReopenFacts:
    """One attempt before reopening.

    `was_read`: a trainer decided on it; `is_passed`: the quiz is, or counts as done.
    """

    status: AttemptStatus
    was_read: bool = False
    is_passed: bool = False
    other_is_open: bool = False
    is_latest: bool = True
    was_on_paper: bool = False
    has_ended: bool = False


def refuse_reopening(facts: ReopenFacts) -> ReopenRefusal | None:
    """Return why this attempt may not be reopened, or None (domain B 27)."""
    if facts.status is AttemptStatus.IN_PROGRESS:
        return ReopenRefusal.STILL_OPEN
    reasons = {
        # One that was set aside while the learner stayed came from paper.
        ReopenRefusal.ENROLMENT_ENDED: facts.has_ended
        or (facts.status is AttemptStatus.WITHDRAWN and not facts.was_on_paper),
        ReopenRefusal.OUTCOME_STANDS: facts.is_passed or facts.status is AttemptStatus.PASSED,
        ReopenRefusal.HAS_BEEN_READ: facts.was_read,
        ReopenRefusal.FROM_PAPER: facts.was_on_paper,
        ReopenRefusal.ANOTHER_IS_OPEN: facts.other_is_open,
        ReopenRefusal.NOT_THE_LATEST: not facts.is_latest,
    }
    return next((reason for reason, stands in reasons.items() if stands), None)

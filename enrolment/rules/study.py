"""Who may enrol and study, as pure functions: facts in, a refusal (code and facts) or None out."""

from dataclasses import dataclass
from enum import StrEnum


class EnrolmentStatus(StrEnum):
    """Where an enrolment stands."""

    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


# From each state, the states it may move to.
TRANSITIONS: dict[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    EnrolmentStatus.ACTIVE: frozenset({EnrolmentStatus.COMPLETED, EnrolmentStatus.WITHDRAWN}),
    EnrolmentStatus.COMPLETED: frozenset(),
    EnrolmentStatus.WITHDRAWN: frozenset(),
}


class Refusal(StrEnum):
    """Why somebody may not enrol on, or study, a course now."""

    NOT_READY = "course_not_ready"
    NOMINATION_NEEDED = "nomination_needed"
    PREREQUISITES = "prerequisites_missing"
    ALREADY_ENROLLED = "already_enrolled"
    NOT_ENROLLED = "not_enrolled"
    LICENCE_LAPSED = "licence_lapsed"


@dataclass(frozen=True)
class EnrolmentFacts:
    """What is known of one person and one course.

    `is_ready`: published, with an edition; `missing` names the courses still to finish first; `source_alive`: what the
    enrolment comes from still holds (a place needs its licence live or in grace; one's own choice always does).
    """

    is_open: bool
    is_ready: bool
    is_enrolled: bool
    missing: tuple[str, ...] = ()
    source_alive: bool = True


def refuse_self_enrolment(facts: EnrolmentFacts) -> Refusal | None:
    """Return why this person may not enrol themselves on this course, or None (domain A Modules, B 2)."""
    if facts.is_enrolled:
        return Refusal.ALREADY_ENROLLED
    if not facts.is_open:
        return Refusal.NOMINATION_NEEDED
    if not facts.is_ready:
        return Refusal.NOT_READY
    return Refusal.PREREQUISITES if facts.missing else None


def refuse_study(facts: EnrolmentFacts) -> Refusal | None:
    """Return why this person may not study this course now, or None (domain B 7, B 11)."""
    if not facts.is_enrolled:
        return Refusal.NOT_ENROLLED if facts.is_open else Refusal.NOMINATION_NEEDED
    if not facts.source_alive:
        return Refusal.LICENCE_LAPSED
    return Refusal.PREREQUISITES if facts.missing else None

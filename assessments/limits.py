"""How often and how long one learner may try one quiz: what it allows everybody, and what was added for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from assessments.models import AssessmentPage, Attempt, FurtherAttempts
from assessments.rules import AttemptPolicy
from assessments.timing import minutes_with
from lms.accounts.models import Adjustment

MORE_TIME, MORE_ATTEMPTS = (Value(word, output_field=CharField()) for word in ("more time", "more attempts"))


@dataclass(frozen=True)
class Added:
    """What was added for one learner at one quiz: time, in per cent, and attempts, by adjustment and by grants."""

    per_cent: int = 0
    attempts: int = 0

    def policy(self, assessment: AssessmentPage) -> AttemptPolicy:
        """Return how often this learner may try `assessment`."""
        policy = assessment.policy
        if policy.allowed is None:
            return policy
        return AttemptPolicy(policy.allowed + self.attempts, policy.cool_down)

    def minutes(self, assessment: AssessmentPage) -> int | None:
        """Return how long this learner has for it; None for as long as they like."""
        return minutes_with(assessment.minutes_allowed, self.per_cent)


def added_for(enrolment_id: UUID, assessment: AssessmentPage) -> Added:
    """Return what was added for one enrolment at `assessment`; one statement."""
    first, *others = added_rows(enrolment_id, assessment)
    return added_by(first.union(*others, all=True))


def added_rows(enrolment_id: UUID, assessment: AssessmentPage) -> tuple[QuerySet[Any, Any], ...]:
    """Return queries of pairs, a word and a figure each, that `added_by` reads; for a union with others."""
    adjusted = Adjustment.objects.filter(person__enrolments=enrolment_id).order_by()
    granted = FurtherAttempts.objects.filter(enrolment=enrolment_id, assessment=assessment).order_by()
    return (
        adjusted.values_list(MORE_TIME, "extra_per_cent"),
        adjusted.values_list(MORE_ATTEMPTS, "extra_attempts"),
        granted.values_list(MORE_ATTEMPTS, "count"),
    )


def added_by(rows: Iterable[tuple[str, int]]) -> Added:
    """Return what the pairs of `added_rows` come to; others among them are passed over."""
    pairs = list(rows)
    time = sum(figure for word, figure in pairs if word == MORE_TIME.value)
    return Added(time, sum(figure for word, figure in pairs if word == MORE_ATTEMPTS.value))


def is_last_attempt(attempt: Attempt) -> bool:
    """Tell whether its learner has no further attempt after this one, whatever was added; one statement."""
    allowed = added_for(attempt.enrolment_id, attempt.assessment).policy(attempt.assessment).allowed
    return allowed is not None and attempt.number >= allowed

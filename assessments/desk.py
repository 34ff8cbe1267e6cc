"""What a learner sees before starting a quiz: past attempts, and whether a new one may start now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.models import AssessmentPage, AssessmentQuestion, Attempt, history_of
from assessments.rules import StartRefusal, refuse_start


@dataclass(frozen=True)
class Desk:
    """One learner before one quiz. `refusal` None: an attempt may start, or one is in progress."""

    question_count: int
    finished: tuple[Attempt, ...]
    in_progress: Attempt | None
    refusal: StartRefusal | None

    @property
    def is_passed(self) -> bool:
        """Tell whether the quiz is passed."""
        return any(attempt.is_passed for attempt in self.finished)


def desk_of(assessment: AssessmentPage, enrolment_id: str, *, at: datetime) -> Desk:
    """Return the desk of one enrolment before `assessment`; two statements."""
    attempts = list(Attempt.objects.filter(assessment=assessment, enrolment=UUID(enrolment_id)).defer("paper_json"))
    count = AssessmentQuestion.objects.filter(page=assessment).count()
    in_progress = next((attempt for attempt in attempts if attempt.is_in_progress), None)
    refusal = None if in_progress else refuse_start(assessment.policy, history_of(attempts), questions=count, at=at)
    return Desk(count, tuple(a for a in attempts if not a.is_in_progress), in_progress, refusal)

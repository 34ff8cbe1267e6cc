"""What a learner sees before starting a quiz or written task: past attempts, and whether a new one may start now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.models import AssessmentPage, AssessmentQuestion, Attempt, history_of
from assessments.rules import Kind, StartRefusal, refuse_start


@dataclass(frozen=True)
class Desk:
    """One learner before one quiz. `refusal` None: an attempt may start, or one is in progress."""

    question_count: int
    written_count: int
    finished: tuple[Attempt, ...]
    in_progress: Attempt | None
    waiting: Attempt | None
    refusal: StartRefusal | None

    @property
    def is_passed(self) -> bool:
        """Tell whether the quiz is passed."""
        return any(attempt.is_passed for attempt in self.finished)


def desk_of(assessment: AssessmentPage, enrolment_id: str, *, at: datetime) -> Desk:
    """Return the desk of one enrolment before `assessment`; two statements."""
    attempts = list(Attempt.objects.filter(assessment=assessment, enrolment=UUID(enrolment_id)).defer("paper_json"))
    kinds = list(AssessmentQuestion.objects.filter(page=assessment).values_list("question__kind", flat=True))
    in_progress = next((attempt for attempt in attempts if attempt.is_in_progress), None)
    waiting = next((attempt for attempt in attempts if attempt.is_awaiting_review), None)
    history = history_of(attempts)
    refusal = None if in_progress else refuse_start(assessment.policy, history, questions=len(kinds), at=at)
    finished = tuple(attempt for attempt in attempts if attempt.is_marked)
    return Desk(len(kinds), kinds.count(Kind.WRITING), finished, in_progress, waiting, refusal)

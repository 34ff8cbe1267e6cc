"""What a learner sees before starting a quiz or written task: past attempts, and whether a new one may start now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, F, Value

from assessments.models import AssessmentDraw, AssessmentPage, AssessmentQuestion, Attempt, history_of
from assessments.rules import READ_BY_TRAINER, StartRefusal, refuse_start


@dataclass(frozen=True)
class Desk:
    """One learner before one quiz. `refusal` None: an attempt may start, or one is in progress.

    `question_count`: with those that are drawn, as many as the draws ask for; `drawn_count`: these alone.
    """

    question_count: int
    drawn_count: int
    written_count: int
    finished: tuple[Attempt, ...]
    in_progress: Attempt | None
    waiting: Attempt | None
    refusal: StartRefusal | None

    @property
    def is_passed(self) -> bool:
        """Tell whether the quiz is passed."""
        return any(attempt.is_passed for attempt in self.finished)


def first_desk(assessment: AssessmentPage, *, at: datetime) -> Desk:
    """Return the desk of somebody who has not tried `assessment` yet, with the questions of the draft; for previews."""
    kinds = [row.question.kind for row in assessment.questions.all() if row.question.live]
    return _desk(assessment, kinds, sum(draw.count for draw in assessment.draws.all()), [], at=at)


def desk_of(assessment: AssessmentPage, enrolment_id: str, *, at: datetime) -> Desk:
    """Return the desk of one enrolment before `assessment`; two statements."""
    attempts = list(Attempt.objects.filter(assessment=assessment, enrolment=UUID(enrolment_id)).defer("paper_json"))
    fixed = AssessmentQuestion.objects.filter(page=assessment, question__live=True).order_by()
    draws = AssessmentDraw.objects.filter(page=assessment).order_by()
    rows = fixed.values_list(F("question__kind"), Value(1)).union(
        draws.values_list(Value("", output_field=CharField()), "count"), all=True
    )
    asked = list(rows)
    kinds = [kind for kind, _count in asked if kind]
    return _desk(assessment, kinds, sum(count for kind, count in asked if not kind), attempts, at=at)


def _desk(assessment: AssessmentPage, kinds: list[str], drawn: int, attempts: list[Attempt], *, at: datetime) -> Desk:
    in_progress = next((attempt for attempt in attempts if attempt.is_in_progress), None)
    waiting = next((attempt for attempt in attempts if attempt.is_awaiting_review), None)
    history = history_of(attempts)
    questions = len(kinds) + drawn
    refusal = None if in_progress else refuse_start(assessment.policy, history, questions=questions, at=at)
    finished = tuple(attempt for attempt in attempts if attempt.is_marked)
    written = sum(kind in READ_BY_TRAINER for kind in kinds)
    return Desk(questions, drawn, written, finished, in_progress, waiting, refusal)

"""What a learner sees before starting a quiz or written task: past attempts, and whether a new one may start now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Value

from assessments.limits import Added, added_by, added_rows
from assessments.models import AssessmentDraw, AssessmentPage, AssessmentQuestion, Attempt, Reopening, history_of
from assessments.rules import READ_BY_TRAINER, Kind, StartRefusal, refuse_start

NOTHING_ADDED = Added()


@dataclass(frozen=True)
class Desk:
    """One learner before one quiz. `refusal` None: an attempt may start, or one is in progress.

    `question_count`: with those that are drawn, as many as the draws ask for; `drawn_count`: these alone.
    `only_files`: nothing is to be written, what a trainer looks at are files.
    `allowed` attempts (None: without limit) and `minutes` (None: as many as anybody likes), with what was `added`.
    """

    question_count: int
    drawn_count: int
    written_count: int
    finished: tuple[Attempt, ...]
    in_progress: Attempt | None
    waiting: Attempt | None
    refusal: StartRefusal | None
    allowed: int | None = None
    minutes: int | None = None
    added: Added = NOTHING_ADDED
    only_files: bool = False

    @property
    def is_passed(self) -> bool:
        """Tell whether the quiz is passed."""
        return any(attempt.is_passed for attempt in self.finished)


def first_desk(assessment: AssessmentPage, *, at: datetime) -> Desk:
    """Return the desk of somebody who has not tried `assessment` yet, with the questions of the draft; for previews."""
    kinds = [row.question.kind for row in assessment.questions.all() if row.question.live]
    drawn = sum(draw.count for draw in assessment.draws.all())
    return _desk(assessment, kinds, drawn, [], NOTHING_ADDED, at=at)


def desk_of(assessment: AssessmentPage, enrolment_id: str, *, at: datetime) -> Desk:
    """Return the desk of one enrolment before `assessment`; two statements."""
    tries = Attempt.objects.filter(assessment=assessment, enrolment=UUID(enrolment_id)).defer("paper_json")
    attempts: list[Attempt] = list(
        tries.select_related("paper_entry__begun_by").annotate(
            was_reopened=Exists(Reopening.objects.filter(attempt=OuterRef("pk")))
        )
    )
    fixed = AssessmentQuestion.objects.filter(page=assessment, question__live=True).order_by()
    draws = AssessmentDraw.objects.filter(page=assessment).order_by()
    rows = fixed.values_list(F("question__kind"), Value(1)).union(
        draws.values_list(Value("", output_field=CharField()), "count"),
        *added_rows(UUID(enrolment_id), assessment),
        all=True,
    )
    asked = list(rows)
    kinds = [kind for kind, _count in asked if kind in list(Kind)]
    drawn = sum(count for kind, count in asked if not kind)
    return _desk(assessment, kinds, drawn, attempts, added_by(asked), at=at)


def _desk(
    assessment: AssessmentPage, kinds: list[str], drawn: int, attempts: list[Attempt], added: Added, *, at: datetime
) -> Desk:
    in_progress = next((attempt for attempt in attempts if attempt.is_in_progress), None)
    waiting = next((attempt for attempt in attempts if attempt.is_awaiting_review), None)
    history = history_of(attempts)
    questions = len(kinds) + drawn
    policy = added.policy(assessment)
    refusal = None if in_progress else refuse_start(policy, history, questions=questions, at=at)
    finished = tuple(attempt for attempt in attempts if attempt.is_marked)
    written = sum(kind in READ_BY_TRAINER for kind in kinds)
    more = (policy.allowed, added.minutes(assessment), added, READ_BY_TRAINER.intersection(kinds) == {Kind.UPLOAD})
    return Desk(questions, drawn, written, finished, in_progress, waiting, refusal, *more)

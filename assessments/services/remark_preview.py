"""What marking attempts again by a question as it is now would change: read, never written."""

from collections import Counter
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Prefetch, Q, TextField
from django.db.models.functions import Cast

from assessments.items import Item, Paper
from assessments.managers import AttemptQuerySet
from assessments.models import AssessmentPage, Attempt, Question, Response
from assessments.paper import frozen_item
from assessments.remarking import Effect, Hindrance, corrected, effect_of, hindrance, is_reworded, status_after
from assessments.reviewing import status_after as status_after_review
from assessments.rubrics import Outcome
from assessments.rules import OPEN, AttemptStatus
from assessments.services.attempts import outcome_at
from enrolment.models import Status as EnrolmentStatus
from lms.accounts.models import User

CHUNK = 200  # attempts that are read at once
LOOKED_AT = (
    *("status", "paper_json", "percent", "number", "due_at", "submitted_at"),
    *("enrolment__course__title", "assessment__title"),
)


@dataclass(frozen=True)
class Change:
    """What marking one attempt again comes to. `paper`: as it was asked, with the question corrected.

    `reworded`: whether the learner read the question in other words than it has now.
    """

    attempt: UUID
    reference: str
    course: str
    quiz: str
    number: int
    before: AttemptStatus
    percent_before: int | None
    percent_after: int | None
    effect: Effect
    reworded: bool
    paper: Paper

    @property
    def after(self) -> AttemptStatus:
        """Return where the attempt stands afterwards."""
        return status_after(self.before, self.effect)


@dataclass
class Preview:
    """What marking again comes to for all attempts that were asked the question with another key.

    `hindered`: how many were asked it so that what is right now cannot be carried over, and why.
    """

    changes: list[Change] = field(default_factory=list)
    hindered: Counter[Hindrance] = field(default_factory=Counter)

    @property
    def effects(self) -> Counter[Effect]:
        """Return how many attempts come to each effect."""
        return Counter(change.effect for change in self.changes)

    @property
    def reworded(self) -> int:
        """Return how many learners read the question in other words."""
        return sum(change.reworded for change in self.changes)


def preview_remarking(question: Question, *, by: User) -> Preview:
    """Return what marking again by `question` as it is published would change, if `by` does it, and write nothing.

    One statement, and four more for every `CHUNK` attempts. Attempts of people who have left the course are left alone.
    """
    found, now = Preview(), frozen_item(question)
    rows = with_answers(attempts_asking(question, but_of=by)).only(*LOOKED_AT)
    for attempt in rows.order_by("pk").iterator(chunk_size=CHUNK):
        what = change_of(attempt, now)
        if isinstance(what, Change):
            found.changes.append(replace(what, paper=EMPTY))
        elif what is not None:
            found.hindered[what] += 1
    return found


EMPTY = Paper((), 0, 0)  # thousands of papers need not stay in memory


def attempts_asking(question: Question, *, but_of: User) -> AttemptQuerySet:
    """Return the attempts that were asked `question`, of people who have not left their course, but one.

    At any quiz that asks it, may draw it from its bank, or ever had an answer to it: elsewhere no mark rests on it.
    """
    answered = Response.objects.filter(item_key=question.key).values("attempt__assessment")
    asking = Q(questions__question=question) | Q(draws__bank=question.bank_id)
    quizzes = AssessmentPage.objects.filter(asking | Q(pk__in=answered)).values("pk")
    at_quizzes = Attempt.objects.filter(assessment__in=quizzes).exclude(status=AttemptStatus.WITHDRAWN)
    staying = at_quizzes.exclude(enrolment__status=EnrolmentStatus.WITHDRAWN).exclude(enrolment__learner=but_of)
    return staying.alias(asked=Cast("paper_json", TextField())).filter(asked__contains=str(question.key))


def with_answers(attempts: AttemptQuerySet) -> AttemptQuerySet:
    """Return `attempts` with what `change_of` looks at, in four statements more or less whatever their number."""
    others = Prefetch("enrolment__attempts", queryset=Attempt.objects.defer("paper_json"))
    return attempts.select_related("enrolment__course", "assessment").prefetch_related("responses", "reviews", others)


def change_of(attempt: Attempt, now: Item) -> Change | Hindrance | None:
    """Return what marking `attempt` again comes to, why it cannot be, or None when its key is the one of `now`."""
    asked = attempt.paper.item(now.key)
    if asked is None:
        return None
    right = corrected(asked, now)
    if right is None or right == asked:
        return hindrance(asked, now)
    paper = replace(attempt.paper, items=tuple(right if item is asked else item for item in attempt.paper.items))
    percent, effect = _outcome(attempt, paper)
    return Change(
        attempt.pk,
        attempt.reference,
        attempt.enrolment.course.title,
        attempt.assessment.title,
        attempt.number,
        AttemptStatus(attempt.status),
        attempt.percent,
        percent,
        effect,
        is_reworded(asked, now),
        paper,
    )


def _outcome(attempt: Attempt, paper: Paper) -> tuple[int | None, Effect]:
    """Return the per cent that the answers earn on the corrected paper, and what follows."""
    before = AttemptStatus(attempt.status)
    if attempt.submitted_at is None:
        return None, Effect.IN_PROGRESS
    percent, due = outcome_at(attempt, list(attempt.responses.all()), attempt.submitted_at, paper=paper)
    released = next((review for review in attempt.reviews.all() if review.is_released), None)
    if due is AttemptStatus.AWAITING_REVIEW and released:
        due = status_after_review(Outcome(released.outcome))
    same = percent == attempt.percent
    return percent, effect_of(before, due, may_move=not _is_settled_elsewhere(attempt), same_percent=same)


def _is_settled_elsewhere(attempt: Attempt) -> bool:
    """Tell whether another attempt of the same person at this quiz is open or passed."""
    others = (
        other
        for other in attempt.enrolment.attempts.all()
        if other.assessment_id == attempt.assessment_id and other.pk != attempt.pk
    )
    return any(other.status in OPEN or other.is_passed for other in others)

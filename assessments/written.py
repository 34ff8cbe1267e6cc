"""Written work as people read it: the trainer before deciding, the learner after the release."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.managers import AttemptQuerySet
from assessments.models import Attempt, Review
from assessments.rubrics import ENOUGH
from assessments.rules import Item, level_key


class ReviewState(models.TextChoices):
    """What a piece of work waits for, in words for trainers."""

    TO_READ = "to_read", _("To read")
    SECOND_MARK = "second_mark", _("Needs a second mark")
    HELD = "held", _("Decided, not released")

    def of(self, work: AttemptQuerySet) -> AttemptQuerySet:
        """Return what of `work` stands so."""
        if self is ReviewState.TO_READ:
            return work.to_read()
        return work.awaiting_second_mark() if self is ReviewState.SECOND_MARK else work.held()


def review_state(attempt: Attempt) -> ReviewState:
    """Return what an attempt that awaits its review waits for; its reviews were fetched with it."""
    reviews = attempt.reviews.all()
    if not reviews:
        return ReviewState.TO_READ
    is_wanting = any(review.needs_second for review in reviews) and not any(review.is_second for review in reviews)
    return ReviewState.SECOND_MARK if is_wanting else ReviewState.HELD


@dataclass(frozen=True)
class WrittenAnswer:
    """One written question and its answer."""

    item: Item
    text: str

    @property
    def words(self) -> int:
        """Return how many words the answer has."""
        return len(self.text.split())


def written_answers(attempt: Attempt) -> tuple[WrittenAnswer, ...]:
    """Return the written questions of an attempt with their answers."""
    texts = {str(response.item_key): response.text for response in attempt.responses.all()}
    return tuple(WrittenAnswer(item, texts.get(item.key, "")) for item in attempt.paper.written)


@dataclass(frozen=True)
class CriterionWords:
    """One criterion with the words of the level given. `question`: which one, where several are asked."""

    title: str
    words: str
    is_enough: bool
    question: Item | None = None


@dataclass(frozen=True)
class Feedback:
    """One decision in words."""

    is_passed: bool
    comment: str
    criteria: tuple[CriterionWords, ...]
    at: datetime


def feedback_of(attempt: Attempt, review: Review) -> Feedback:
    """Return what `review` says, by the rubric the attempt was asked with; who may read it is the caller's to ask."""
    return Feedback(review.is_passed, review.comment, tuple(_criteria(attempt, review)), review.decided_at)


def _criteria(attempt: Attempt, review: Review) -> Iterable[CriterionWords]:
    several = len(attempt.paper.written) > 1
    for item in attempt.paper.written:
        for criterion in item.rubric.criteria if item.rubric else ():
            level = review.levels[level_key(item, criterion)]
            yield CriterionWords(criterion.title, criterion.levels[level], level >= ENOUGH, item if several else None)


def released_feedback(attempt: Attempt) -> Feedback | None:
    """Return what the learner may read about an attempt: the review that was released, or nothing."""
    review = next((review for review in attempt.reviews.all() if review.is_released), None)
    return feedback_of(attempt, review) if review else None


@dataclass(frozen=True)
class EarlierAttempt:
    """An attempt before this one: what was written, and what the learner was told."""

    attempt: Attempt
    answers: tuple[WrittenAnswer, ...]
    feedback: Feedback | None


def earlier_attempts(attempt: Attempt) -> list[EarlierAttempt]:
    """Return the attempts of the same learner at the same task before this one, the latest first; three statements."""
    before = Attempt.objects.finished().filter(
        enrolment=attempt.enrolment_id, assessment=attempt.assessment_id, number__lt=attempt.number
    )
    rows = before.prefetch_related("responses", "reviews").order_by("-number")
    return [EarlierAttempt(row, written_answers(row), released_feedback(row)) for row in rows]

"""Written work as people read it: the trainer before deciding, the learner after the release."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.items import Item, level_key
from assessments.managers import AttemptQuerySet
from assessments.models import Attempt, Response, Review
from assessments.rubrics import ENOUGH
from assessments.rules import Kind
from assessments.uploads import kind_of
from lms.core.files import private_storage


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


KIND_WORDS = {
    "pdf": _("PDF document"),
    "docx": _("Word document"),
    "odt": _("ODT document"),
    "txt": _("Plain text"),
    "jpg": _("Picture (JPEG)"),
    "png": _("Picture (PNG)"),
    "webp": _("Picture (WebP)"),
    "mp3": _("Recording (MP3)"),
    "m4a": _("Recording (M4A)"),
    "ogg": _("Recording (Ogg)"),
    "wav": _("Recording (WAV)"),
    "webm": _("Recording (WebM)"),
}


@dataclass(frozen=True)
class HandedFile:
    """The file that answers a question, in words. `size` in bytes; None when the storage does not have it."""

    attempt_id: UUID
    item_key: UUID
    name: str
    kind: str
    size: int | None
    saved_at: datetime


def handed_file(response: Response) -> HandedFile:
    """Return what a page says of the file of an answer; asks the storage once."""
    kind, size = kind_of(response.file_name), None
    with suppress(FileNotFoundError):
        size = private_storage().size(response.file)
    words = str(KIND_WORDS[kind.ending]) if kind else ""
    about = (response.attempt_id, response.item_key, response.file_name)
    return HandedFile(*about, kind=words, size=size, saved_at=response.saved_at)


@dataclass(frozen=True)
class WrittenAnswer:
    """One question that a trainer reads, and its answer: a text or a file."""

    item: Item
    text: str
    file: HandedFile | None = None

    @property
    def words(self) -> int:
        """Return how many words the answer has."""
        return len(self.text.split())

    @property
    def asks_for_file(self) -> bool:
        """Tell whether a file was asked for."""
        return self.item.kind is Kind.UPLOAD


def written_answers(attempt: Attempt) -> tuple[WrittenAnswer, ...]:
    """Return the questions of an attempt that a trainer reads, with their answers."""
    given = {str(response.item_key): response for response in attempt.responses.all()}
    return tuple(_written_answer(item, given.get(item.key)) for item in attempt.paper.written)


def _written_answer(item: Item, response: Response | None) -> WrittenAnswer:
    if response is None:
        return WrittenAnswer(item, "")
    return WrittenAnswer(item, response.text, handed_file(response) if response.file else None)


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

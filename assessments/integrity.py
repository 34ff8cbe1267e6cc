"""Invariants of attempts and reviews that span rows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.managers import REVIEW
from assessments.models import Attempt, KeyCorrection, PaperEntry, PassDecision, Question, Remark, Reopening, Review
from assessments.reviewing import status_after
from assessments.rubrics import Outcome, outcome_of
from assessments.rules import READ_BY_TRAINER, AttemptStatus
from assessments.services.attempts import outcome_at
from assessments.timing import deadline_of
from courses.models import CoursePageUserObjectPermission
from enrolment.models import ActivityCompletion, Override
from lms.accounts.models import User
from lms.accounts.roles import Role


def attempt_findings() -> Iterator[str]:
    """Yield a sentence for each attempt whose mark or consequence does not follow from its answers and reviews."""
    completion = ActivityCompletion.objects.filter(
        enrolment=OuterRef("enrolment"), activity_key=OuterRef("assessment__translation_key")
    )
    # What a corrected key took back is undone by a decision, with its reason, and stays so.
    undone = Override.objects.filter(
        enrolment=OuterRef("enrolment"),
        activity_key=OuterRef("assessment__translation_key"),
        done=False,
        made_at__gte=OuterRef("finished_at"),
    )
    finished = Attempt.objects.finished().annotate(is_recorded=Exists(completion) | Exists(undone))
    marked_again = {"stands": Exists(_remarks().filter(PASS_STANDS)), "stayed": Exists(_remarks().filter(STAYED))}
    for attempt in _with_answers(finished.annotate(**marked_again)):
        yield from _findings_of(attempt)
    for attempt in _with_answers(Attempt.objects.awaiting_review()):
        yield from _findings_of_waiting(attempt)


# A corrected key takes no pass away: it stands while nobody has decided, or when somebody let it stand, and a trainer
# who had the work already decides on it. Nor does it hand a second attempt to a trainer.
PASS_STANDS = Q(decision__in=[PassDecision.WAITS, PassDecision.KEPT]) | Q(status_after=AttemptStatus.AWAITING_REVIEW)
STAYED = Q(status_before=AttemptStatus.NOT_YET_PASSED, status_after=AttemptStatus.NOT_YET_PASSED)


def _remarks() -> QuerySet[Remark]:
    return Remark.objects.filter(attempt=OuterRef("pk"))


def _with_answers(attempts: QuerySet[Attempt]) -> Iterator[Any]:
    return attempts.prefetch_related("responses", "reviews").order_by("pk").iterator(chunk_size=200)


def _findings_of(attempt: Any) -> Iterator[str]:
    percent, status = outcome_at(attempt, attempt.responses.all(), attempt.submitted_at)
    if status is AttemptStatus.AWAITING_REVIEW:
        yield from _findings_of_reviewed(attempt)
    elif (percent, status) != (attempt.percent, attempt.status) and not _stands(attempt, percent):
        marked = f"{attempt.percent} % ({attempt.status})"
        yield f"Attempt {attempt.pk} is marked {marked}; its answers earn {percent} %."
    if attempt.is_passed and not attempt.is_recorded:
        yield f"Attempt {attempt.pk} passed, but the activity is not recorded as done."


def _stands(attempt: Any, percent: int | None) -> bool:
    """Tell whether it is a pass that its answers would no longer earn, and that nobody has taken back."""
    return bool(attempt.is_passed and attempt.stands and percent == attempt.percent)


def remark_findings() -> Iterator[str]:
    """Yield a sentence for each decision about a pass that does not fit the attempt it is about."""
    waiting = Remark.objects.filter(decision=PassDecision.WAITS).exclude(attempt__status=AttemptStatus.PASSED)
    for remark in waiting.order_by("pk"):
        yield f"Remark {remark.pk} waits for a decision, but attempt {remark.attempt_id} is no pass."
    since = KeyCorrection.objects.filter(finished_at=None, made_at__lt=timezone.now() - timedelta(days=1))
    for correction in since.order_by("pk"):
        yield f"Correction {correction.pk} has been marking attempts again for more than a day."


def handing_in_findings() -> Iterator[str]:
    """Yield a sentence for each attempt whose times, confirmation or single marks do not follow from its paper."""
    for attempt in _with_answers(Attempt.objects.prefetch_related("reopenings")):
        if attempt.due_at != _due_at(attempt):
            yield f"Attempt {attempt.pk} is due at {attempt.due_at}, not as its paper says."
        yield from _findings_of_confirming(attempt)
        yield from _findings_of_answers(attempt)


def _due_at(attempt: Any) -> datetime | None:
    """Return until when an attempt may be answered: as its paper says, or as whoever reopened it last."""
    reopened = list(attempt.reopenings.all())
    if reopened:
        return cast("Reopening", reopened[-1]).due_at
    return deadline_of(attempt.started_at, attempt.paper.minutes_allowed, attempt.paper.extra_per_cent)


def _findings_of_confirming(attempt: Any) -> Iterator[str]:
    """What the clock handed in, nobody had to confirm."""
    asked = bool(attempt.paper.declaration)
    if attempt.submitted_at and asked and not attempt.ran_out and attempt.declared_at is None:
        yield f"Attempt {attempt.pk} was handed in without what it asks to confirm."
    if attempt.declared_at and not asked:
        yield f"Attempt {attempt.pk} has a confirmation that nothing asks for."


def _findings_of_answers(attempt: Any) -> Iterator[str]:
    marks = {item.key: item.marks for item in attempt.paper.items}
    for response in attempt.responses.all():
        if attempt.is_over(response.saved_at):
            yield f"Attempt {attempt.pk} has an answer that was saved after its time, at {response.saved_at}."
        most = marks.get(str(response.item_key), 0)
        if response.mark is not None and response.mark > most:
            yield f"Attempt {attempt.pk} has a mark of {response.mark} for a question of {most} marks."


def _findings_of_reviewed(attempt: Any) -> Iterator[str]:
    released = [review for review in attempt.reviews.all() if review.is_released]
    if not released and not (attempt.stayed and not attempt.is_passed):
        yield f"Attempt {attempt.pk} has an outcome ({attempt.status}), but no review of it was released."
    elif released and status_after(Outcome(released[0].outcome)) != attempt.status:
        yield f"Attempt {attempt.pk} is {attempt.status}, but the review released says {released[0].outcome}."


def _findings_of_waiting(attempt: Any) -> Iterator[str]:
    written = {str(response.item_key) for response in attempt.responses.all() if response.answer.is_given}
    if any(item.key not in written for item in attempt.paper.written):
        yield f"Attempt {attempt.pk} awaits a review, but there is nothing to read."
    if any(review.is_released for review in attempt.reviews.all()):
        yield f"Attempt {attempt.pk} awaits a review, but one of it has been released."


def review_findings() -> Iterator[str]:
    """Yield a sentence for each review whose outcome does not follow from its levels, or that nothing calls for."""
    for review in Review.objects.select_related("attempt").order_by("pk").iterator(chunk_size=200):
        if review.levels.keys() != review.attempt.paper.level_keys:
            yield f"Review {review.pk} does not give one level for each criterion."
        elif outcome_of(review.levels.values()) != review.outcome:
            yield f"Review {review.pk} is {review.outcome}; its levels come to {outcome_of(review.levels.values())}."
    wanted = Review.objects.filter(attempt=OuterRef("attempt"), is_second=False, needs_second=True)
    for review in Review.objects.filter(~Exists(wanted), is_second=True).order_by("pk"):
        yield f"Review {review.pk} is a second mark that no first one asked for."


def paper_findings() -> Iterator[str]:
    """Yield a sentence for each paper that the same person entered and compared, or that was never handed in."""
    for entry in (
        PaperEntry.objects.filter(checked_at__isnull=False).select_related("attempt__enrolment").order_by("pk")
    ):
        if entry.checked_by_id in {*entry.typed_by, entry.attempt.enrolment.learner_id}:
            yield f"Paper {entry.pk} was compared by person {entry.checked_by_id}, who is no second person."
        if entry.attempt.submitted_at is None:
            yield f"Paper {entry.pk} was compared, but attempt {entry.attempt_id} was not handed in."


def trainer_findings() -> Iterator[str]:
    """Yield a sentence for each appointment whose person does not hold the role of a trainer."""
    trainers = User.objects.filter(groups__name=Role.TRAINER)
    without = CoursePageUserObjectPermission.objects.filter(permission__codename=REVIEW).exclude(user__in=trainers)
    for row in without.order_by("pk"):
        yield f"Person {row.user_id} is a trainer of course {row.content_object_id} without the role."


def written_task_findings() -> Iterator[str]:
    """Yield a sentence for each written question that an open course asks, where no trainer reads (domain B 24)."""
    asked = (
        Question.objects.filter(kind__in=READ_BY_TRAINER, uses__isnull=False).prefetch_related("uses__page").distinct()
    )
    for question in asked.order_by("pk"):
        pages = [use.page for use in question.uses.all() if use.page.course.is_open]
        yield from (
            f"Question {question.pk} is read by a trainer, but page {page.pk} of an open course asks it."
            for page in pages
        )

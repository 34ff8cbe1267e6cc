"""Invariants of attempts that span rows."""

from collections.abc import Iterator

from assessments.marking import mark_paper
from assessments.models import Attempt
from enrolment.models import ActivityCompletion


def attempt_findings() -> Iterator[str]:
    """Yield a sentence for each finished attempt whose mark or consequence does not follow from its answers."""
    attempts = Attempt.objects.finished().select_related("assessment").prefetch_related("responses").order_by("pk")
    for attempt in attempts.iterator(chunk_size=200):
        yield from _findings_of(attempt)


def _findings_of(attempt: Attempt) -> Iterator[str]:
    answers = {str(response.item_key): response.chosen for response in attempt.responses.all()}
    result = mark_paper(attempt.paper, answers)
    if (result.percent, result.status) != (attempt.percent, attempt.status):
        yield f"Attempt {attempt.pk} is marked {attempt.percent} % ({attempt.status}); its answers earn {result.percent} %."
    if attempt.is_passed and not _is_recorded(attempt):
        yield f"Attempt {attempt.pk} passed, but the activity is not recorded as done."


def _is_recorded(attempt: Attempt) -> bool:
    done = ActivityCompletion.objects.filter(enrolment=attempt.enrolment_id)
    return done.filter(activity_key=attempt.assessment.translation_key).exists()

"""Invariants of attempts that span rows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from assessments.marking import mark_paper
from assessments.models import Attempt
from enrolment.models import ActivityCompletion


def attempt_findings() -> Iterator[str]:
    """Yield a sentence for each finished attempt whose mark or consequence does not follow from its answers."""
    completion = ActivityCompletion.objects.filter(
        enrolment=OuterRef("enrolment"), activity_key=OuterRef("assessment__translation_key")
    )
    attempts = Attempt.objects.finished().annotate(is_recorded=Exists(completion)).prefetch_related("responses")
    for attempt in attempts.order_by("pk").iterator(chunk_size=200):
        yield from _findings_of(attempt)


def _findings_of(attempt: Any) -> Iterator[str]:
    answers = {str(response.item_key): response.chosen for response in attempt.responses.all()}
    result = mark_paper(attempt.paper, answers)
    if (result.percent, result.status) != (attempt.percent, attempt.status):
        marked = f"{attempt.percent} % ({attempt.status})"
        yield f"Attempt {attempt.pk} is marked {marked}; its answers earn {result.percent} %."
    if attempt.is_passed and not attempt.is_recorded:
        yield f"Attempt {attempt.pk} passed, but the activity is not recorded as done."

"""Invariants of enrolments that no constraint can hold, because they span rows."""

from collections.abc import Iterator

from courses.rules import all_required_done
from enrolment.models import Enrolment
from enrolment.progress import done_keys_of

BATCH = 500


def enrolment_findings() -> Iterator[str]:
    """Yield a sentence for each enrolment whose status and facts disagree."""
    batch: list[Enrolment] = []
    for enrolment in Enrolment.objects.select_related("edition").order_by("pk").iterator(chunk_size=BATCH):
        batch.append(enrolment)
        if len(batch) == BATCH:
            yield from _findings(batch)
            batch = []
    yield from _findings(batch)


def _findings(batch: list[Enrolment]) -> Iterator[str]:
    done = done_keys_of(batch)
    for enrolment in batch:
        yield from _findings_of(enrolment, done.get(enrolment.pk, frozenset()))


def _findings_of(enrolment: Enrolment, done: frozenset[str]) -> Iterator[str]:
    outline = enrolment.edition.outline
    if enrolment.edition.course_id != enrolment.course_id:
        yield f"Enrolment {enrolment.pk} is pinned to an edition of another course."
    if not done <= set(outline.keys):
        yield f"Enrolment {enrolment.pk} has completions outside its edition."
    if enrolment.is_completed and not all_required_done(outline, done):
        yield f"Enrolment {enrolment.pk} is completed with required activities still to do."
    if not enrolment.is_completed and all_required_done(outline, done):
        yield f"Enrolment {enrolment.pk} has nothing left to do but is not completed."

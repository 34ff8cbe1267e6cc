"""Invariants of enrolments that no constraint can hold, because they span rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import ModelLogEntry

from courses.models import CourseEdition, RetiredActivity
from courses.rules import all_required_done
from enrolment.models import Enrolment
from enrolment.progress import facts_of

BATCH = 500
# After either, nobody but the learner completes the course.
APPLIED, WAITED = "enrolment.apply_edition", "enrolment.wait_for_time"


def enrolment_findings() -> Iterator[str]:
    """Yield a sentence for each enrolment whose status and facts disagree."""
    batch: list[Enrolment] = []
    for enrolment in Enrolment.objects.select_related("edition").order_by("pk").iterator(chunk_size=BATCH):
        batch.append(enrolment)
        if len(batch) == BATCH:
            yield from _findings(batch)
            batch = []
    yield from _findings(batch)


@dataclass(frozen=True)
class _Course:
    """What enrolments on one course are judged by: what its editions ever listed, and what was ever retired."""

    keys: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()


def _findings(batch: list[Enrolment]) -> Iterator[str]:
    facts, courses = facts_of(batch), _courses({enrolment.course_id for enrolment in batch})
    for enrolment in batch:
        yield from _findings_of(enrolment, facts[enrolment.pk].done, courses.get(enrolment.course_id, _Course()))


def _courses(pks: set[int]) -> dict[int, _Course]:
    keys: dict[int, set[str]] = {}
    for edition in CourseEdition.objects.filter(course__in=pks):
        keys.setdefault(edition.course_id, set()).update(edition.outline.keys)
    retired = RetiredActivity.objects.keys_ever(pks)
    return {pk: _Course(frozenset(mine), retired.get(pk, frozenset())) for pk, mine in keys.items()}


def _findings_of(enrolment: Enrolment, done: frozenset[str], course: _Course) -> Iterator[str]:
    outline = enrolment.edition.outline
    if enrolment.edition.course_id != enrolment.course_id:
        yield f"Enrolment {enrolment.pk} is pinned to an edition of another course."
    if not done <= course.keys:
        yield f"Enrolment {enrolment.pk} has completions outside the editions of its course."
    if enrolment.is_completed and not outline.required_keys - course.retired <= done:
        yield f"Enrolment {enrolment.pk} is completed with required activities still to do."
    if _is_left_behind(enrolment, done):
        yield f"Enrolment {enrolment.pk} has nothing left to do but is not completed."


def _is_left_behind(enrolment: Enrolment, done: frozenset[str]) -> bool:
    """Tell whether nothing is left, and neither an editor's act nor a least study time explains it.

    What was retired explains it by itself: then something of the edition was never done.
    """
    if enrolment.is_completed or not all_required_done(enrolment.edition.outline, done):
        return False
    explained = ModelLogEntry.objects.filter(action__in=(APPLIED, WAITED), object_id=str(enrolment.pk))
    return not explained.exists()

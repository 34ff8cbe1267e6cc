"""What editors do to people in progress: move them to the newest edition, retire an activity (domain B 22, B 23)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePage, RetiredActivity
from courses.services.retiring import retire_activity
from enrolment.editions import editions_in_use
from enrolment.models import Enrolment
from lms.core import audit
from lms.core.errors import DomainError

BATCH = 500


def apply_edition(*, edition: CourseEdition, by: Any) -> int:
    """Move everybody who is learning on `edition`'s course to it, and return how many moved.

    Whoever has completed the course, or ended it before, stays where they are; nobody completes by it. Doing it again
    changes nothing, and goes on where a failure stopped it: batch after batch is written for good.
    Arguments: `by`, the editor. Refuses: `newer_edition` (a colleague has published one meanwhile).
    """
    refuse_outdated(edition)
    behind = Enrolment.objects.behind(edition).order_by("pk").values_list("pk", flat=True)
    moved = sum(_move(edition, pks, by=by) for pks in _batches(list(behind)))
    if moved:
        data = {"edition": edition.number, "people": moved}
        audit.record("enrolment.apply_edition", edition.course, by=by, data=data)
    return moved


def refuse_outdated(edition: CourseEdition) -> None:
    """Refuse with `newer_edition` one that is not the newest of its course."""
    if CourseEdition.objects.current_for(edition.course) != edition:
        raise DomainError(
            "newer_edition", _("A newer edition was published a moment ago. Look at it, then apply that one.")
        )


def retire(*, course: CoursePage, activity_key: str, reason: str, by: Any, at: datetime) -> RetiredActivity:
    """Retire an activity of the newest edition or of any that people are learning with; the promise of
    `courses.services.retiring.retire_activity`, judged by all those editions.
    """
    in_use = editions_in_use(course)
    return retire_activity(course=course, activity_key=activity_key, reason=reason, by=by, at=at, in_use=in_use)


def _batches(pks: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


@transaction.atomic
def _move(edition: CourseEdition, pks: Sequence[UUID], *, by: Any) -> int:
    """Move those of `pks` who are still in progress once their rows are ours; return how many."""
    locked = list(Enrolment.objects.behind(edition).filter(pk__in=pks).order_by("pk").locked())
    Enrolment.objects.filter(pk__in=[row.pk for row in locked]).pin(edition)
    audit.record_many("enrolment.apply_edition", locked, by=by, data={"edition": edition.number})
    return len(locked)

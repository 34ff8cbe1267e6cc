"""How far a learner has read, and marking a lesson as done once all that it asks for is there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import LessonPage
from enrolment.margins import still_open
from enrolment.models import Enrolment, PrivateEntry, ReadingPlace
from enrolment.services.progress import record_completion, refuse_outside_edition
from lms.accounts.models import User
from lms.core.errors import DomainError

ANCHOR_LENGTH = 80


def record_opening(*, enrolment_id: str, activity_key: str, at: datetime) -> None:
    """Keep that the learner opened the activity now: where "Continue" leads without JavaScript. One statement.

    Arguments: `enrolment_id` and `activity_key`, as the gate found them; `at`, now. Refuses nothing.
    """
    place = ReadingPlace(enrolment_id=UUID(enrolment_id), activity_key=UUID(activity_key), seen_at=at)
    ReadingPlace.objects.bulk_create(
        [place], update_conflicts=True, update_fields=["seen_at"], unique_fields=["enrolment", "activity_key"]
    )


@transaction.atomic
def record_reading(
    *, enrolment: Enrolment, activity_key: str, by: User, at: datetime, anchor: str = "", reached_end: bool = False
) -> None:
    """Keep the last heading the learner came to, or that they reached the end; the end, once reached, stays so.

    Arguments: `anchor`, the id of the heading (empty: as it was); `by`, the learner; `at`, now.
    Refuses: `own_only`, `not_in_edition`.
    """
    refuse_others(enrolment, by)
    refuse_outside_edition(enrolment, activity_key)
    record_opening(enrolment_id=str(enrolment.pk), activity_key=activity_key, at=at)
    mine = ReadingPlace.objects.filter(enrolment=enrolment, activity_key=activity_key)
    if anchor:
        mine.update(anchor=anchor[:ANCHOR_LENGTH])
    if reached_end:
        mine.filter(end_seen_at__isnull=True).update(end_seen_at=at)


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, page: LessonPage, by: User, at: datetime) -> bool:
    """Record that the learner has done the lesson `page`; tell whether that was new.

    Arguments: `by`, the learner; `at`, now. What is done already stays done, whatever the lesson asks for by now.
    Refuses: `own_only`, `still_open` (something the lesson asks for is missing: `enrolment.margins` says what),
    and as `record_completion` does.
    """
    refuse_others(enrolment, by)
    key = page.activity_key
    if not enrolment.completions.filter(activity_key=key).exists() and _is_open(enrolment, page):
        raise DomainError("still_open", _("Not quite yet: something in this lesson is still open."))
    return record_completion(enrolment=enrolment, activity_key=key, by=by, at=at)


def _is_open(enrolment: Enrolment, page: LessonPage) -> bool:
    if not (page.needs_end_seen or page.needs_checks or page.needs_worksheets):
        return False
    key = page.activity_key
    written = PrivateEntry.objects.filter(enrolment=enrolment, activity_key=key).values_list("block_key", flat=True)
    reached = ReadingPlace.objects.filter(enrolment=enrolment, activity_key=key, end_seen_at__isnull=False)
    return bool(still_open(page, filled={str(block) for block in written}, end_seen=reached.exists()))


def refuse_others(enrolment: Enrolment, by: User) -> None:
    """Refuse with `own_only` everybody but the learner of `enrolment`: nobody writes in somebody else's margin."""
    if by.pk != enrolment.learner_id:
        raise DomainError("own_only", _("Only the person who takes the course can do this."))

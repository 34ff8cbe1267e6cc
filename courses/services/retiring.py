"""Retiring an activity, and bringing it back: what is left to do changes, what people did does not (domain B 22)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePage, RetiredActivity
from courses.outline import assessment_kinds, derive_outline
from courses.rules import Activity, Loss, Outline, refuse_retirement
from lms.core import audit
from lms.core.errors import DomainError

REASON_LENGTH = 255


@transaction.atomic
def retire_activity(
    *,
    course: CoursePage,
    activity_key: str,
    reason: str,
    by: Any,
    at: datetime,
    in_use: Iterable[CourseEdition] = (),
) -> RetiredActivity:
    """Take an activity out of what people must do, whatever edition they are on, and return what is kept of it.

    What was done of it stays done, and nobody completes by it. Retiring twice is harmless: the first time stands.
    What is published below the course but stands in no edition (its files came from elsewhere) is kept out of the next.
    Arguments: `reason`, for colleagues; `by`, the editor; `at`, now; `in_use`, older editions that people are learning
    with, which must hold something to do as well.
    Refuses: `not_in_edition`, `reason_needed`, `reason_too_long`, and whatever `why_not_retire` says.
    """
    words = _checked(reason)
    outlines = _outlines(CourseEdition.objects.hold_current(course), in_use)
    activity = find_activity(chain(outlines, map(derive_outline, [course])), activity_key)
    standing = RetiredActivity.objects.standing().filter(course=course, activity_key=activity_key).first()
    if standing:
        return standing
    refusal = why_not_retire(course, outlines, activity)
    if refusal:
        raise refusal
    retired = RetiredActivity.objects.create(
        course=course, activity_key=UUID(activity_key), title=activity.title, reason=words, retired_at=at, retired_by=by
    )
    audit.record("courses.retire_activity", course, by=by, data={"activity": activity_key})
    return retired


@transaction.atomic
def bring_back_activity(*, course: CoursePage, activity_key: str, by: Any, at: datetime) -> bool:
    """Let an activity that was retired count again for people in progress; tell whether anything changed.

    Whoever has completed the course stays so. Arguments: `by`, the editor; `at`, now. Never refuses.
    """
    CourseEdition.objects.hold_current(course)
    standing = RetiredActivity.objects.standing().filter(course=course, activity_key=activity_key)
    if not standing.update(brought_back_at=at, brought_back_by=by):
        return False
    audit.record("courses.bring_back_activity", course, by=by, data={"activity": activity_key})
    return True


def find_activity(outlines: Iterable[Outline], activity_key: str) -> Activity:
    """Return the activity as the first of `outlines` that has it says; refuses `not_in_edition`."""
    found = next(filter(None, (outline.find(activity_key) for outline in outlines)), None)
    if found is None:
        raise DomainError("not_in_edition", _("Nobody is learning with this page now, so there is nothing to retire."))
    return found


def why_not_retire(course: CoursePage, outlines: Iterable[Outline], activity: Activity) -> DomainError | None:
    """Return why `activity` cannot be retired while people learn by `outlines`, or None; two statements.

    One of `nothing_required`, `last_assessment` (domain B 22).
    """
    about: dict[str, Any] = {
        "retired": RetiredActivity.objects.keys_of(course),
        "assessments": assessment_kinds(),
        "awards": course.programme_id is not None,
    }
    losses = {refuse_retirement(outline, activity.key, **about) for outline in outlines}
    if Loss.NOTHING_REQUIRED in losses:
        return DomainError(Loss.NOTHING_REQUIRED, _nothing_required(activity))
    if Loss.LAST_ASSESSMENT in losses:
        return DomainError(Loss.LAST_ASSESSMENT, _last_assessment(course, activity))
    return None


def _outlines(latest: CourseEdition | None, in_use: Iterable[CourseEdition]) -> list[Outline]:
    return [edition.outline for edition in (latest, *in_use) if edition]


def _nothing_required(activity: Activity) -> str:
    return _(
        "Nothing else is left that people who take this course need to do, so “%(title)s” stays. Publish an edition "
        "with something else to do, and apply it to learners in progress, first."
    ) % {"title": activity.title}


def _last_assessment(course: CoursePage, activity: Activity) -> str:
    return _(
        "Whoever finishes this course receives a certificate (%(programme)s), and “%(title)s” is the last quiz or task "
        "that they need to pass, so it stays. Publish an edition with another one, and apply it to learners in "
        "progress, first."
    ) % {"programme": course.programme, "title": activity.title}


def _checked(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise DomainError("reason_needed", _("Please say why, for colleagues who look back."))
    if len(words) > REASON_LENGTH:
        raise DomainError("reason_too_long", _("Please give a reason of at most %(n)d letters.") % {"n": REASON_LENGTH})
    return words

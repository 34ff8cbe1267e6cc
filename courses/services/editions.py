"""Publishing an edition: the one act that changes what a course consists of."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePage
from courses.outline import derive_outline, has_required_assessment
from courses.rules import Outline
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def publish_edition(*, course: CoursePage, by: Any, at: datetime, note: str = "") -> CourseEdition:
    """Cut the next edition of `course` from its live pages and return it (domain B 21).

    Arguments: `by`, the editor (None for a loader); `at`, now; `note`, what changed, for colleagues.
    Refuses: whatever `why_not_publish` says, and `edition_race`.
    """
    latest = CourseEdition.objects.hold_current(course)
    outline = derive_outline(course)
    refusal = why_not_publish(course, outline, latest)
    if refusal:
        raise refusal
    return _store(course, (latest.number if latest else 0) + 1, outline.to_json(), by=by, at=at, note=note)


def why_not_publish(course: CoursePage, outline: Outline, latest: CourseEdition | None) -> DomainError | None:
    """Return why `outline`, derived from `course` now, cannot become the edition after `latest`, or None.

    One of `course_unpublished`, `nothing_required`, `assessment_needed` (domain B 22), `nothing_changed`.
    """
    if not course.live:
        return DomainError(
            "course_unpublished", _("Publish the course page first. Then you can publish an edition of it.")
        )
    if not outline.required_keys:
        return DomainError(
            "nothing_required",
            _("This course has no published lesson that is needed to finish it. Publish at least one, then try again."),
        )
    if course.programme_id and not has_required_assessment(course):
        return DomainError("assessment_needed", _assessment_sentence(course))
    if latest and latest.outline == outline:
        return DomainError("nothing_changed", _("Nothing has changed since edition %(n)d.") % {"n": latest.number})
    return None


def _assessment_sentence(course: CoursePage) -> str:
    return _(
        "Whoever finishes this course receives a certificate (%(programme)s), so finishing it must take a quiz. "
        "Publish a quiz in one of its modules and tick “needed to finish the course”, then try again."
    ) % {"programme": course.programme}


def _store(course: CoursePage, number: int, rows: list, *, by: Any, at: datetime, note: str) -> CourseEdition:
    try:
        with transaction.atomic():
            edition = CourseEdition.objects.create(
                course=course, number=number, outline_json=rows, note=note, published_at=at, published_by=by
            )
            audit.record("courses.publish_edition", course, by=by, data={"edition": number})
    except IntegrityError:
        # Two editors pressed at once; the unique constraint let one through.
        raise DomainError(
            "edition_race",
            _("A colleague published an edition a moment ago. Look at it, then try again if you still need to."),
        ) from None
    return edition

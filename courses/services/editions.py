"""Publishing an edition: the one act that changes what a course consists of."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePage
from courses.outline import derive_outline
from lms.core import audit
from lms.core.errors import DomainError


def publish_edition(*, course: CoursePage, by: Any, at: datetime, note: str = "") -> CourseEdition:
    """Cut the next edition of `course` from its live pages and return it (domain B 21).

    Arguments: `by`, the editor (None for a loader); `at`, now; `note`, what changed, for colleagues.
    Refuses: `course_unpublished`, `nothing_required`, `nothing_changed`, `edition_race`.
    """
    if not course.live:
        raise DomainError(
            "course_unpublished", _("Publish the course page first. Then you can publish an edition of it.")
        )
    outline = derive_outline(course)
    if not outline.required_keys:
        raise DomainError(
            "nothing_required",
            _("This course has no published lesson that is needed to finish it. Publish at least one, then try again."),
        )
    latest = CourseEdition.objects.current_for(course)
    if latest and latest.outline == outline:
        raise DomainError("nothing_changed", _("Nothing has changed since edition %(n)d.") % {"n": latest.number})
    return _store(course, (latest.number if latest else 0) + 1, outline.to_json(), by=by, at=at, note=note)


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

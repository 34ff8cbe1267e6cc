"""Enrolling: today by the learner's own choice, on open courses."""

from datetime import datetime

from django.db import IntegrityError, transaction

from courses.models import CourseEdition, CoursePage
from enrolment.access import standing_of
from enrolment.models import Enrolment, Source
from enrolment.rules import Refusal
from enrolment.services.returning import carry_over
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


def self_enrol(*, learner: User, course: CoursePage, by: User, at: datetime) -> Enrolment:
    """Enrol `learner` on an open course, pinned to its newest edition, and return the enrolment.

    Pressing twice is harmless: the enrolment that is there already is returned. Whoever left the course before finds
    what they did on it (`services.returning`).
    Refuses (domain A Modules): `nomination_needed`, `course_not_ready`, `prerequisites_missing`.
    """
    standing = standing_of(learner, course)
    refusal = standing.enrol_refusal
    if refusal is Refusal.ALREADY_ENROLLED and standing.enrolment:
        return standing.enrolment
    if refusal:
        raise DomainError(refusal, standing.sentence(refusal))
    return _create(learner, course, by=by, at=at)


def _create(learner: User, course: CoursePage, *, by: User, at: datetime) -> Enrolment:
    edition = CourseEdition.objects.filter(course=course).latest("number")  # there is one, or it was refused above
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(
                learner=learner, course=course, edition=edition, source=Source.SELF, enrolled_at=at
            )
            carry_over(enrolment)
            audit.record("enrolment.self_enrol", enrolment, by=by, data={"course": course.pk})
    except IntegrityError:
        # Two tabs pressed at once; the unique constraint let one through, and that is the answer for both.
        return Enrolment.objects.active().get(learner=learner, course=course)
    return enrolment

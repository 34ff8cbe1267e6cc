"""Somebody who has finished an open course."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from courses.models import CourseEdition, CoursePage
from enrolment.models import Enrolment, Source, Status
from tests.cast import NOW, Cast

# Half past eleven in the evening, UTC: already the next day in the United Kingdom, on summer time.
LATE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.fixture
def enrolment_of(db: None) -> Callable[..., Enrolment]:
    """Return a function that enrols a learner on a course of the path; completed unless told otherwise."""

    def make(learner, slug: str = "introduction-to-smart", *, completed_at: datetime | None = LATE) -> Enrolment:
        course = CoursePage.objects.get(slug=slug)
        edition, _ = CourseEdition.objects.get_or_create(
            course=course, number=3, defaults={"outline_json": [], "published_at": NOW}
        )
        status = Status.COMPLETED if completed_at else Status.ACTIVE
        about = {"source": Source.SELF, "enrolled_at": NOW, "completed_at": completed_at, "status": status}
        return Enrolment.objects.create(learner=learner, course=course, edition=edition, **about)

    return make


@pytest.fixture
def finished(cast: Cast, enrolment_of: Callable[..., Enrolment]) -> Enrolment:
    """Zoë's enrolment on Introduction to SMART, completed."""
    return enrolment_of(cast.zoe)

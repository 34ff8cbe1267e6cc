"""A short path for a place to open: one open course, then a gated one, both ready to be taken."""

from courses.models import Access, CoursePage, CoursePrerequisite
from enrolment.models import LicenceType, LicenceTypeCourse
from tests.factories.pages import CourseFactory


def short_path(kind: str = "smart-recovery") -> list[CoursePage]:
    """Let places of this licence type open “Leading” (ten hours), which comes after “First steps” (one hour)."""
    first = CourseFactory(title="First steps", lessons=1)
    last = CourseFactory(
        title="Leading", lessons=1, access=Access.NOMINATED, minimum_age=18, study_minutes=600, summary="Lead well."
    )
    CoursePrerequisite.objects.create(course=last, requires=first)
    licence_type = LicenceType.objects.get(key=kind)
    licence_type.steps.all().delete()
    LicenceTypeCourse.objects.create(licence_type=licence_type, course=last, position=0)
    return [first, last]

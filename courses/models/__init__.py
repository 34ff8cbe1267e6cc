"""The course tree (index, course, module, activity), the editions cut from it, and the packs made of them."""

from courses.models.activities import ActivityPage, LessonPage, TrainerNote
from courses.models.editions import CourseEdition, RetiredActivity
from courses.models.packs import CoursePack, PackKind, PackState
from courses.models.tree import (
    COURSE_DEPTH,
    Access,
    CourseIndexPage,
    CoursePage,
    CoursePageGroupObjectPermission,
    CoursePageUserObjectPermission,
    CoursePrerequisite,
    ModulePage,
    Programme,
    being_updated,
)

__all__ = [
    "COURSE_DEPTH",
    "Access",
    "ActivityPage",
    "CourseEdition",
    "CourseIndexPage",
    "CoursePack",
    "CoursePage",
    "CoursePageGroupObjectPermission",
    "CoursePageUserObjectPermission",
    "CoursePrerequisite",
    "LessonPage",
    "ModulePage",
    "PackKind",
    "PackState",
    "Programme",
    "RetiredActivity",
    "TrainerNote",
    "being_updated",
]

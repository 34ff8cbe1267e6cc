"""The vocabulary of courses and editions."""

from typing import TYPE_CHECKING

from django.db import models
from wagtail.models import PageManager, PageQuerySet

if TYPE_CHECKING:
    from courses.models import CourseEdition, CoursePage


class CoursePageQuerySet(PageQuerySet):
    """Courses as learners meet them."""

    def on_path(self) -> "CoursePageQuerySet":
        """Return the courses in the order of the path (their order in the tree)."""
        return self.order_by("path")


CoursePageManager = PageManager.from_queryset(CoursePageQuerySet)


class CourseEditionQuerySet(models.QuerySet["CourseEdition"]):
    """Editions, newest first."""

    def current_for(self, course: "CoursePage") -> "CourseEdition | None":
        """Return the newest edition of `course`, or None before the first one."""
        return self.filter(course=course).order_by("-number").first()

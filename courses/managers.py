"""The vocabulary of courses and editions."""

from django.db import models
from wagtail.models import PageManager, PageQuerySet


class CoursePageQuerySet(PageQuerySet):
    """Courses as learners meet them."""

    def on_path(self) -> "CoursePageQuerySet":
        """Return the courses in the order of the path (their order in the tree)."""
        return self.order_by("path")


CoursePageManager = PageManager.from_queryset(CoursePageQuerySet)


class CourseEditionQuerySet(models.QuerySet):
    """Editions, newest first."""

    def current_for(self, course: models.Model) -> "models.Model | None":
        """Return the newest edition of `course`, or None before the first one."""
        return self.filter(course=course).order_by("-number").first()

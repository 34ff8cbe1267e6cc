"""The vocabulary of courses and editions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.models import PageManager, PageQuerySet

if TYPE_CHECKING:
    from courses.models import CourseEdition, CoursePage, RetiredActivity


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

    def hold_current(self, course: "CoursePage") -> "CourseEdition | None":
        """Return the newest edition of `course`, its row held until the transaction ends, or None before the first.

        Whoever cuts, retires or brings back waits here for whoever did so a moment ago, and then reads what they left.
        """
        latest = self.current_for(course)
        while latest is not None:
            self.filter(pk=latest.pk).update(note=models.F("note"))
            newest = self.current_for(course)
            if newest == latest:
                break
            latest = newest
        return latest


class RetiredActivityQuerySet(models.QuerySet["RetiredActivity"]):
    """Activities taken out of courses."""

    def standing(self) -> "RetiredActivityQuerySet":
        """Return those that were not brought back."""
        return self.filter(brought_back_at__isnull=True)

    def keys_of(self, course: "CoursePage") -> frozenset[str]:
        """Return the keys of what is retired from `course` now; one statement."""
        rows = self.standing().filter(course=course)
        return frozenset(str(key) for key in rows.values_list("activity_key", flat=True))

    def keys_ever(self, courses: Iterable[Any]) -> dict[int, frozenset[str]]:
        """Return the keys of what was ever retired from each of `courses` (primary keys); one statement."""
        found: dict[int, set[str]] = {}
        for course_id, key in self.filter(course__in=courses).values_list("course_id", "activity_key"):
            found.setdefault(course_id, set()).add(str(key))
        return {course_id: frozenset(keys) for course_id, keys in found.items()}

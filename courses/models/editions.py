"""Editions cut from the tree, and what was retired from them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.managers import CourseEditionQuerySet, RetiredActivityQuerySet
from courses.models.tree import CoursePage
from courses.rules import Outline
from lms.core.models import LearningRecord


class CourseEdition(LearningRecord):
    """An immutable outline of a course, cut by an editor's act; enrolments are pinned to one."""

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="editions", verbose_name=_("course"))
    number = models.PositiveIntegerField(_("number"))
    outline_json = models.JSONField(_("outline"), db_column="outline")
    note = models.CharField(_("what changed"), max_length=255, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )

    objects = CourseEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_once_per_course"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return _("%(course)s, edition %(number)d") % {"course": self.course, "number": self.number}

    @cached_property
    def outline(self) -> Outline:
        """Return the activities of this edition, in order."""
        return Outline.from_json(self.outline_json)


class RetiredActivity(LearningRecord):
    """An activity nobody needs to do any more, whatever edition it stands in; what was done stays (domain B 22).

    The row stays when the activity is brought back: it says why somebody could finish without it.
    """

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="retired", verbose_name=_("course"))
    activity_key = models.UUIDField(_("activity"))
    title = models.CharField(_("title"), max_length=255)
    reason = models.CharField(_("why"), max_length=255)
    retired_at = models.DateTimeField(_("retired"))
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("retired by")
    )
    brought_back_at = models.DateTimeField(_("brought back"), null=True, blank=True)
    brought_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("brought back by"),
    )

    objects = RetiredActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("retired activity")
        verbose_name_plural = _("retired activities")
        ordering = ["-retired_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "activity_key"],
                condition=Q(brought_back_at__isnull=True),
                name="activity_retired_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="retired_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.title

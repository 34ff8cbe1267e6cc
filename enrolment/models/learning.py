"""Enrolments and the facts of progress."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import CourseEdition, CoursePage
from enrolment.managers import EnrolmentQuerySet
from enrolment.models.nominations import Nomination
from enrolment.rules import EnrolmentStatus
from lms.core.models import LearningRecord, status_is_known


class Source(models.TextChoices):
    """Where an enrolment comes from: exactly one (domain B 7)."""

    SELF = "self", _("The learner's own choice")
    PLACE = "place", _("A training place")
    GRANT = "grant", _("Granted by Central Office")


class Status(models.TextChoices):
    """Where an enrolment stands, in words for staff."""

    ACTIVE = EnrolmentStatus.ACTIVE.value, _("Learning")
    COMPLETED = EnrolmentStatus.COMPLETED.value, _("Completed")
    WITHDRAWN = EnrolmentStatus.WITHDRAWN.value, _("Ended before completion")


class Enrolment(LearningRecord):
    """One person on one course, pinned to one edition of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("learner")
    )
    course = models.ForeignKey(
        CoursePage, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    edition = models.ForeignKey(
        CourseEdition, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("edition")
    )
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.ACTIVE)
    enrolled_at = models.DateTimeField(_("enrolled"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ended"), null=True, blank=True)
    nomination = models.ForeignKey(
        Nomination,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("training place"),
    )

    grant_reason = models.CharField(_("reason for the grant"), max_length=255, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [
            models.Index(fields=["course", "status"], name="enrolment_by_course"),
            models.Index(fields=["learner", "course", "status"], name="enrolment_by_learner"),
        ]
        constraints = [
            status_is_known("status", Status, name="enrolment_status_is_known"),
            status_is_known("source", Source, name="enrolment_source_is_known"),
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(status=EnrolmentStatus.ACTIVE),
                name="one_active_enrolment_per_learner_and_course",
            ),
            models.CheckConstraint(
                condition=Q(status=EnrolmentStatus.COMPLETED, completed_at__isnull=False)
                | (~Q(status=EnrolmentStatus.COMPLETED) & Q(completed_at__isnull=True)),
                name="enrolment_completed_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status=EnrolmentStatus.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(status=EnrolmentStatus.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="enrolment_withdrawn_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.PLACE, nomination__isnull=False)
                | (~Q(source=Source.PLACE) & Q(nomination__isnull=True)),
                name="enrolment_by_place_names_the_place",
            ),
            models.CheckConstraint(
                condition=(Q(source=Source.GRANT, granted_by__isnull=False) & ~Q(grant_reason=""))
                | (~Q(source=Source.GRANT) & Q(grant_reason="", granted_by__isnull=True)),
                name="enrolment_by_grant_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.course}"

    @property
    def is_completed(self) -> bool:
        """Tell whether the course is finished."""
        return self.status == EnrolmentStatus.COMPLETED

    def includes(self, activity_key: str) -> bool:
        """Tell whether the activity stands in the edition this enrolment is pinned to."""
        return activity_key in self.edition.outline.keys

    def title_of(self, activity_key: str) -> str:
        """Return what the edition calls the activity; nothing when it does not stand there."""
        activity = self.edition.outline.find(activity_key)
        return activity.title if activity else ""


class CompletionSource(models.TextChoices):
    """How an activity came to be done."""

    SELF_PACED = "self_paced", _("Done by the learner")
    RECOGNISED = "recognised", _("Recognised: trained before")
    PROXIED = "proxied", _("Done on paper, entered by staff")
    STAFF = "staff", _("Marked as done by staff")


class ActivityCompletion(LearningRecord):
    """The one truth of progress: this person did this activity. Appended, never changed."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="completions", verbose_name=_("enrolment")
    )
    activity_key = models.UUIDField(_("activity"))
    source = models.CharField(_("source"), max_length=12, choices=CompletionSource.choices)
    completed_at = models.DateTimeField(_("completed"))

    class Meta:
        verbose_name = _("completed activity")
        verbose_name_plural = _("completed activities")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="one_completion_per_enrolment_and_activity"
            ),
            status_is_known("source", CompletionSource, name="completion_source_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_key}"

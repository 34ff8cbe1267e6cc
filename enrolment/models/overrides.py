"""What staff marked as done or not done by hand, and why (domain B 27)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrolment.models.learning import CompletionSource, Enrolment
from lms.core.models import LONGEST_REASON, LearningRecord


class Override(LearningRecord):
    """An activity that somebody marked as done, or as not done, for a learner.

    Undoing removes the completion; `was_done_at` and `was_source` keep what it had said.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="overrides", verbose_name=_("enrolment")
    )
    activity_key = models.UUIDField(_("activity"))
    done = models.BooleanField(_("marked as done"))
    was_done_at = models.DateTimeField(_("had been done"), null=True, blank=True)
    was_source = models.CharField(_("had been done by"), max_length=12, choices=CompletionSource.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    made_at = models.DateTimeField(_("marked"))

    class Meta:
        verbose_name = _("activity marked by staff")
        verbose_name_plural = _("activities marked by staff")
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(done=True, was_done_at__isnull=True, was_source="")
                | Q(done=False, was_done_at__isnull=False) & ~Q(was_source=""),
                name="override_keeps_what_it_undid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_key}"

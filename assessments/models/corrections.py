"""A question whose key was wrong: what it is now, and what that changed for those who had answered it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.attempts import Attempt, Status
from assessments.models.bank import Question
from lms.core.models import LONGEST_REASON, LearningRecord, status_is_known


class KeyCorrection(LearningRecord):
    """That attempts were marked again by a corrected question. `item_json`: the question as it is right, frozen.

    `attempts`: how many had been asked another key when it began; `finished_at`: when the last of them was marked.
    """

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("question")
    )
    item_json = models.JSONField(_("the question, corrected"), db_column="item")
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"))
    attempts = models.PositiveIntegerField(_("attempts to mark again"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction of a key")
        verbose_name_plural = _("corrections of keys")
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="key_correction_has_a_reason"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(finished_at__isnull=True), name="one_correction_of_a_key_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.made_at:%Y-%m-%d}"


class PassDecision(models.TextChoices):
    """What becomes of a pass that the corrected key would not give."""

    NOT_NEEDED = "not_needed", _("Nothing to decide")
    WAITS = "waits", _("Waits for a decision; the pass stands")
    KEPT = "kept", _("The pass stands")
    TAKEN_BACK = "taken_back", _("The pass was taken back")


class Remark(LearningRecord):
    """One attempt that was marked again: its question as it had been asked, and its mark before and after.

    A pass stands until somebody decides otherwise, with a reason.
    """

    correction = models.ForeignKey(
        KeyCorrection, on_delete=models.PROTECT, related_name="remarks", verbose_name=_("correction")
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="remarks", verbose_name=_("attempt"))
    item_before = models.JSONField(_("the question as it was asked"))
    percent_before = models.PositiveSmallIntegerField(_("per cent before"), null=True, blank=True)
    percent_after = models.PositiveSmallIntegerField(_("per cent after"), null=True, blank=True)
    status_before = models.CharField(_("status before"), max_length=16, choices=Status.choices)
    status_after = models.CharField(_("status after"), max_length=16, choices=Status.choices)
    decision = models.CharField(
        _("decision"), max_length=12, choices=PassDecision.choices, default=PassDecision.NOT_NEEDED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("attempt marked again")
        verbose_name_plural = _("attempts marked again")
        constraints = [
            models.UniqueConstraint(fields=["correction", "attempt"], name="one_remark_per_correction_and_attempt"),
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(decision=PassDecision.WAITS), name="one_waiting_decision_per_attempt"
            ),
            status_is_known("status_before", Status, name="remark_status_before_is_known"),
            status_is_known("status_after", Status, name="remark_status_after_is_known"),
            status_is_known("decision", PassDecision, name="remark_decision_is_known"),
            models.CheckConstraint(
                condition=Q(
                    decision__in=[PassDecision.KEPT, PassDecision.TAKEN_BACK],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(reason="")
                | Q(
                    decision__in=[PassDecision.NOT_NEEDED, PassDecision.WAITS],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    reason="",
                ),
                name="remark_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.correction_id} · {self.attempt_id}"

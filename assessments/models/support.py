"""What staff did for one learner beside marking: further attempts, an attempt reopened, answers entered from paper."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.managers import PaperEntryQuerySet
from assessments.models.attempts import Attempt, Status
from assessments.models.pages import AssessmentPage
from enrolment.models import Enrolment
from lms.core.models import LONGEST_REASON, LearningRecord, status_is_known

MOST_FURTHER_ATTEMPTS = 5


class FurtherAttempts(LearningRecord):
    """Attempts granted to one learner at one quiz beyond those it allows, with a reason (domain B 24)."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="further_attempts", verbose_name=_("enrolment")
    )
    assessment = models.ForeignKey(
        AssessmentPage, on_delete=models.PROTECT, related_name="further_attempts", verbose_name=_("quiz")
    )
    count = models.PositiveSmallIntegerField(_("how many"))
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted"))

    class Meta:
        verbose_name = _("further attempts")
        verbose_name_plural = _("further attempts")
        ordering = ["granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=MOST_FURTHER_ATTEMPTS), name="further_attempts_are_a_few"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="further_attempts_have_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · +{self.count}"


class Reopening(LearningRecord):
    """That a handed-in attempt was given back to be gone on with, why, and how it stood before (domain B 27).

    `due_at`: until when, where its quiz has a time limit. `was`: status, per cent and times as they were.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="reopenings", verbose_name=_("attempt"))
    status_before = models.CharField(_("status before"), max_length=16, choices=Status.choices)
    was = models.JSONField(_("how it stood before"))
    due_at = models.DateTimeField(_("to be handed in by"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reopened by")
    )
    reopened_at = models.DateTimeField(_("reopened"))

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ["reopened_at"]
        constraints = [
            status_is_known("status_before", Status, name="reopening_status_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.reopened_at:%Y-%m-%d}"


class PaperEntry(LearningRecord):
    """An attempt made on paper: one member of staff enters the answers, another compares them with the sheets.

    While it is open the learner answers nothing on the screen. `typed_by`: the ids of all who typed something in, none
    of whom checks it; `differs`: what the second person found, until it is put right. Once `checked_at` is set the
    attempt is handed in; once `aside_at` is set it ended without counting.
    """

    attempt = models.OneToOneField(
        Attempt, on_delete=models.PROTECT, related_name="paper_entry", verbose_name=_("attempt")
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun by")
    )
    begun_at = models.DateTimeField(_("begun"))
    typed_by = models.JSONField(_("typed in by"), default=list, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), null=True, blank=True)
    differs = models.TextField(_("what differs from the paper"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set aside by"),
    )
    aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    aside_reason = models.CharField(_("reason for setting aside"), max_length=LONGEST_REASON, blank=True)
    # Raised by every change, so that nobody confirms what has moved meanwhile.
    version = models.PositiveSmallIntegerField(_("changes"), default=0)

    objects = PaperEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("answers on paper")
        verbose_name_plural = _("answers on paper")
        ordering = ["begun_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="paper_entry_has_a_reason"),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True, entered_by__isnull=True)
                | Q(entered_at__isnull=False, entered_by__isnull=False),
                name="paper_entered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False, entered_at__isnull=False, differs=""),
                name="paper_checked_once_entered",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("entered_by")),
                name="paper_checked_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(aside_at__isnull=True, aside_by__isnull=True, aside_reason="")
                | Q(aside_at__isnull=False, aside_by__isnull=False, checked_at__isnull=True) & ~Q(aside_reason=""),
                name="paper_set_aside_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.begun_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to do with it."""
        return self.checked_at is None and self.attempt.is_in_progress

    @property
    def is_to_check(self) -> bool:
        """Tell whether it has been entered and waits for the second person."""
        return self.is_open and self.entered_at is not None and not self.differs

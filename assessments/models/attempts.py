"""Attempts with the paper they were asked, and the answers to it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessments.answers import Answer
from assessments.items import Paper
from assessments.managers import AttemptQuerySet
from assessments.models.pages import AssessmentPage
from assessments.rules import MARKED, OPEN, AttemptHistory, AttemptStatus
from assessments.timing import is_over
from enrolment.models import Enrolment
from lms.core.models import LearningRecord, status_is_known


class Status(models.TextChoices):
    """Where an attempt stands, in words."""

    IN_PROGRESS = AttemptStatus.IN_PROGRESS.value, _("In progress")
    AWAITING_REVIEW = AttemptStatus.AWAITING_REVIEW.value, _("Awaiting review")
    PASSED = AttemptStatus.PASSED.value, _("Passed")
    NOT_YET_PASSED = AttemptStatus.NOT_YET_PASSED.value, _("Not yet passed")
    WITHDRAWN = AttemptStatus.WITHDRAWN.value, _("Withdrawn")


class Attempt(LearningRecord):
    """One go at a quiz or written task, with the paper as it was asked; never changed by later edits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("enrolment")
    )
    assessment = models.ForeignKey(
        AssessmentPage, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("quiz")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.IN_PROGRESS)
    paper_json = models.JSONField(_("paper"), db_column="paper")
    is_written = models.BooleanField(_("read by a trainer"), default=False)
    percent = models.PositiveSmallIntegerField(_("per cent"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("last saved"))
    due_at = models.DateTimeField(_("to be handed in by"), null=True, blank=True)
    declared_at = models.DateTimeField(_("confirmed as asked"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # Raised by every decision on it, so that nobody decides on what has moved meanwhile.
    version = models.PositiveSmallIntegerField(_("decisions taken"), default=0)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        indexes = [
            models.Index(
                fields=["submitted_at"], condition=Q(status=AttemptStatus.AWAITING_REVIEW), name="attempt_review_queue"
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(status=AttemptStatus.IN_PROGRESS, due_at__isnull=False),
                name="attempt_time_limit",
            ),
        ]
        constraints = [
            status_is_known("status", Status, name="attempt_status_is_known"),
            models.UniqueConstraint(fields=["enrolment", "assessment", "number"], name="attempt_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["enrolment", "assessment"], condition=Q(status__in=sorted(OPEN)), name="one_open_attempt"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=AttemptStatus.IN_PROGRESS,
                    submitted_at__isnull=True,
                    finished_at__isnull=True,
                    percent__isnull=True,
                )
                | Q(
                    status=AttemptStatus.AWAITING_REVIEW,
                    is_written=True,
                    submitted_at__isnull=False,
                    finished_at__isnull=True,
                )
                | Q(status__in=sorted(MARKED), submitted_at__isnull=False, finished_at__isnull=False)
                | Q(status=AttemptStatus.WITHDRAWN, finished_at__isnull=False),
                name="attempt_dates_fit_its_status",
            ),
            # What the machine alone marks has a mark; a written task may have no question to choose an answer to.
            models.CheckConstraint(
                condition=~Q(status__in=sorted(MARKED)) | Q(percent__isnull=False) | Q(is_written=True),
                name="attempt_finished_has_a_mark",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="attempt_mark_is_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.number}"

    @cached_property
    def paper(self) -> Paper:
        """Return what this attempt was asked."""
        return Paper.from_json(self.paper_json)

    @property
    def reference(self) -> str:
        """Return what its learner tells us by, short enough to read out."""
        short = self.pk.hex.upper()
        return f"{short[:4]}-{short[4:8]}"

    @property
    def ran_out(self) -> bool:
        """Tell whether it was handed in because its time was over."""
        return self.submitted_at is not None and self.is_over(self.submitted_at)

    def is_over(self, at: datetime) -> bool:
        """Tell whether its time, grace included, is over `at` this moment; never without a time limit."""
        return is_over(self.due_at, at)

    @property
    def is_in_progress(self) -> bool:
        """Tell whether answers may still be given."""
        return self.status == AttemptStatus.IN_PROGRESS

    @property
    def is_on_paper(self) -> bool:
        """Tell whether it is answered on paper, and entered by staff."""
        return hasattr(self, "paper_entry")

    @property
    def is_awaiting_review(self) -> bool:
        """Tell whether a trainer has still to read it, or to release what was decided."""
        return self.status == AttemptStatus.AWAITING_REVIEW

    @property
    def is_marked(self) -> bool:
        """Tell whether the outcome is known to the learner."""
        return self.status in MARKED

    @property
    def is_passed(self) -> bool:
        """Tell whether this attempt passed."""
        return self.status == AttemptStatus.PASSED


class Response(LearningRecord):
    """The answer to one question of one attempt, as last saved; `mark`, in marks, once the machine has marked it."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses", verbose_name=_("attempt"))
    item_key = models.UUIDField(_("question"))
    chosen = models.JSONField(_("chosen"), default=list, blank=True)
    text = models.TextField(_("text"), blank=True)
    file = models.CharField(_("file, in the private storage"), max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=6, decimal_places=3, null=True, blank=True)
    saved_at = models.DateTimeField(_("saved"))
    # Raised by every saving, so that one window never overwrites unseen what another one saved.
    revision = models.PositiveIntegerField(_("times saved"), default=1)
    saved_from = models.CharField(_("page that saved it"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item_key"], name="one_response_per_question"),
            models.CheckConstraint(
                condition=Q(file="", file_name="") | (~Q(file="") & ~Q(file_name="")), name="response_file_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0), name="response_mark_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.item_key}"

    @property
    def answer(self) -> Answer:
        """Return what was answered, as the rules take it."""
        return Answer(tuple(self.chosen), self.text, bool(self.file))


def history_of(attempts: list[Attempt]) -> AttemptHistory:
    """Return what happened so far, from all attempts of one learner at one quiz."""
    marked = [attempt for attempt in attempts if attempt.is_marked]
    ends = [attempt.finished_at for attempt in marked if attempt.finished_at]
    waits = any(attempt.is_awaiting_review for attempt in attempts)
    return AttemptHistory(len(marked), max(ends, default=None), any(attempt.is_passed for attempt in marked), waits)

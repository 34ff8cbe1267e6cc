"""What a trainer decided about a written task: held until it is released."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.managers import ReviewQuerySet
from assessments.models.attempts import Attempt
from assessments.rubrics import Outcome
from lms.core.models import LearningRecord, status_is_known


class ReviewOutcome(models.TextChoices):
    """What a review comes to, in words for trainers."""

    PASSED = Outcome.PASSED.value, _("Passed")
    BORDERLINE = Outcome.BORDERLINE.value, _("Borderline")
    NOT_YET_PASSED = Outcome.NOT_YET_PASSED.value, _("Not yet passed")


class Review(LearningRecord):
    """One trainer's decision: a level for each criterion and words for the learner, who sees it once it is released.

    Where a second mark is needed there are two reviews, and the second one is released (domain B 26).
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("attempt"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    is_second = models.BooleanField(_("second mark"), default=False)
    needs_second = models.BooleanField(_("needs a second mark"), default=False)
    levels = models.JSONField(_("levels"))
    comment = models.TextField(_("words to the learner"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=ReviewOutcome.choices)
    decided_at = models.DateTimeField(_("decided"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["is_second"]
        constraints = [
            status_is_known("outcome", ReviewOutcome, name="review_outcome_is_known"),
            models.UniqueConstraint(fields=["attempt", "is_second"], name="one_first_and_one_second_review"),
            models.UniqueConstraint(fields=["attempt", "reviewer"], name="second_mark_is_somebody_elses"),
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(released_at__isnull=False), name="one_review_is_released"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(
                    released_at__isnull=False,
                    released_by__isnull=False,
                    released_at__gte=F("decided_at"),
                    needs_second=False,
                ),
                name="review_released_fits_the_decision",
            ),
            models.CheckConstraint(
                condition=Q(is_second=False) | Q(needs_second=False), name="second_mark_needs_no_second"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.BORDERLINE) | Q(is_second=True) | Q(needs_second=True),
                name="borderline_needs_a_second_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.get_outcome_display()}"

    @property
    def is_released(self) -> bool:
        """Tell whether the learner sees it."""
        return self.released_at is not None

    @property
    def is_passed(self) -> bool:
        """Tell whether releasing it lets the learner pass: a borderline that stands after two marks does not."""
        return self.outcome == Outcome.PASSED

"""The vocabulary of awards and manuals: services and views never spell out states."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from certificates import rules
from certificates.rules import AwardState

if TYPE_CHECKING:
    from certificates.models import Award, Manual, ManualIssue  # noqa: F401  (named in base classes as strings)

M = TypeVar("M", bound=models.Model)


class DrawnQuerySet(models.QuerySet[M]):
    """Rows with a PDF that a worker makes once and stores."""

    def without_pdf(self) -> "DrawnQuerySet[M]":
        """Return the rows whose PDF is not stored (yet, or because it cannot be drawn)."""
        return self.filter(pdf_name="")

    def to_draw(self, *, at: datetime) -> "DrawnQuerySet[M]":
        """Return the rows that a worker should draw at `at`, never tried ones first.

        Left out: what somebody may be drawing now, and what was refused less than a day ago.
        """
        return self._due(at=at).order_by(models.F("tried_at").asc(nulls_first=True), "pk")

    def claim(self, *, at: datetime) -> bool:
        """Take one row for drawing at `at`: true for exactly one caller, until it is done or clearly given up."""
        return self._due(at=at).update(tried_at=at) == 1

    def _due(self, *, at: datetime) -> "DrawnQuerySet[M]":
        untried = Q(tried_at__isnull=True)
        long_ago = at - timedelta(seconds=settings.PDF_TRY_AGAIN_SECONDS)
        interrupted = Q(pdf_problem="", tried_at__lt=long_ago)
        refused = Q(tried_at__lt=at - rules.ASK_AGAIN_AFTER)
        return self.without_pdf().filter(untried | interrupted | refused)

    def mark_stored(self, *, name: str, at: datetime) -> int:
        """Keep the name of the stored PDF, only where there is none; return how many rows that were."""
        return self.without_pdf().update(pdf_name=name, pdf_stored_at=at, pdf_problem="")

    def mark_refused(self, *, problem: str) -> int:
        """Keep why no PDF can be drawn, only where there is none; return how many rows that were."""
        return self.without_pdf().exclude(pdf_problem=problem).update(pdf_problem=problem)


class AwardQuerySet(DrawnQuerySet["Award"]):
    """Awards by standing and by who may see them."""

    def issued(self) -> "AwardQuerySet":
        """Return the awards that hold."""
        return self.filter(status=AwardState.ISSUED)

    def visible_to(self, user: Any) -> "AwardQuerySet":
        """Return the awards `user` may see as a learner, ended ones too: their own; none for a visitor."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def end(self, *, state: AwardState, reason: str, at: datetime) -> int:
        """Move issued awards to `state`; return how many moved (compare-and-swap)."""
        return self.issued().update(status=state, ended_at=at, end_reason=reason)


class ManualQuerySet(models.QuerySet["Manual"]):
    """Manuals by whether people get them."""

    def published(self) -> "ManualQuerySet":
        """Return the manuals that holders of an award get."""
        return self.filter(published=True)


class ManualIssueQuerySet(DrawnQuerySet["ManualIssue"]):
    """Personal copies of manuals."""

    def wanted(self) -> "ManualIssueQuerySet":
        """Return the copies whose award holds."""
        return self.filter(award__status=AwardState.ISSUED)

"""The vocabulary of enrolments."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from enrolment.rules import EnrolmentStatus

if TYPE_CHECKING:
    from enrolment.models import Enrolment


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments by standing and by who may see them."""

    def active(self) -> "EnrolmentQuerySet":
        """Return the enrolments somebody is working on."""
        return self.filter(status=EnrolmentStatus.ACTIVE)

    def completed(self) -> "EnrolmentQuerySet":
        """Return the enrolments that are finished."""
        return self.filter(status=EnrolmentStatus.COMPLETED)

    def current(self) -> "EnrolmentQuerySet":
        """Return the enrolments that were not ended before completion: what somebody takes or has taken."""
        return self.exclude(status=EnrolmentStatus.WITHDRAWN)

    def of_learner(self, user: Any) -> "EnrolmentQuerySet":
        """Return the enrolments of `user` as a learner, whatever else they may see; none for a visitor."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> "EnrolmentQuerySet":
        """Return the enrolments `user` may see: their own; nobody's for a visitor who is not signed in."""
        return self.of_learner(user)

    def with_licence_day(self, *, on: date) -> "EnrolmentQuerySet":
        """Return the rows with `licence_day`: the last day of the licence behind a place, as far as it runs on `on`."""
        years = apps.get_model("enrolment.PlaceAllowance").objects.filter(
            licence=OuterRef("nomination__allowance__licence"), starts_on__lte=on
        )
        return self.annotate(licence_day=Subquery(years.order_by("-ends_on").values("ends_on")[:1]))

    def locked(self) -> "EnrolmentQuerySet":
        """Return the same rows locked until the transaction ends (SQLite begins IMMEDIATE and needs no row lock).

        Only these rows: locking a joined edition too would make everybody on the course wait for one another.
        """
        return self.select_for_update(no_key=True, of=("self",))

    def mark_completed(self, *, at: Any) -> int:
        """Move active rows to completed; return how many moved (compare-and-swap)."""
        return self.active().update(status=EnrolmentStatus.COMPLETED, completed_at=at)

    def mark_withdrawn(self, *, at: Any) -> int:
        """End active rows before completion; return how many ended (compare-and-swap)."""
        return self.active().update(status=EnrolmentStatus.WITHDRAWN, withdrawn_at=at)

"""The vocabulary of attempts."""

from typing import TYPE_CHECKING, Any

from django.db import models

from assessments.rules import AttemptStatus

if TYPE_CHECKING:
    from assessments.models import Attempt


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts by standing and by who may see them."""

    def in_progress(self) -> "AttemptQuerySet":
        """Return the attempts that are being answered."""
        return self.filter(status=AttemptStatus.IN_PROGRESS)

    def finished(self) -> "AttemptQuerySet":
        """Return the attempts that have been marked."""
        return self.exclude(status=AttemptStatus.IN_PROGRESS)

    def hold(self) -> int:
        """Hold these rows until the transaction ends, changing nothing; return how many there are."""
        return self.update(status=models.F("status"))

    def passed(self) -> "AttemptQuerySet":
        """Return the attempts that passed."""
        return self.filter(status=AttemptStatus.PASSED)

    def of_learner(self, user: Any) -> "AttemptQuerySet":
        """Return the attempts `user` made, whatever else they may see; none for a visitor."""
        return self.filter(enrolment__learner=user) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> "AttemptQuerySet":
        """Return the attempts `user` may see: their own; nobody's for a visitor who is not signed in."""
        return self.of_learner(user)

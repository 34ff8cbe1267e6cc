"""Pausing with a place and going on: the place is kept, nobody is reminded, nothing is extended (domain B 6)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import Enrolment, Nomination
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def pause(*, nomination: Nomination, by: User, at: datetime) -> None:
    """Let the learner of `nomination` pause; pressing twice changes nothing.

    Arguments: `by`, the learner. Refuses: `own_only`, `not_learning`.
    """
    _refuse_others(nomination, by)
    if not Enrolment.objects.active().filter(nomination=nomination).exists():
        raise DomainError("not_learning", _("There is nothing left to do on this place, so there is nothing to pause."))
    # Who holds a place stays the same, so a swap of the row is enough.
    if Nomination.objects.redeemed().filter(pk=nomination.pk, paused_at__isnull=True).update(paused_at=at):
        audit.record("enrolment.pause", nomination, by=by)


@transaction.atomic
def resume(*, nomination: Nomination, by: User, at: datetime) -> None:
    """Let the learner of `nomination` go on; pressing twice changes nothing. Refuses: `own_only`."""
    _refuse_others(nomination, by)
    _go_on(nomination, by)


def resume_by_learning(*, learner: User, at: datetime) -> None:
    """End the pauses of `learner`, who has just done something; never refuses."""
    for nomination in Nomination.objects.redeemed().filter(learner=learner, paused_at__isnull=False).order_by("pk"):
        _go_on(nomination, learner)


def _go_on(nomination: Nomination, by: User) -> None:
    if Nomination.objects.filter(pk=nomination.pk, paused_at__isnull=False).update(paused_at=None):
        audit.record("enrolment.resume", nomination, by=by)


def _refuse_others(nomination: Nomination, by: User) -> None:
    if by.pk != nomination.learner_id:
        raise DomainError("own_only", _("Only the person on the place can pause it."))

"""Leaving a course: asked once, the place goes back, the facts are kept (domain B 3, B 6)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import Enrolment, Nomination, Status
from enrolment.services.allowances import lock_allowance
from enrolment.services.nominations import release_place, withdraw
from lms.accounts.models import User
from lms.core.errors import DomainError


@transaction.atomic
def leave_course(*, enrolment: Enrolment, by: User, at: datetime) -> Nomination | None:
    """Let `by` leave the course of `enrolment`; return the training place that went back with it, None without one.

    An open course, or one that Central Office granted, just ends. A course that came with a place gives the place back:
    every course of it ends, and the organisation reads "released", never why. What was done is kept in any case and
    counts again later (`services.returning`).

    A place that is used stays used for good (domain B 3), so there is nothing to return, and no word of part B for
    somebody who leaves the rest of it: pausing, for as long as they like, is what such a person is offered instead.

    Arguments: `by`, the learner. Refuses: `own_only`, `not_learning`, `place_used`.
    """
    place = enrolment.nomination
    if place:
        lock_allowance(place.allowance_id)
    beside = Enrolment.objects.filter(nomination=place) if place else Enrolment.objects.filter(pk=enrolment.pk)
    list(beside.order_by("pk").locked())
    locked = Enrolment.objects.select_related("nomination", "course").get(pk=enrolment.pk)
    refuse_to_leave(locked, by=by)
    if locked.nomination is None:
        withdraw(locked, by=by, at=at)
    else:
        release_place(nomination=locked.nomination, by=by, at=at)
    return locked.nomination


def refuse_to_leave(enrolment: Enrolment, *, by: User) -> None:
    """Refuse with `own_only`, `not_learning` or `place_used` what cannot be left."""
    if by.pk != enrolment.learner_id:
        raise DomainError("own_only", _("Only the person who takes a course can leave it."))
    if enrolment.status != Status.ACTIVE:
        raise DomainError("not_learning", _("You are not taking this course now, so there is nothing to leave."))
    if enrolment.nomination and enrolment.nomination.used_at:
        raise DomainError(
            "place_used",
            _(
                "You have finished a course with this place, so it is yours and cannot go back. You need not go on: "
                "you can pause for as long as you like, and nobody will remind you."
            ),
        )

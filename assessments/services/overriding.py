"""Marking an activity by hand, by whoever looks after the learner; views call this, not the service below it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Attempt
from assessments.supporting import may_help
from enrolment.access import standing_of
from enrolment.models import Enrolment, Override, Status
from enrolment.services import overrides
from enrolment.services.progress import lock_enrolment
from lms.accounts.models import User
from lms.core.errors import DomainError


@transaction.atomic
def mark_done(*, enrolment: Enrolment, activity_key: str, reason: str, by: User, at: datetime) -> Override:
    """Record the activity as done because `by` vouches for it, and return what is kept.

    Refuses: `not_yours_to_help`, `not_open_to_them` (a licence that has ended, or what comes before, holds the course
    up, and nothing is completed round that), `awaiting_review`, and as `enrolment.services.overrides.mark_done` does.
    """
    refuse_helper(by, enrolment)
    locked = lock_enrolment(enrolment)  # first: what is handed in meanwhile is seen
    if locked.status == Status.ACTIVE and standing_of(enrolment.learner, enrolment.course).study_refusal:
        raise DomainError("not_open_to_them", _("Their course is not open to them now, so nothing was changed."))
    if Attempt.objects.awaiting_review().filter(enrolment=enrolment, assessment__translation_key=activity_key).exists():
        raise DomainError("awaiting_review", _("A trainer has what they handed in. It is decided there."))
    return overrides.mark_done(enrolment=enrolment, activity_key=activity_key, reason=reason, by=by, at=at)


@transaction.atomic
def mark_undone(*, enrolment: Enrolment, activity_key: str, reason: str, by: User, at: datetime) -> Override:
    """Take back that the activity is done, and return what is kept; a quiz or task that was passed stays passed.

    Refuses: `not_yours_to_help`, `pass_stands`, and as `enrolment.services.overrides.mark_undone` does.
    """
    refuse_helper(by, enrolment)
    lock_enrolment(enrolment)  # first: a pass that comes meanwhile is seen
    if Attempt.objects.passed().filter(enrolment=enrolment, assessment__translation_key=activity_key).exists():
        raise DomainError("pass_stands", _("They have passed this, and the first pass stands, so it stays done."))
    return overrides.mark_undone(enrolment=enrolment, activity_key=activity_key, reason=reason, by=by, at=at)


def refuse_helper(by: User, enrolment: Enrolment) -> None:
    """Refuse with `not_for_yourself` or `not_yours_to_help` whoever may not act for this learner."""
    if by.pk == enrolment.learner_id:
        raise DomainError("not_for_yourself", _("Nobody does this for themselves. Please ask a colleague."))
    if not may_help(by, enrolment):
        raise DomainError(
            "not_yours_to_help", _("Trainers of the course and Central Office do this. Please ask one of them.")
        )

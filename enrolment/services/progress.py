"""Recording what a learner did, and completing the course when nothing required is left."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.rules import all_required_done
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Nomination, Status
from enrolment.signals import enrolment_completed
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def record_completion(
    *,
    enrolment: Enrolment,
    activity_key: str,
    by: User | None,
    at: datetime,
    source: CompletionSource = CompletionSource.SELF_PACED,
) -> bool:
    """Record that the activity is done; tell whether that was new. Completes the enrolment when it was the last.

    Arguments: `activity_key`, of the enrolment's own edition; `by`, who says so (None: the system); `at`, now.
    Doing it twice is harmless. Refuses: `not_in_edition`, `enrolment_ended`.
    """
    locked = Enrolment.objects.locked().select_related("edition").get(pk=enrolment.pk)
    refuse_ended(locked)
    refuse_outside_edition(locked, activity_key)
    _completion, is_new = ActivityCompletion.objects.get_or_create(
        enrolment=locked, activity_key=UUID(activity_key), defaults={"source": source, "completed_at": at}
    )
    if is_new and all_required_done(locked.edition.outline, done_keys(locked)):
        _complete(locked, by=by, at=at)
    return is_new


def refuse_outside_edition(enrolment: Enrolment, activity_key: str) -> None:
    """Refuse with `not_in_edition` an activity that does not stand in the edition of `enrolment`."""
    if not enrolment.includes(activity_key):
        raise DomainError("not_in_edition", _("This page is not part of the course as you are taking it."))


def refuse_ended(enrolment: Enrolment) -> None:
    """Refuse with `enrolment_ended` one that was ended before completion; the caller holds its lock."""
    if enrolment.status == Status.WITHDRAWN:
        raise DomainError("enrolment_ended", _("Your place on this course has ended, so nothing was changed."))


def done_keys(enrolment: Enrolment) -> frozenset[str]:
    """Return the keys of the activities done so far."""
    return frozenset(str(key) for key in enrolment.completions.values_list("activity_key", flat=True))


def _complete(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    if not Enrolment.objects.filter(pk=enrolment.pk).mark_completed(at=at):
        return  # optional work after completion
    enrolment.refresh_from_db()
    if enrolment.nomination_id:
        # The first course a place opened: from now on the place is used and never comes back (domain B 3).
        Nomination.objects.filter(pk=enrolment.nomination_id).mark_used(at=at)
    audit.record("enrolment.complete", enrolment, by=by)
    enrolment_completed.send(sender=Enrolment, enrolment=enrolment, at=at)

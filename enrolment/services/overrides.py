"""Marking an activity as done, or as not done, for a learner, with a reason (domain B 27)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import (
    ActivityCompletion,
    CompletionSource,
    ConfirmedName,
    Declaration,
    Enrolment,
    NameConfirmationPage,
    Override,
    Status,
)
from enrolment.services.progress import lock_enrolment, record_completion, refuse_outside_edition
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.reasons import given_reason


@transaction.atomic
def mark_done(*, enrolment: Enrolment, activity_key: str, reason: str, by: User, at: datetime) -> Override:
    """Record the activity as done because `by` vouches for it, and return what is kept.

    The last one completes the course; what staff vouch for waits for no study time. Whether `by` looks after this
    learner is the caller's to ask; nobody does it for themselves.
    Refuses: `not_for_yourself`, `reason_needed`, `reason_too_long`, `enrolment_ended`, `not_in_edition`,
    `already_done`.
    """
    locked, words = _ready(enrolment, activity_key, reason, by)
    if not record_completion(enrolment=locked, activity_key=activity_key, by=by, at=at, source=CompletionSource.STAFF):
        raise DomainError("already_done", _("This is recorded as done already, so nothing was changed."))
    return _keep("enrolment.mark_done", locked, activity_key, by, done=True, reason=words, made_at=at)


@transaction.atomic
def mark_undone(*, enrolment: Enrolment, activity_key: str, reason: str, by: User, at: datetime) -> Override:
    """Take back that the activity is done, and return what is kept, which says how and when it had been done.

    What a finished course rests on stays, and so does what the learner agreed to or confirmed in person.
    Refuses: `not_for_yourself`, `reason_needed`, `reason_too_long`, `enrolment_ended`, `not_in_edition`,
    `course_completed`, `not_done`, `given_in_person`.
    """
    locked, words = _ready(enrolment, activity_key, reason, by)
    if locked.is_completed:
        raise DomainError(
            "course_completed",
            _("The course is finished, and a certificate may rest on it, so what was done for it stays done."),
        )
    completion = locked.completions.filter(activity_key=activity_key).first()
    if completion is None:
        raise DomainError("not_done", _("This is not recorded as done, so there is nothing to take back."))
    _refuse_given_in_person(locked, activity_key)
    ActivityCompletion.objects.filter(pk=completion.pk).delete()
    was = {"was_done_at": completion.completed_at, "was_source": completion.source}
    return _keep("enrolment.mark_undone", locked, activity_key, by, done=False, reason=words, made_at=at, **was)


def _ready(enrolment: Enrolment, activity_key: str, reason: str, by: User) -> tuple[Enrolment, str]:
    """Return the enrolment, locked, and the reason, trimmed; refuse what both acts refuse."""
    if by.pk == enrolment.learner_id:
        raise DomainError(
            "not_for_yourself", _("Nobody marks their own activities by hand. Please ask a colleague to do it.")
        )
    words = given_reason(reason)
    locked = lock_enrolment(enrolment)
    if locked.status == Status.WITHDRAWN:
        raise DomainError("enrolment_ended", _("Their place on this course has ended, so nothing was changed."))
    refuse_outside_edition(locked, activity_key)
    return locked, words


def _refuse_given_in_person(enrolment: Enrolment, activity_key: str) -> None:
    declared = Declaration.objects.filter(enrolment=enrolment, activity_key=activity_key).exists()
    is_name = NameConfirmationPage.objects.filter(translation_key=activity_key).exists()
    if declared or (is_name and ConfirmedName.objects.filter(enrolment=enrolment).exists()):
        raise DomainError(
            "given_in_person",
            _("They agreed to this in person. What somebody said for themselves stays as they said it."),
        )


def _keep(action: str, enrolment: Enrolment, activity_key: str, by: User, **about: Any) -> Override:
    made = Override.objects.create(enrolment=enrolment, activity_key=UUID(activity_key), made_by=by, **about)
    audit.record(action, enrolment, by=by, data={"activity": activity_key, "override": made.pk})
    return made

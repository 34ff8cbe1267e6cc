"""Recording what a learner did, and completing the course when nothing required is left."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseEdition
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Nomination, Status
from enrolment.progress import facts_of, was_offered
from enrolment.services.pauses import resume_by_learning
from enrolment.services.study_time import minutes_to_wait, too_little_time
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

    Arguments: `activity_key`, of the enrolment's edition, or of an earlier one they were moved from while they did it;
    `by`, who says so (None: the system); `at`, now. Doing it twice is harmless.
    Whoever does something while they pause goes on (domain B 6).
    Refuses: `not_in_edition`, `enrolment_ended`.
    """
    return record_held(enrolment=lock_enrolment(enrolment), activity_key=activity_key, by=by, at=at, source=source)


def record_held(
    *,
    enrolment: Enrolment,
    activity_key: str,
    by: User | None,
    at: datetime,
    source: CompletionSource = CompletionSource.SELF_PACED,
) -> bool:
    """Do what `record_completion` does, and refuse what it refuses, inside a transaction of the caller's.

    Arguments: `enrolment`, as `lock_enrolment` returned it in this transaction.
    """
    refuse_ended(enrolment)
    if not was_offered(enrolment, activity_key):
        refuse_outside_edition(enrolment, activity_key)
    facts = facts_of([enrolment])[enrolment.pk]
    if activity_key in facts.done:
        return False
    ActivityCompletion.objects.create(
        enrolment=enrolment, activity_key=UUID(activity_key), source=source, completed_at=at
    )
    if by is not None and by.pk == enrolment.learner_id:
        resume_by_learning(learner=by, at=at)
    facts = replace(facts, done=facts.done | {activity_key})
    if facts.has_nothing_left(enrolment.edition.outline) and not _is_held_up(enrolment, source, by=by, at=at):
        _complete(enrolment, by=by, at=at)
    return True


@transaction.atomic
def finish_course(*, enrolment: Enrolment, by: User, at: datetime) -> bool:
    """Complete a course of which nothing is left to do since editors changed it; tell whether that was new.

    Editors never complete anybody (domain B 22), and neither does time that passes (a course may ask for a least study
    time): the learner says so, and what follows is what follows from the last activity.
    Arguments: `by`, the learner; `at`, now. Pressing twice is harmless.
    Refuses: `own_only`, `enrolment_ended`, `still_to_do`, `too_little_time`.
    """
    if by.pk != enrolment.learner_id:
        raise DomainError("own_only", _("Only the person who takes the course can do this."))
    locked = lock_enrolment(enrolment)
    refuse_ended(locked)
    if locked.is_completed:
        return False
    if not has_nothing_left(locked):
        raise DomainError("still_to_do", _("There is still something to do in this course before you can finish it."))
    if short := minutes_to_wait(enrolment=locked, at=at):
        raise too_little_time(short)
    resume_by_learning(learner=by, at=at)
    _complete(locked, by=by, at=at)
    return True


def lock_enrolment(enrolment: Enrolment) -> Enrolment:
    """Return the row of `enrolment` as it is now, locked until the transaction ends.

    Its edition is read afterwards, by itself: PostgreSQL joins before it waits, and finds no row at all when the
    edition was another one by then. It is not read again where `enrolment` came with it: editions never change.
    """
    locked = Enrolment.objects.locked().get(pk=enrolment.pk)
    came_with: CourseEdition | None = enrolment._state.fields_cache.get("edition")
    if came_with and came_with.pk == locked.edition_id:
        locked.edition = came_with
    return locked


def has_nothing_left(enrolment: Enrolment) -> bool:
    """Tell whether all that is required is done or retired; the caller holds the lock."""
    return facts_of([enrolment])[enrolment.pk].has_nothing_left(enrolment.edition.outline)


def _is_held_up(enrolment: Enrolment, source: CompletionSource, *, by: User | None, at: datetime) -> bool:
    """Tell whether nothing but study time is missing, and write that down; what others vouch for waits for none."""
    if (
        enrolment.is_completed
        or source != CompletionSource.SELF_PACED
        or not minutes_to_wait(enrolment=enrolment, at=at)
    ):
        return False
    audit.record("enrolment.wait_for_time", enrolment, by=by)
    return True


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

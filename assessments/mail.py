"""The messages this app writes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from assessments.managers import AttemptQuerySet
from assessments.models import AssessmentPage, Attempt, FurtherAttempts, Reopening
from courses.outline import page_address
from enrolment.models import Enrolment
from lms.notifications.rendering import from_templates

if TYPE_CHECKING:
    from lms.accounts.models import User

REVIEW_RELEASED = "review_released"
ATTEMPTS_GRANTED = "attempts_granted"
ATTEMPT_REOPENED = "attempt_reopened"
MARKED_AGAIN = "marked_again"
PASS_TAKEN_BACK = "pass_taken_back"  # noqa: S105  (a pass at a quiz)


def _released(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    """Say that there is something to read, never what: others may see the inbox."""
    return _about_result(Attempt.objects.finished(), refs, user)


def _marked_again(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    """Say that an attempt was looked at again, and never what came of it."""
    return _about_result(Attempt.objects.exclude(submitted_at=None), refs, user)


def _about_result(attempts: AttemptQuerySet, refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    own = attempts.of_learner(user) if user else attempts.none()
    attempt = own.filter(pk=refs["attempt"]).select_related("enrolment__course").first()
    if attempt is None:
        return None
    address = reverse("assessments:result", args=[attempt.pk])
    sign_in = f"{settings.SITE_URL}{resolve_url(settings.LOGIN_URL)}?next={address}"
    return {"course": attempt.enrolment.course, "result_url": sign_in}


def _granted(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    """Say that the learner can go on, never after what: others may see the inbox. Nothing once they have passed."""
    grants = FurtherAttempts.objects.select_related("enrolment__course", "assessment")
    grant = grants.filter(pk=refs["grant"], enrolment__learner=user).first() if user else None
    if grant is None or Attempt.objects.passed().filter(enrolment=grant.enrolment_id, assessment=grant.assessment):
        return None
    return _way_on(grant.enrolment, grant.assessment)


def _reopened(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    """Say that the learner can go on, while they can; with a time limit, until when."""
    rows = Reopening.objects.select_related("attempt__enrolment__course", "attempt__assessment")
    row = rows.filter(pk=refs["reopening"], attempt__enrolment__learner=user).first() if user else None
    if row is None or not row.attempt.is_in_progress:
        return None
    return {**_way_on(row.attempt.enrolment, row.attempt.assessment), "due_at": row.due_at}


def _way_on(enrolment: Enrolment, assessment: AssessmentPage) -> dict[str, Any]:
    address = page_address(enrolment.course, assessment)
    sign_in = f"{settings.SITE_URL}{resolve_url(settings.LOGIN_URL)}?next={address}"
    return {"course": enrolment.course, "page_url": sign_in}


render_review_released = from_templates("assessments/email/review_released", _released)
render_marked_again = from_templates("assessments/email/marked_again", _marked_again)
render_pass_taken_back = from_templates("assessments/email/pass_taken_back", _marked_again)
render_attempts_granted = from_templates("assessments/email/attempts_granted", _granted)
render_attempt_reopened = from_templates("assessments/email/attempt_reopened", _reopened)

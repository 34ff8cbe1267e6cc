"""The messages this app writes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from assessments.models import Attempt
from lms.notifications.rendering import from_templates

if TYPE_CHECKING:
    from lms.accounts.models import User

REVIEW_RELEASED = "review_released"


def _released(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    """Say that there is something to read, never what: others may see the inbox."""
    marked = Attempt.objects.of_learner(user).finished() if user else Attempt.objects.none()
    attempt = marked.filter(pk=refs["attempt"]).select_related("enrolment__course").first()
    if attempt is None:
        return None
    address = reverse("assessments:result", args=[attempt.pk])
    sign_in = f"{settings.SITE_URL}{resolve_url(settings.LOGIN_URL)}?next={address}"
    return {"course": attempt.enrolment.course, "result_url": sign_in}


render_review_released = from_templates("assessments/email/review_released", _released)

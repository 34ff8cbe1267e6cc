"""The messages this app writes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from certificates.permissions import notes_visible_to
from lms.notifications.rendering import from_templates

if TYPE_CHECKING:
    from lms.accounts.models import User

COMPLETION_NOTE = "completion_note"


def _completion(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    enrolment = notes_visible_to(user).filter(pk=refs["enrolment"]).first() if user else None
    if enrolment is None:
        return None
    # By way of the sign-in page, which sends people on who are signed in: the note itself is 404 to a stranger.
    address = reverse("certificates:note", args=[enrolment.pk])
    sign_in = f"{settings.SITE_URL}{resolve_url(settings.LOGIN_URL)}?next={address}"
    return {"enrolment": enrolment, "note_url": sign_in}


render_completion_note = from_templates("certificates/email/completion_note", _completion)

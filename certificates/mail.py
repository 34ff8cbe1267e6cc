"""What the messages of this app say, from what is true when they go out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from certificates.models import Award
from certificates.permissions import notes_visible_to
from lms.notifications.rendering import from_templates

if TYPE_CHECKING:
    from lms.accounts.models import User


def by_sign_in(address: str) -> str:
    """Return a link that leads to `address` by way of the sign-in page, which sends people on who are signed in.

    The pages themselves are 404 to a stranger.
    """
    return f"{settings.SITE_URL}{resolve_url(settings.LOGIN_URL)}?next={address}"


def _completion(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    enrolment = notes_visible_to(user).filter(pk=refs["enrolment"]).first() if user else None
    if enrolment is None:
        return None
    return {"enrolment": enrolment, "note_url": by_sign_in(reverse("certificates:note", args=[enrolment.pk]))}


def _certificate(refs: Mapping[str, Any], user: "User | None") -> dict[str, Any] | None:
    award = Award.objects.visible_to(user).issued().filter(pk=refs["award"]).first() if user else None
    if award is None:
        return None
    award_url = by_sign_in(reverse("certificates:award", args=[award.pk]))
    return {"award": award, "award_url": award_url, "password_url": _password_url(user)}


def _password_url(user: "User | None") -> str:
    """Return where somebody gets a password who has an account without one; empty for everybody else."""
    if user is None or user.has_usable_password():
        return ""
    return f"{settings.SITE_URL}{reverse('account_reset_password')}"


render_completion_note = from_templates("certificates/email/completion_note", _completion)
render_certificate = from_templates("certificates/email/certificate", _certificate)

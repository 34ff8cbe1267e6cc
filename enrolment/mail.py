"""What we write to nominees and Leads; rendered at delivery, an invitation for its personal link (domain B 19)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from enrolment.links import code_of, mailed_link, spoken_code
from enrolment.models import EnrolmentToken, LeadAppointment
from lms.accounts.models import User
from lms.notifications.rendering import from_templates


def invitation(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what the invitation's templates need; None once its token has ended or lapsed."""
    token = (
        EnrolmentToken.objects.live()
        .filter(nomination=refs["nomination"], generation=refs["generation"], expires_at__gt=timezone.now())
        .select_related("nomination__allowance__licence__site__organisation", "nomination__nominated_by")
        .first()
    )
    if token is None:
        return None
    nomination = token.nomination
    return {
        "nomination": nomination,
        "organisation": nomination.allowance.licence.site.organisation,
        "nominator": nomination.nominated_by.get_full_name(),
        "lapses_on": timezone.localdate(token.last_moment),
        "link": mailed_link(nomination, token.generation),
        "code": spoken_code(code_of(nomination, token.generation)),
    }


def lead_appointed(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what the templates for a new SMART Lead need; None once the appointment has ended."""
    appointment = LeadAppointment.objects.not_ended().filter(pk=refs["appointment"]).select_related("organisation")
    held = appointment.first()
    if held is None or user is None:
        return None
    return {
        "organisation": held.organisation,
        "starts_on": held.starts_on if held.starts_on > timezone.localdate() else None,
        "needs_password": not user.has_usable_password(),
        "contact": settings.CONTACT_EMAIL,
    }


# Made once, here: an app whose registries are filled a second time must bring the very same entries.
render_invitation = from_templates("enrolment/email/invitation", invitation)
render_lead_appointed = from_templates("enrolment/email/lead_appointed", lead_appointed)

"""What we write to nominees and Leads; rendered at delivery, an invitation for its personal link (domain B 19)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.state import StationKind
from enrolment.links import code_of, mailed_link, spoken_code
from enrolment.models import (
    Affiliation,
    CheckConfirmation,
    Enrolment,
    EnrolmentToken,
    LeadAppointment,
    Nomination,
    Nudge,
    PlaceAllowance,
)
from enrolment.path import path_of
from enrolment.statements import counted
from lms.accounts.models import User
from lms.notifications.rendering import from_templates

# The page about a person at an organisation, which the dashboards serve: mail has no request to ask for addresses.
PERSON_PATH = "/lead/people/%s/"
HOME_PATH, DESK_PATH = "/learn/", "/lead/"


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
    appointment = LeadAppointment.objects.running().filter(pk=refs["appointment"])
    held = appointment.select_related("site__organisation", "organisation").first()
    if held is None or user is None:
        return None
    return {
        "organisation": held.site or held.organisation,
        "ends_on": held.ends_on,
        "starts_on": held.starts_on if held.starts_on > timezone.localdate() else None,
        "needs_password": not user.has_usable_password(),
        "contact": settings.CONTACT_EMAIL,
    }


def check_ends(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what the templates for a check that ends need; None once it is no news for this Lead any more.

    That is: it was taken back, a newer one was confirmed, the person has left, or `user` leads none of their sites.
    """
    day = timezone.localdate()
    ending = CheckConfirmation.objects.ending(since=day, until=date.max).filter(pk=refs["check"])
    check = ending.select_related("person", "organisation").first()
    if check is None or user is None:
        return None
    belongs = Affiliation.objects.current(on=day).filter(person=check.person, site__organisation=check.organisation)
    theirs = belongs.led_by(user).order_by("starts_on", "pk").first()
    if theirs is None:
        return None
    return {
        "check": check,
        "who": check.person.get_full_name(),
        "is_own": check.person_id == user.pk,
        "organisation": check.organisation.name,
        "link": f"{settings.SITE_URL}{PERSON_PATH % theirs.pk}",
    }


def nudge(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what a reminder's templates need; None once the person pauses, has finished or gave the place back."""
    going_on = Nomination.objects.redeemed().filter(paused_at__isnull=True, enrolments__in=Enrolment.objects.active())
    sent = Nudge.objects.filter(pk=refs["nudge"], nomination__in=going_on.filter(learner=user))
    found = sent.select_related("sent_by", "nomination__allowance__licence__site__organisation").first()
    if found is None or user is None:
        return None
    return {
        "sender": found.sent_by.get_full_name() or _("Somebody"),
        "organisation": found.nomination.allowance.licence.site.organisation,
        "link": f"{settings.SITE_URL}{HOME_PATH}",
        **_next_step(user),
    }


def _next_step(user: User) -> dict[str, Any]:
    path = path_of(user)
    station = next((one for one in path.stations if one.kind is StationKind.LEARNING), None)
    row = path.state_at(station).next_row if station else None
    return {
        "course_title": station.title if station else "",
        "next_title": row.title if row else "",
        "next_minutes": row.minutes if row else 0,
    }


def unused_places(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what the templates about places left need; None once none is left, or `user` no longer leads the site."""
    at = timezone.now()
    live = PlaceAllowance.objects.live(on=timezone.localdate(at)).filter(pk=refs["allowance"])
    allowance = live.led_by(user).with_site().with_counts(at=at).first() if user else None
    left = counted(allowance, at=at).left if allowance else 0
    if allowance is None or left < 1:
        return None
    return {
        "licence": allowance.licence,
        "ends_on": allowance.ends_on,
        "left": left,
        "link": f"{settings.SITE_URL}{DESK_PATH}",
    }


# Made once, here: an app whose registries are filled a second time must bring the very same entries.
render_invitation = from_templates("enrolment/email/invitation", invitation)
render_lead_appointed = from_templates("enrolment/email/lead_appointed", lead_appointed)
render_check_ends = from_templates("enrolment/email/check_ends", check_ends)
render_nudge = from_templates("enrolment/email/nudge", nudge)
render_unused_places = from_templates("enrolment/email/unused_places", unused_places)

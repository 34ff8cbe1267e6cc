"""Telling SMART Leads of training places that will expire with their licence year (domain B 4)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from enrolment.models import LeadAppointment, PlaceAllowance, Site
from enrolment.rules.unused import threshold_reached
from enrolment.statements import counted
from lms.accounts.models import User
from lms.notifications.models import OutboundEmail
from lms.notifications.services.outbox import queue_email

KIND = "unused_places"


def tell_of_unused_places(*, at: datetime) -> int:
    """Write to the Leads of every licence year that ends soon with places left; return how many messages that made.

    UNUSED_PLACES_DAYS before the end, once per licence year, threshold and Lead; safe to run as often as one likes. A
    threshold that was missed is made up for until the next one comes.
    """
    day, wanted = timezone.localdate(at), {}
    for allowance in ending_soon(at=at):
        if counted(allowance, at=at).left < 1 or allowance.is_unlimited:
            continue
        days = threshold_reached((allowance.ends_on - day).days, settings.UNUSED_PLACES_DAYS)
        for person in leads_of(allowance.licence.site, on=day):
            wanted[f"unused-places:{allowance.pk}:{days}:{person.pk}"] = (allowance, person)
    told = OutboundEmail.objects.filter(key__in=wanted).values_list("key", flat=True)
    new = wanted.keys() - set(told)
    for key in sorted(new):
        _write(key, *wanted[key], at=at)
    return len(new)


def ending_soon(*, at: datetime) -> Iterable[PlaceAllowance]:
    """Return the licence years that run and end within the longest of UNUSED_PLACES_DAYS, counted; one statement."""
    day = timezone.localdate(at)
    last = day + timedelta(days=max(settings.UNUSED_PLACES_DAYS))
    return PlaceAllowance.objects.live(on=day).filter(ends_on__lte=last).with_site().with_counts(at=at)


def leads_of(site: Site, *, on: date) -> list[User]:
    """Return the SMART Leads of `site` on the day `on` to whom we can write; one statement."""
    current = LeadAppointment.objects.current(on=on).filter(organisation=site.organisation_id)
    current = current.filter(site__isnull=True) | current.filter(site=site)
    people = User.objects.filter(pk__in=current.values("person"), is_active=True, email__isnull=False)
    return list(people.exclude(email="").order_by("pk"))


def _write(key: str, allowance: PlaceAllowance, person: User, *, at: datetime) -> None:
    refs = {"allowance": str(allowance.pk)}
    queue_email(key=key, kind=KIND, to=person.email or "", user=person, refs=refs, at=at)

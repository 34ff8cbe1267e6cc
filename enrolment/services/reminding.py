"""Writing to SMART Leads before a check of one of their people ends (domain B 18)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from enrolment.models import Affiliation, CheckConfirmation, LeadAppointment
from enrolment.rules.partners import reminder_due
from lms.accounts.models import User
from lms.notifications.services.outbox import queue_email


def remind_of_checks(*, at: datetime) -> int:
    """Write to the Leads of whoever still belongs to a site and whose check ends soon; return how many times.

    Once for each check, threshold (CHECK_REMINDER_DAYS) and Lead, whatever runs how often: the outbox keeps the key.
    """
    day, last = timezone.localdate(at), max(settings.CHECK_REMINDER_DAYS)
    ending = CheckConfirmation.objects.ending(since=day, until=day + timedelta(days=last))
    return sum(_remind(check, day, at) for check in ending.select_related("person"))


def _remind(check: CheckConfirmation, day: date, at: datetime) -> int:
    days = reminder_due(check.expires_on, day=day, thresholds=settings.CHECK_REMINDER_DAYS)
    leads = leads_of(check, on=day)
    for lead in leads:
        queue_email(
            key=f"check-ends:{check.pk}:{days}:{lead.pk}",
            kind="check_ends",
            to=lead.email or "",
            user=lead,
            refs={"check": check.pk},
            at=at,
        )
    return len(leads)


def leads_of(check: CheckConfirmation, *, on: date) -> list[User]:
    """Return the Leads, with an address, of the organisation's sites to which the person belongs on the day `on`."""
    belongs = Affiliation.objects.current(on=on).filter(
        person=check.person_id, site__organisation=check.organisation_id
    )
    sites = list(belongs.values_list("site", flat=True))
    whole = Q(organisation=check.organisation_id, site__isnull=True)
    held = LeadAppointment.objects.current(on=on).filter(whole | Q(site__in=sites), person__is_active=True)
    people = User.objects.filter(pk__in=held.values("person"), email__isnull=False)
    return list(people.order_by("pk")) if sites else []

"""What the daily sweep puts away: rights of appointments past their last day, places of people who have left."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from enrolment.models import (
    Affiliation,
    CoordinatorAssignment,
    LeadAppointment,
    LicenceTypeUserPermission,
    NationalLead,
    PartnerUserPermission,
    RegionUserPermission,
    SiteUserPermission,
)
from enrolment.services.affiliations import release_places_of
from enrolment.services.appointments import COORDINATE, COORDINATE_TYPE, LEAD, LEAD_SITE, take_back
from lms.accounts.roles import Role

# Which appointments carry which permission on what, for the holders of which role.
CARRIED: tuple[tuple[Any, str, Any, str, Role], ...] = (
    (LeadAppointment.objects.filter(site__isnull=True), "organisation", PartnerUserPermission, LEAD, Role.LEAD),
    (LeadAppointment.objects.exclude(site=None), "site", SiteUserPermission, LEAD_SITE, Role.LEAD),
    (CoordinatorAssignment.objects.all(), "region", RegionUserPermission, COORDINATE, Role.COORDINATOR),
    (NationalLead.objects.all(), "licence_type", LicenceTypeUserPermission, COORDINATE_TYPE, Role.COORDINATOR),
)


def tidy_appointments(*, at: datetime) -> int:
    """Take back permission and role of appointments past their last day; return how many were tidied.

    Dates decide at the time of asking (architecture 3.8), so nothing changes for anybody: rows go that open nothing.
    """
    day = timezone.localdate(at)
    return sum(_tidy(*carried, day=day, at=at) for carried in CARRIED)


def _tidy(appointments: Any, field: str, rights: Any, permission: str, role: Role, *, day: date, at: datetime) -> int:
    held = set(rights.objects.filter(permission__codename=permission).values_list("user", "content_object"))
    past = appointments.filter(ends_on__lt=day, ended_at__isnull=True).select_related("person", field)
    kept = set(appointments.all().running(on=day).values_list("person", field))
    over = {
        (row.person_id, getattr(row, f"{field}_id")): row
        for row in past
        if (row.person_id, getattr(row, f"{field}_id")) in held - kept
    }
    for row in over.values():
        with transaction.atomic():
            take_back(row.person, getattr(row, field), permission, role, on=day, by=None, at=at)
    return len(over)


def tidy_leavers(*, at: datetime) -> int:
    """Let the places come back that people hold whose last day at the site has passed; return how many places.

    Whoever goes on at another site of the organisation from that day keeps the place (domain B 3, B 8).
    """
    gone = (
        Affiliation.objects.left(on=timezone.localdate(at))
        .still_holding_places()
        .select_related("person", "site", "ended_by")
    )
    return sum(_release(affiliation, at=at) for affiliation in gone)


@transaction.atomic
def _release(affiliation: Affiliation, *, at: datetime) -> int:
    by = affiliation.ended_by
    return len(release_places_of(affiliation, by=by, at=at)) if by else 0

"""Appointing SMART Leads and Community Coordinators: appointment, permission row and role are written together here."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from enrolment.models import (
    CoordinatorAssignment,
    LeadAppointment,
    LicenceType,
    NationalLead,
    PartnerOrganisation,
    Region,
    Site,
)
from enrolment.rules.partners import Nation
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import grant_role, revoke_role
from lms.core import audit
from lms.core.errors import DomainError
from lms.notifications.services.outbox import queue_email

LEAD, LEAD_SITE = "lead_partnerorganisation", "lead_site"
COORDINATE, COORDINATE_TYPE = "coordinate_region", "coordinate_licencetype"


@transaction.atomic
def appoint_lead(
    *,
    organisation: PartnerOrganisation,
    person: User,
    starts_on: date,
    by: User | None,
    at: datetime,
    ends_on: date | None = None,
    site: Site | None = None,
) -> LeadAppointment:
    """Make `person` SMART Lead of `organisation`, or of one `site` of it, from a day on; return the appointment.

    Arguments: `ends_on`, its last day where that is known.
    Writes to the person, once, unless `by` is None (a loader) or they have no address.
    Refuses: `already_appointed`, `ends_before_start`, `other_site` (of another organisation), `own_role` (nobody
    appoints themselves), `cannot_sign_in`.
    """
    if site is not None and site.organisation_id != organisation.pk:
        raise DomainError("other_site", _("This site belongs to another organisation."))
    over, permission = (site, LEAD_SITE) if site else (organisation, LEAD)
    fields = {"organisation": organisation, "site": site, "starts_on": starts_on, "ends_on": ends_on}
    held: LeadAppointment = _appoint(LeadAppointment, fields, over, permission, Role.LEAD, person, by=by, at=at)
    if by is not None and person.email:
        key = f"lead-appointed:{held.pk}"
        queue_email(key=key, kind="lead_appointed", to=person.email, user=person, refs={"appointment": held.pk}, at=at)
    return held


@transaction.atomic
def end_lead(*, appointment: LeadAppointment, by: User | None, at: datetime) -> None:
    """End an appointment at once; today stands as its last day. Refuses: `already_ended`, `own_role`."""
    over, permission = (appointment.site, LEAD_SITE) if appointment.site else (appointment.organisation, LEAD)
    _end(appointment, over, permission, Role.LEAD, by=by, at=at)


@transaction.atomic
def assign_coordinator(
    *, region: Region, person: User, starts_on: date, by: User | None, at: datetime, ends_on: date | None = None
) -> CoordinatorAssignment:
    """Make `person` Community Coordinator of `region` from a day on, and return the assignment.

    Arguments: `ends_on`, its last day where that is known, such as for somebody who covers for a colleague.
    Refuses: `already_appointed`, `ends_before_start`, `own_role`, `cannot_sign_in`.
    """
    fields, role = {"region": region, "starts_on": starts_on, "ends_on": ends_on}, Role.COORDINATOR
    return _appoint(CoordinatorAssignment, fields, region, COORDINATE, role, person, by=by, at=at)


@transaction.atomic
def end_assignment(*, assignment: CoordinatorAssignment, by: User | None, at: datetime) -> None:
    """End an assignment at once; today stands as its last day. Refuses: `already_ended`, `own_role`."""
    _end(assignment, assignment.region, COORDINATE, Role.COORDINATOR, by=by, at=at)


@transaction.atomic
def appoint_national_lead(
    *,
    licence_type: LicenceType,
    nation: Nation,
    person: User,
    starts_on: date,
    by: User | None,
    at: datetime,
    ends_on: date | None = None,
) -> NationalLead:
    """Let `person` look after the licences of a type in a nation, beside the regions' coordinators; return it.

    Refuses: `already_appointed`, `ends_before_start`, `own_role`, `cannot_sign_in`.
    """
    fields = {"licence_type": licence_type, "nation": nation, "starts_on": starts_on, "ends_on": ends_on}
    return _appoint(NationalLead, fields, licence_type, COORDINATE_TYPE, Role.COORDINATOR, person, by=by, at=at)


@transaction.atomic
def end_national_lead(*, appointment: NationalLead, by: User | None, at: datetime) -> None:
    """End it at once; today stands as its last day. Refuses: `already_ended`, `own_role`."""
    _end(appointment, appointment.licence_type, COORDINATE_TYPE, Role.COORDINATOR, by=by, at=at)


def _appoint(
    model: Any,
    fields: dict[str, Any],
    over: models.Model,
    permission: str,
    role: Role,
    person: User,
    *,
    by: User | None,
    at: datetime,
) -> Any:
    if fields["ends_on"] and fields["ends_on"] < fields["starts_on"]:
        raise DomainError("ends_before_start", _("The last day comes before the first one."))
    twice = DomainError("already_appointed", _("%(person)s holds this appointment already.") % {"person": person})
    if model.objects.filter(person=person, ended_at__isnull=True, **fields).exists():
        raise twice  # pressed twice: those with a last day have no constraint
    try:
        with transaction.atomic():
            appointment = model.objects.create(person=person, **fields)
    except IntegrityError:
        # The constraint, beside the question before it: two people appointing at once would both hear no.
        raise twice from None
    assign_perm(permission, person, over)
    grant_role(user=person, role=role, by=by, at=at)
    audit.record("enrolment.appoint", appointment, by=by, data={"person": person.pk})
    return appointment


def _end(appointment: Any, over: models.Model, permission: str, role: Role, *, by: User | None, at: datetime) -> None:
    rows, day = type(appointment).objects, timezone.localdate(at)
    running = rows.running(on=day).filter(pk=appointment.pk)
    if not running.update(ends_on=max(day, appointment.starts_on), ended_at=at):
        raise DomainError("already_ended", _("This appointment has ended already."))
    take_back(appointment.person, over, permission, role, on=day, by=by, at=at)
    audit.record("enrolment.end_appointment", appointment, by=by, data={"person": appointment.person_id})


# Which appointments keep a permission, and which keep a role, for as long as they run.
KEEPS: dict[str, Callable[[Any], Any]] = {
    LEAD: lambda row: LeadAppointment.objects.filter(organisation=row, site__isnull=True),
    LEAD_SITE: lambda row: LeadAppointment.objects.filter(site=row),
    COORDINATE: lambda row: CoordinatorAssignment.objects.filter(region=row),
    COORDINATE_TYPE: lambda row: NationalLead.objects.filter(licence_type=row),
}
IN_ROLE: dict[Role, tuple[Any, ...]] = {
    Role.LEAD: (LeadAppointment,),
    Role.COORDINATOR: (CoordinatorAssignment, NationalLead),
}


def take_back(person: User, over: Any, permission: str, role: Role, *, on: date, by: User | None, at: datetime) -> None:
    """Take back permission and role from somebody who has no appointment that needs them on the day `on` or later."""
    mine = {"person": person}
    if not KEEPS[permission](over).running(on=on).filter(**mine).exists():
        remove_perm(permission, person, over)
    if not any(model.objects.running(on=on).filter(**mine).exists() for model in IN_ROLE[role]):
        revoke_role(user=person, role=role, by=by, at=at)

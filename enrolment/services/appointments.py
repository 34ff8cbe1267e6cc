"""Appointing SMART Leads and Community Coordinators: appointment, permission row and role are written together here."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from enrolment.models import CoordinatorAssignment, LeadAppointment, PartnerOrganisation, Region
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import grant_role, revoke_role
from lms.core import audit
from lms.core.errors import DomainError
from lms.notifications.services.outbox import queue_email

LEAD, COORDINATE = "lead_partnerorganisation", "coordinate_region"


@transaction.atomic
def appoint_lead(
    *, organisation: PartnerOrganisation, person: User, starts_on: date, by: User | None, at: datetime
) -> LeadAppointment:
    """Make `person` SMART Lead of `organisation` from a day on, and return the appointment.

    Writes to the person, once, unless `by` is None (a loader) or they have no address.
    Refuses: `already_appointed`, `own_role` (nobody appoints themselves), `cannot_sign_in`.
    """
    held: LeadAppointment = _appoint(
        LeadAppointment, {"organisation": organisation}, LEAD, Role.LEAD, person, starts_on, by=by, at=at
    )
    if by is not None and person.email:
        key = f"lead-appointed:{held.pk}"
        queue_email(key=key, kind="lead_appointed", to=person.email, user=person, refs={"appointment": held.pk}, at=at)
    return held


@transaction.atomic
def end_lead(*, appointment: LeadAppointment, by: User | None, at: datetime) -> None:
    """End an appointment at once; today stands as its last day. Refuses: `already_ended`, `own_role`."""
    _end(appointment, appointment.organisation, LEAD, Role.LEAD, by=by, at=at)


@transaction.atomic
def assign_coordinator(
    *, region: Region, person: User, starts_on: date, by: User | None, at: datetime
) -> CoordinatorAssignment:
    """Make `person` Community Coordinator of `region` from a day on, and return the assignment.

    Refuses: `already_appointed`, `own_role`, `cannot_sign_in`.
    """
    role = Role.COORDINATOR
    return _appoint(CoordinatorAssignment, {"region": region}, COORDINATE, role, person, starts_on, by=by, at=at)


@transaction.atomic
def end_assignment(*, assignment: CoordinatorAssignment, by: User | None, at: datetime) -> None:
    """End an assignment at once; today stands as its last day. Refuses: `already_ended`, `own_role`."""
    _end(assignment, assignment.region, COORDINATE, Role.COORDINATOR, by=by, at=at)


def _appoint(
    model: Any,
    over: dict[str, models.Model],
    permission: str,
    role: Role,
    person: User,
    starts_on: date,
    *,
    by: User | None,
    at: datetime,
) -> Any:
    try:
        with transaction.atomic():
            appointment = model.objects.create(person=person, starts_on=starts_on, **over)
    except IntegrityError:
        # The constraint, not a question before it: two people appointing at once would both hear no.
        raise DomainError(
            "already_appointed", _("%(person)s holds this appointment already.") % {"person": person}
        ) from None
    assign_perm(permission, person, next(iter(over.values())))
    grant_role(user=person, role=role, by=by, at=at)
    audit.record("enrolment.appoint", appointment, by=by, data={"person": person.pk})
    return appointment


def _end(appointment: Any, over: models.Model, permission: str, role: Role, *, by: User | None, at: datetime) -> None:
    rows, day = type(appointment).objects, timezone.localdate(at)
    ended = rows.filter(pk=appointment.pk, ends_on__isnull=True).update(ends_on=max(day, appointment.starts_on))
    if not ended:
        raise DomainError("already_ended", _("This appointment has ended already."))
    remove_perm(permission, appointment.person, over)
    if not rows.filter(person=appointment.person, ends_on__isnull=True).exists():
        revoke_role(user=appointment.person, role=role, by=by, at=at)
    audit.record("enrolment.end_appointment", appointment, by=by, data={"person": appointment.person_id})

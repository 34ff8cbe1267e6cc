"""Predicates about partners that other packages ask; sets of rows are asked through `visible_to` and its kin."""

from typing import Any

from django.http import HttpRequest

from enrolment.models import LeadAppointment, Nomination
from lms.accounts.permissions import holds_any
from lms.accounts.roles import Role


def organisations_of(user: Any) -> frozenset[int]:
    """Return the ids of the organisations `user` belongs to: by a place taken up there, or as SMART Lead (B 28)."""
    places = Nomination.objects.redeemed().filter(learner=user)
    by_place = places.values_list("allowance__licence__site__organisation", flat=True)
    led = LeadAppointment.objects.current().filter(person=user).values_list("organisation", flat=True)
    return frozenset(by_place) | frozenset(led)


def leads_somebody(request: HttpRequest) -> bool:
    """Say whether the visitor holds the role of a SMART Lead: for navigation; rows are asked apart."""
    return holds_any(request, Role.LEAD)


def coordinates(request: HttpRequest) -> bool:
    """Say whether the visitor coordinates: a Community Coordinator, or Central Office for uncovered regions."""
    return holds_any(request, Role.COORDINATOR, Role.CENTRAL_OFFICE)

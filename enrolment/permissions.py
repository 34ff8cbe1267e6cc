"""Predicates about partners that other packages ask; sets of rows are asked through `visible_to` and its kin."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from enrolment.managers import LicenceQuerySet, PartnerQuerySet, SiteQuerySet
from enrolment.models import Affiliation, LeadAppointment, Licence, Nomination, PartnerOrganisation, Site
from lms.accounts.models import User
from lms.accounts.permissions import holds_any, runs_office
from lms.accounts.roles import Role


def organisations_of(user: Any) -> frozenset[int]:
    """Return the ids of the organisations `user` belongs to: by a place taken up there, at a site, or as SMART Lead."""
    places = Nomination.objects.redeemed().filter(learner=user)
    by_place = places.values_list("allowance__licence__site__organisation", flat=True)
    belongs = Affiliation.objects.current().filter(person=user).values_list("site__organisation", flat=True)
    led = LeadAppointment.objects.current().filter(person=user).values_list("organisation", flat=True)
    return frozenset(by_place) | frozenset(belongs) | frozenset(led)


def people_of(organisations: Collection[int]) -> QuerySet[User]:
    """Return the people whom `organisations_of` counts to one of these organisations, by id."""
    places = Nomination.objects.redeemed().filter(allowance__licence__site__organisation__in=organisations)
    belongs = Affiliation.objects.current().filter(site__organisation__in=organisations)
    led = LeadAppointment.objects.current().filter(organisation__in=organisations)
    return User.objects.filter(
        Q(pk__in=places.values("learner")) | Q(pk__in=belongs.values("person")) | Q(pk__in=led.values("person"))
    )


def leads_somebody(request: HttpRequest) -> bool:
    """Say whether the visitor holds the role of a SMART Lead: for navigation; rows are asked apart."""
    return holds_any(request, Role.LEAD)


def coordinates(request: HttpRequest) -> bool:
    """Say whether the visitor coordinates: a Community Coordinator, or Central Office for uncovered regions."""
    return holds_any(request, Role.COORDINATOR, Role.CENTRAL_OFFICE)


def overseen_partners(user: Any) -> PartnerQuerySet:
    """Return the organisations of which `user` may read notes: those they coordinate; all for Central Office."""
    return PartnerOrganisation.objects.all() if runs_office(user) else PartnerOrganisation.objects.coordinated_by(user)


def overseen_sites(user: Any) -> SiteQuerySet:
    """Return the sites of those organisations that `user` looks after; all for Central Office."""
    return Site.objects.all() if runs_office(user) else Site.objects.coordinated_by(user)


def overseen_licences(user: Any) -> LicenceQuerySet:
    """Return the licences that `user` looks after; all for Central Office, to read (who acts is asked apart)."""
    return Licence.objects.all() if runs_office(user) else Licence.objects.coordinated_by(user)

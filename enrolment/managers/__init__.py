"""The vocabulary of enrolment: services and views never spell out statuses."""

from enrolment.managers.learning import EnrolmentQuerySet
from enrolment.managers.partners import AppointmentQuerySet, PartnerQuerySet, RegionQuerySet, SiteQuerySet
from enrolment.managers.places import (
    EnrolmentTokenQuerySet,
    LicenceQuerySet,
    NominationQuerySet,
    PlaceAllowanceQuerySet,
)

__all__ = [
    "AppointmentQuerySet",
    "EnrolmentQuerySet",
    "EnrolmentTokenQuerySet",
    "LicenceQuerySet",
    "NominationQuerySet",
    "PartnerQuerySet",
    "PlaceAllowanceQuerySet",
    "RegionQuerySet",
    "SiteQuerySet",
]

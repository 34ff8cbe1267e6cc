"""The vocabulary of enrolment: services and views never spell out statuses."""

from enrolment.managers.learning import EnrolmentQuerySet
from enrolment.managers.partners import AppointmentQuerySet, PartnerQuerySet, RegionQuerySet, SiteQuerySet
from enrolment.managers.people import AffiliationQuerySet, CheckQuerySet
from enrolment.managers.places import (
    EnrolmentTokenQuerySet,
    LicenceQuerySet,
    NominationQuerySet,
    PlaceAllowanceQuerySet,
)
from enrolment.managers.study_time import OpenStudyQuerySet, StudyTimeQuerySet

__all__ = [
    "AffiliationQuerySet",
    "AppointmentQuerySet",
    "CheckQuerySet",
    "EnrolmentQuerySet",
    "EnrolmentTokenQuerySet",
    "LicenceQuerySet",
    "NominationQuerySet",
    "OpenStudyQuerySet",
    "PartnerQuerySet",
    "PlaceAllowanceQuerySet",
    "RegionQuerySet",
    "SiteQuerySet",
    "StudyTimeQuerySet",
]

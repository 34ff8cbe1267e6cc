"""What enrolment keeps: partners and their licences, nominations and tokens, enrolments and the facts of progress."""

from enrolment.models.activities import ConfirmedName, Declaration, DeclarationPage, NameConfirmationPage
from enrolment.models.learning import ActivityCompletion, CompletionSource, Enrolment, Source, Status
from enrolment.models.licences import GrantKind, Licence, LicenceType, LicenceTypeCourse, PlaceAllowance, PlaceGrant
from enrolment.models.nominations import EnrolmentToken, Nomination, NominationState, TokenState
from enrolment.models.partners import (
    CoordinatorAssignment,
    LeadAppointment,
    PartnerGroupPermission,
    PartnerOrganisation,
    PartnerUserPermission,
    Region,
    RegionGroupPermission,
    RegionUserPermission,
    Site,
)

__all__ = [
    "ActivityCompletion",
    "CompletionSource",
    "ConfirmedName",
    "CoordinatorAssignment",
    "Declaration",
    "DeclarationPage",
    "Enrolment",
    "EnrolmentToken",
    "GrantKind",
    "LeadAppointment",
    "Licence",
    "LicenceType",
    "LicenceTypeCourse",
    "NameConfirmationPage",
    "Nomination",
    "NominationState",
    "PartnerGroupPermission",
    "PartnerOrganisation",
    "PartnerUserPermission",
    "PlaceAllowance",
    "PlaceGrant",
    "Region",
    "RegionGroupPermission",
    "RegionUserPermission",
    "Site",
    "Source",
    "Status",
    "TokenState",
]

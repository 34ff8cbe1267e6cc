"""What enrolment keeps: partners and their licences, nominations and tokens, people, enrolments, facts of progress."""

from enrolment.models.activities import ConfirmedName, Declaration, DeclarationPage, NameConfirmationPage
from enrolment.models.following import NationalLead, NoteKind, Nudge, PartnerNote, Phase, SetUpStep, SetUpTick
from enrolment.models.learning import ActivityCompletion, CompletionSource, Enrolment, Source, Status
from enrolment.models.licences import GrantKind, Licence, LicenceType, LicenceTypeCourse, PlaceAllowance, PlaceGrant
from enrolment.models.nominations import BelongingKind, EnrolmentToken, Nomination, NominationState, TokenState
from enrolment.models.overrides import Override
from enrolment.models.partners import (
    CoordinatorAssignment,
    LeadAppointment,
    PartnerKind,
    PartnerOrganisation,
    PayingRate,
    Region,
    Site,
    SiteNation,
)
from enrolment.models.people import Affiliation, AffiliationOrigin, CheckConfirmation, CheckKind
from enrolment.models.prices import Price, PricedItem
from enrolment.models.rights import (
    LicenceTypeGroupPermission,
    LicenceTypeUserPermission,
    PartnerGroupPermission,
    PartnerUserPermission,
    RegionGroupPermission,
    RegionUserPermission,
    SiteGroupPermission,
    SiteUserPermission,
)
from enrolment.models.study import (
    Bookmark,
    EntryKind,
    LessonNote,
    OpenStudy,
    PrivateEntry,
    ReadingPlace,
    StudyTime,
)

__all__ = [
    "ActivityCompletion",
    "Affiliation",
    "AffiliationOrigin",
    "BelongingKind",
    "Bookmark",
    "CheckConfirmation",
    "CheckKind",
    "CompletionSource",
    "ConfirmedName",
    "CoordinatorAssignment",
    "Declaration",
    "DeclarationPage",
    "Enrolment",
    "EnrolmentToken",
    "EntryKind",
    "GrantKind",
    "LeadAppointment",
    "LessonNote",
    "Licence",
    "LicenceType",
    "LicenceTypeCourse",
    "LicenceTypeGroupPermission",
    "LicenceTypeUserPermission",
    "NameConfirmationPage",
    "NationalLead",
    "Nomination",
    "NominationState",
    "NoteKind",
    "Nudge",
    "OpenStudy",
    "Override",
    "PartnerGroupPermission",
    "PartnerKind",
    "PartnerNote",
    "PartnerOrganisation",
    "PartnerUserPermission",
    "PayingRate",
    "Phase",
    "PlaceAllowance",
    "PlaceGrant",
    "Price",
    "PricedItem",
    "PrivateEntry",
    "ReadingPlace",
    "Region",
    "RegionGroupPermission",
    "RegionUserPermission",
    "SetUpStep",
    "SetUpTick",
    "Site",
    "SiteGroupPermission",
    "SiteNation",
    "SiteUserPermission",
    "Source",
    "Status",
    "StudyTime",
    "TokenState",
]

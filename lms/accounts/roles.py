"""The roles of staff: each is a Django group; what it may do in Wagtail's admin, where it lands, whether MFA is compulsory."""

from enum import StrEnum


class Role(StrEnum):
    """Names of the Django groups. A learner is anybody who is signed in and needs no group."""

    CENTRAL_OFFICE = "Central Office"
    EDITOR = "Content editor"


# Roles that see other people's data or change what everybody reads: a second factor is compulsory in production.
MFA_ROLES = frozenset({Role.CENTRAL_OFFICE, Role.EDITOR})

LANDING: dict[Role, str] = {
    Role.CENTRAL_OFFICE: "wagtailadmin_home",
    Role.EDITOR: "wagtailadmin_home",
}

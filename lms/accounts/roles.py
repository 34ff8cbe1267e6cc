"""The roles of staff: each is a Django group; where its day begins, and whether a second factor is compulsory."""

from enum import StrEnum


class Role(StrEnum):
    """Names of the Django groups. A learner is anybody who is signed in and needs no group."""

    CENTRAL_OFFICE = "Central Office"
    EDITOR = "Content editor"


# Roles whose holders carry `is_staff`: the gates look no further at anybody without it.
STAFF_ROLES = frozenset({Role.CENTRAL_OFFICE, Role.EDITOR})

# Roles that see other people's data or change what everybody reads: a second factor is compulsory in production.
MFA_ROLES = frozenset({Role.CENTRAL_OFFICE, Role.EDITOR})

LANDING: dict[Role, str] = {
    Role.CENTRAL_OFFICE: "wagtailadmin_home",
    Role.EDITOR: "wagtailadmin_home",
}

"""The roles of staff: each is a Django group; where its day begins, and whether a second factor is compulsory."""

from enum import StrEnum


class Role(StrEnum):
    """Names of the Django groups. A learner is anybody who is signed in and needs no group."""

    CENTRAL_OFFICE = "Central Office"
    EDITOR = "Content editor"
    TRAINER = "Trainer"
    COORDINATOR = "Community Coordinator"
    LEAD = "SMART Lead"


# Given by hand to a person; the others come and go with an appointment (to an organisation, a region, a course).
GIVEN_BY_HAND = frozenset({Role.CENTRAL_OFFICE, Role.EDITOR})

# Roles that see other people's data or change what everybody reads: a second factor is compulsory in production.
# SMART Leads see status words of their own people only, and are many: they may have one.
MFA_ROLES = frozenset({Role.CENTRAL_OFFICE, Role.EDITOR, Role.TRAINER, Role.COORDINATOR})

# Where each role begins its day, in the order in which they are asked: somebody may hold several.
LANDING: dict[Role, str] = {
    Role.CENTRAL_OFFICE: "wagtailadmin_home",
    Role.EDITOR: "wagtailadmin_home",
    Role.COORDINATOR: "dashboards:coordinator",
    Role.TRAINER: "assessments:queue",
    Role.LEAD: "dashboards:lead",
}

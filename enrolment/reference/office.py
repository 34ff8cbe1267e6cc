"""What Central Office may do with partners and licences in the Wagtail admin."""

from django.utils.translation import gettext as _

from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role

# Licences, nominations, prices and appointments are records: they are made and looked at, never changed or deleted.
OFFICE_PERMISSIONS = (
    *(f"{action}_partnerorganisation" for action in ("view", "add", "change", "delete")),
    *(f"{action}_site" for action in ("view", "add", "change", "delete")),
    *(f"{action}_region" for action in ("view", "add", "change")),
    *(f"{action}_licence" for action in ("view", "add")),
    *(f"{action}_price" for action in ("view", "add")),
    *(f"{action}_nationallead" for action in ("view", "add")),
    *(f"{action}_affiliation" for action in ("view", "add", "change")),
    "view_checkconfirmation",
    "view_nomination",
)


def load_office_permissions() -> str:
    """Let Central Office keep partners, sites, licences, prices and regions, and look at nominations."""
    permit_role(role=Role.CENTRAL_OFFICE, permissions=[f"enrolment.{name}" for name in OFFICE_PERMISSIONS])
    return _("%(office)s keeps partners and licences.") % {"office": Role.CENTRAL_OFFICE}

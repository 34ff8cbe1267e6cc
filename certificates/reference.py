"""Reference rows of certificates: who may see and revoke awards, and who writes manuals."""

from certificates import permissions
from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role

# Never deleted: people hold copies.
MANUALS = ("certificates.view_manual", "certificates.add_manual", "certificates.change_manual")


def load() -> str:
    """Let Central Office see and revoke awards, and editors and Central Office write manuals; returns a sentence."""
    permit_role(role=Role.CENTRAL_OFFICE, permissions=[permissions.VIEW, permissions.REVOKE, *MANUALS])
    permit_role(role=Role.EDITOR, permissions=MANUALS)
    return f"{Role.CENTRAL_OFFICE} sees awards and may revoke one; editors write manuals."

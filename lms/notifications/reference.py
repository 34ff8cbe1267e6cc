"""Reference rows of notifications: who may see messages and send one again."""

from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role
from lms.notifications import permissions


def load() -> str:
    """Let Central Office see messages and send one again; returns a sentence saying so."""
    permit_role(role=Role.CENTRAL_OFFICE, permissions=[permissions.VIEW, permissions.RESEND])
    return f"{Role.CENTRAL_OFFICE} sees messages and may send one again."

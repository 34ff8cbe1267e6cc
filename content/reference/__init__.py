"""Reference rows of content: what editors may keep. The words of site pages lie beside, as files."""

from django.utils.translation import gettext as _

from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role

LIBRARY = ("recording", "glossaryterm", "tool")
ACTIONS = ("view", "add", "change", "delete")


def load_editor_permissions() -> str:
    """Let content editors keep the library; nobody else sees it."""
    names = [f"content.{action}_{model}" for model in LIBRARY for action in ACTIONS]
    permit_role(role=Role.EDITOR, permissions=names)
    return _("%(count)d permissions for editors") % {"count": len(names)}

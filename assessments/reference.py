"""Reference rows of assessments: editors keep the question bank."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _

from lms.accounts.roles import Role

MODELS = ("questionbank", "question", "rubric")
ACTIONS = ("view", "add", "change", "delete")


def load_editor_permissions() -> str:
    """Let content editors and Central Office keep the question bank."""
    names = [f"{action}_{model}" for model in MODELS for action in ACTIONS]
    permissions = Permission.objects.filter(content_type__app_label="assessments", codename__in=names)
    for role in (Role.EDITOR, Role.CENTRAL_OFFICE):
        Group.objects.get_or_create(name=role)[0].permissions.add(*permissions)
    return _("%(count)d permissions for editors") % {"count": len(permissions)}

"""Reference rows of assessments: editors keep the question bank, and decide what of it is asked."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _

from lms.accounts.roles import Role

MODELS = ("questionbank", "question", "rubric")
ACTIONS = ("view", "add", "change", "delete")
PUBLISH = "publish_question"


def load_editor_permissions() -> str:
    """Let content editors and Central Office keep the question bank; again and again with the same result."""
    names = [*(f"{action}_{model}" for model in MODELS for action in ACTIONS), PUBLISH]
    permissions = Permission.objects.filter(content_type__app_label="assessments", codename__in=names)
    for role in (Role.EDITOR, Role.CENTRAL_OFFICE):
        Group.objects.get_or_create(name=role)[0].permissions.add(*permissions)
    return _("%(count)d permissions for editors") % {"count": len(permissions)}

"""Reference rows of notifications: who may see and re-send messages."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from lms.accounts.roles import Role

CODENAMES = ("view_outboundemail", "resend_outboundemail")


def load() -> str:
    """Give Central Office its permissions over messages; returns a sentence saying so."""
    # On the very first migration this may run before Django has made the permissions.
    create_permissions(apps.get_app_config("notifications"), verbosity=0)
    office, _ = Group.objects.get_or_create(name=Role.CENTRAL_OFFICE.value)
    office.permissions.add(
        *Permission.objects.filter(content_type__app_label="notifications", codename__in=CODENAMES)
    )
    return f"{office.name} sees messages and may send one again."

"""Who may see messages, and who may send one again."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from wagtail.permission_policies import ModelPermissionPolicy

from lms.accounts.permissions import runs_office

VIEW = "notifications.view_outboundemail"
RESEND = "notifications.resend_outboundemail"
ACTIONS = frozenset({"view", "resend"})

Visitor = PermissionsMixin | AnonymousUser


def may_see_messages(user: Visitor) -> bool:
    """Say whether `user` may see who was written to and what became of it."""
    return runs_office(user) and user.has_perm(VIEW)


def may_resend(user: Visitor) -> bool:
    """Say whether `user` may decide to send a message again."""
    return runs_office(user) and user.has_perm(RESEND)


class LookOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes messages in the admin, not even an administrator: services do."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Say whether `user` may do `action`; only looking and sending again can be allowed."""
        return action in ACTIONS and runs_office(user) and bool(super().user_has_permission(user, action))

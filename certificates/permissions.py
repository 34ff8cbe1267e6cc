"""Who may see what we attest, and who may take it back."""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from certificates.models import Award, ManualIssue
from courses.models import Access
from enrolment.models import Enrolment
from lms.accounts.permissions import runs_office

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from lms.accounts.models import User

VIEW = "certificates.view_award"
REVOKE = "certificates.revoke_award"
ACTIONS = frozenset({"view", "revoke"})


def notes_visible_to(user: "User | AnonymousUser") -> "QuerySet[Enrolment]":
    """Return the completed enrolments on open courses of which `user` may have the note: their own."""
    own = Enrolment.objects.visible_to(user).filter(learner_id=user.pk, course__access=Access.OPEN)
    return own.completed().select_related("course", "edition", "learner")


def copies_visible_to(user: "User | AnonymousUser") -> "QuerySet[ManualIssue]":
    """Return the personal copies of manuals `user` may have: their own, while the award holds (domain B 32)."""
    own = Award.objects.visible_to(user).issued()
    return ManualIssue.objects.filter(award__in=own).select_related("manual", "award")


def may_see_awards(user: "PermissionsMixin | AnonymousUser") -> bool:
    """Say whether `user` may see everybody's awards."""
    return runs_office(user) and user.has_perm(VIEW)


def may_revoke(user: "PermissionsMixin | AnonymousUser") -> bool:
    """Say whether `user` may take an award back."""
    return runs_office(user) and user.has_perm(REVOKE)


class AwardPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes awards in the admin, not even an administrator: services make and end them."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Say whether `user` may do `action`; only looking and revoking can be allowed."""
        return action in ACTIONS and runs_office(user) and bool(super().user_has_permission(user, action))

"""Who may enter the admin, who needs a second factor, who may change whom; learners cost no query."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from lms.accounts.models import User
from lms.accounts.roles import LANDING, MFA_ROLES, Role

Visitor = AbstractBaseUser | AnonymousUser


class SignedInRequest(HttpRequest):
    """The request of a view that only signed-in people reach (`login_required`); says so to the type checker."""

    user: User


def is_staff(visitor: Visitor) -> bool:
    """Return whether the visitor holds any role (the roles service keeps the flag); what it allows is asked apart."""
    return isinstance(visitor, User) and visitor.is_staff


def may_enter_admin(visitor: Visitor) -> bool:
    """Return whether the visitor may open Wagtail's admin at all."""
    return isinstance(visitor, User) and visitor.is_staff and visitor.has_perm("wagtailadmin.access_admin")


def lacks_second_factor(visitor: Visitor) -> bool:
    """Return whether the visitor holds a role that needs a second factor and has not set one up."""
    if not isinstance(visitor, User) or not visitor.is_staff:
        return False
    if Authenticator.objects.filter(user=visitor, type=Authenticator.Type.TOTP).exists():
        return False
    return visitor.is_superuser or bool(roles_held(visitor) & MFA_ROLES)


def must_add_second_factor(visitor: Visitor) -> bool:
    """Return whether the visitor must set up a second factor before doing anything that their roles allow."""
    return settings.MFA_REQUIRED and lacks_second_factor(visitor)


def landing_for(visitor: Visitor) -> str | None:
    """Return the URL name where the visitor's role begins its day; None for learners."""
    if not is_staff(visitor):
        return None
    held = roles_held(visitor)
    return next((place for role, place in LANDING.items() if role in held), "wagtailadmin_home")


def roles_held(visitor: Visitor) -> frozenset[str]:
    """Return the names of the roles the visitor holds: asked once a request, and not at all for learners."""
    if not isinstance(visitor, User) or not visitor.is_staff:
        return frozenset()
    if not hasattr(visitor, "_roles_held"):
        names = visitor.groups.filter(name__in=list(Role)).values_list("name", flat=True)
        visitor._roles_held = frozenset(names)  # type: ignore[attr-defined]  # lives as long as the request's user
    return visitor._roles_held  # type: ignore[attr-defined]  # as above


def holds_any(request: HttpRequest, *roles: Role) -> bool:
    """Return whether the visitor holds one of `roles`: for navigation; an error page may have no visitor."""
    return bool(roles_held(getattr(request, "user", AnonymousUser())) & set(roles))


def may_manage(actor: User, person: User) -> bool:
    """Return whether `actor` may see or change `person` in the people admin: administrators only by administrators."""
    return actor.is_superuser or not person.is_superuser


def runs_office(visitor: object) -> bool:
    """Return whether the visitor is Central Office or an administrator: asked beside permissions given to groups.

    A permission given to another group by mistake then shows nobody what belongs to everybody's organisations.
    """
    return isinstance(visitor, User) and (visitor.is_superuser or Role.CENTRAL_OFFICE in roles_held(visitor))

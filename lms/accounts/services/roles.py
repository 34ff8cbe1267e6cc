"""Giving and taking roles: group, staff flag and audit line are written together, here and nowhere else."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.accounts.roles import GIVEN_BY_HAND, Role
from lms.accounts.services.addresses import refuse_unproved
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def grant_role(*, user: User, role: Role, by: User | None, at: datetime) -> None:
    """Give `user` the role; giving it twice changes nothing.

    Arguments: `by`, who gives it (None: the system); `at`, when.
    Refuses: `own_role` (nobody changes their own roles), `cannot_sign_in` (an erased or inactive person),
    `address_unproved` (whoever began the account may not be whose address it is), `roles_missing` (reference rows were
    never loaded).
    """
    _refuse_own(user, by)
    if by is not None:
        refuse_unproved(user, user.email or "")
    _hold(user)
    if not user.is_active:
        raise DomainError("cannot_sign_in", _("Somebody who cannot sign in cannot be given a role."))
    group = _group(role)
    if user.groups.filter(pk=group.pk).exists():
        return
    user.groups.add(group)
    _keep_staff_flag(user)
    audit.record("accounts.grant_role", user, by=by, data={"role": role.value, "at": at.isoformat()})


@transaction.atomic
def revoke_role(*, user: User, role: Role, by: User | None, at: datetime) -> None:
    """Take the role from `user`; taking what is not held changes nothing.

    Arguments: `by`, who takes it (None: the system); `at`, when.
    Refuses: `own_role`, and `last_office` when nobody of Central Office would be left who can sign in.
    """
    _refuse_own(user, by)
    _hold(user)
    group = _group(role)
    if not user.groups.filter(pk=group.pk).exists():
        return
    refuse_losing_last_office(user, role)
    user.groups.remove(group)
    _keep_staff_flag(user)
    audit.record("accounts.revoke_role", user, by=by, data={"role": role.value, "at": at.isoformat()})


def set_roles(*, user: User, roles: Iterable[Role], by: User | None, at: datetime) -> None:
    """Give and take roles until `user` holds, of those given by hand, exactly `roles`; refuses as the two above do.

    Roles that come with an appointment are left alone: appointing and ending write those.
    """
    wanted, held = set(roles), roles_of(user) & GIVEN_BY_HAND
    for role in sorted(wanted - held):
        grant_role(user=user, role=role, by=by, at=at)
    for role in sorted(held - wanted):
        revoke_role(user=user, role=role, by=by, at=at)


def permit_role(*, role: Role, permissions: Iterable[str]) -> None:
    """Let holders of `role` do more: `permissions` as "app_label.codename". For reference loaders; idempotent.

    Raises ValueError naming a permission that does not exist (a loader's mistake, not a person's).
    """
    wanted = set(permissions)
    query = Q()
    for label, _dot, codename in (name.partition(".") for name in sorted(wanted)):
        query |= Q(content_type__app_label=label, codename=codename)
    found = list(Permission.objects.filter(query).select_related("content_type")) if wanted else []
    missing = wanted - {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}
    if missing:
        raise ValueError(f"No such permission: {', '.join(sorted(missing))}")
    Group.objects.get_or_create(name=role.value)[0].permissions.add(*found)


def roles_of(user: User) -> set[Role]:
    """Return the roles `user` holds; groups that are no roles are left out."""
    return {Role(name) for name in user.groups.filter(name__in=list(Role)).values_list("name", flat=True)}


def refuse_losing_last_office(user: User, role: Role = Role.CENTRAL_OFFICE) -> None:
    """Refuse with `last_office` when `user` is the only one of Central Office who can sign in."""
    Group.objects.filter(name=Role.CENTRAL_OFFICE).update(name=F("name"))  # two leaving at once wait for each other
    others = User.objects.filter(is_active=True, groups__name=Role.CENTRAL_OFFICE).exclude(pk=user.pk)
    if role == Role.CENTRAL_OFFICE and role in roles_of(user) and not others.exists():
        raise DomainError("last_office", _("Give somebody else the role Central Office first; this is the last one."))


def _refuse_own(user: User, by: User | None) -> None:
    if by is not None and by.pk == user.pk:
        raise DomainError("own_role", _("You cannot change your own roles. Ask a colleague of Central Office."))


def _hold(user: User) -> None:
    """Hold the person's row until the transaction ends: two who give and take roles at once wait for each other."""
    User.objects.filter(pk=user.pk).update(is_staff=F("is_staff"))


def _group(role: Role) -> Group:
    group = Group.objects.filter(name=role.value).first()
    if group is None:
        raise DomainError("roles_missing", _("The roles are not set up yet: run “python manage.py load_reference”."))
    return group


def _keep_staff_flag(user: User) -> None:
    user.is_staff = user.is_superuser or bool(roles_of(user))
    user.save(update_fields=["is_staff"])

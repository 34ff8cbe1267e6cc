"""Roles: group, staff flag and audit line go together."""

import pytest
from django.contrib.auth.models import Group
from wagtail.log_actions import registry

from lms.accounts.integrity import staff_flags_match_roles
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import grant_role, permit_role, revoke_role, roles_of, set_roles
from lms.core.errors import DomainError
from tests.cast import NOW, Cast
from tests.factories.people import UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def actions_on(user: User) -> list[str]:
    return [entry.action for entry in registry.get_logs_for_instance(user)]


def test_a_role_makes_staff_and_is_recorded(cast: Cast) -> None:
    grant_role(user=cast.zoe, role=Role.EDITOR, by=cast.office, at=NOW)
    cast.zoe.refresh_from_db()
    assert cast.zoe.is_staff
    assert roles_of(cast.zoe) == {Role.EDITOR}
    assert actions_on(cast.zoe) == ["accounts.grant_role"]


def test_giving_a_role_twice_changes_nothing(cast: Cast) -> None:
    for _ in range(2):
        grant_role(user=cast.zoe, role=Role.EDITOR, by=cast.office, at=NOW)
    assert actions_on(cast.zoe) == ["accounts.grant_role"]


def test_without_a_last_role_nobody_is_staff(cast: Cast) -> None:
    grant_role(user=cast.editor, role=Role.CENTRAL_OFFICE, by=cast.office, at=NOW)
    revoke_role(user=cast.editor, role=Role.CENTRAL_OFFICE, by=cast.office, at=NOW)
    assert cast.editor.is_staff
    revoke_role(user=cast.editor, role=Role.EDITOR, by=cast.office, at=NOW)
    assert not User.objects.get(pk=cast.editor.pk).is_staff


def test_taking_a_role_nobody_holds_changes_nothing(cast: Cast) -> None:
    revoke_role(user=cast.zoe, role=Role.EDITOR, by=cast.office, at=NOW)
    assert actions_on(cast.zoe) == []


@pytest.mark.parametrize("command", [grant_role, revoke_role])
def test_nobody_changes_their_own_roles(command, cast: Cast) -> None:
    with pytest.raises(DomainError) as refusal:
        command(user=cast.office, role=Role.EDITOR, by=cast.office, at=NOW)
    assert refusal.value.code == "own_role"


def test_the_last_of_central_office_stays(cast: Cast) -> None:
    UserFactory(office=True, is_active=True)
    other = User.objects.get(groups__name=Role.CENTRAL_OFFICE)
    with pytest.raises(DomainError) as refusal:
        revoke_role(user=other, role=Role.CENTRAL_OFFICE, by=cast.editor, at=NOW)
    assert refusal.value.code == "last_office"


def test_whoever_cannot_sign_in_gets_no_role(cast: Cast) -> None:
    away = UserFactory(is_active=False)
    with pytest.raises(DomainError) as refusal:
        grant_role(user=away, role=Role.EDITOR, by=cast.office, at=NOW)
    assert refusal.value.code == "cannot_sign_in"


def test_missing_reference_rows_are_named(cast: Cast) -> None:
    Group.objects.all().delete()
    with pytest.raises(DomainError, match="load_reference"):
        grant_role(user=cast.zoe, role=Role.EDITOR, by=None, at=NOW)


def test_setting_roles_gives_and_takes(cast: Cast) -> None:
    set_roles(user=cast.editor, roles=[Role.CENTRAL_OFFICE], by=cast.office, at=NOW)
    assert roles_of(cast.editor) == {Role.CENTRAL_OFFICE}


def test_a_permission_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match=r"accounts\.fly_user"):
        permit_role(role=Role.EDITOR, permissions=["accounts.fly_user", "accounts.view_user"])


def test_the_integrity_check_finds_flags_that_lie(cast: Cast) -> None:
    assert list(staff_flags_match_roles()) == []
    User.objects.filter(pk=cast.editor.pk).update(is_staff=False)
    User.objects.filter(pk=cast.zoe.pk).update(is_staff=True)
    assert len(list(staff_flags_match_roles())) == 2


def test_an_account_whose_address_nobody_confirmed_gets_no_role(cast):
    stranger = UserFactory(verified=False)
    with refused("address_unproved"):
        grant_role(user=stranger, role=Role.EDITOR, by=cast.office, at=NOW)
    assert not stranger.groups.exists()


def test_an_account_that_staff_made_may_get_a_role_before_its_owner_came(cast):
    made = UserFactory(verified=False)
    made.set_unusable_password()
    grant_role(user=made, role=Role.EDITOR, by=cast.office, at=NOW)
    assert roles_of(made) == {Role.EDITOR}

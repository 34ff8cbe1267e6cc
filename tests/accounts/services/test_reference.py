"""The roles as rows."""

import pytest
from django.contrib.auth.models import Group
from wagtail.documents import get_document_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from lms.accounts.roles import Role
from lms.accounts.services.reference import load_roles
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def rows() -> list[int]:
    models = (Group, Group.permissions.through, GroupPagePermission, GroupCollectionPermission)
    return [model.objects.count() for model in models]


def test_loading_again_makes_nothing_new() -> None:
    before = rows()
    load_roles()
    assert rows() == before


def test_what_an_operator_added_stays() -> None:
    editors = Group.objects.get(name=Role.EDITOR)
    GroupPagePermission.objects.filter(group=editors).delete()
    load_roles()
    assert GroupPagePermission.objects.filter(group=editors).count() == 5


def test_editors_write_pages_from_the_root_and_office_makes_people_but_never_deletes_them(cast: Cast) -> None:
    home = Page.objects.get(depth=2)
    assert home.permissions_for_user(cast.editor).can_publish()
    assert [cast.office.has_perm(f"accounts.{word}_user") for word in ("add", "change", "delete")] == [
        True,
        True,
        False,
    ]
    assert not cast.editor.has_perm("accounts.change_user")


def test_editors_keep_documents_and_office_does_not(cast: Cast) -> None:
    policy = policy_registry.get_by_type(get_document_model())
    people = (cast.editor, cast.office)
    assert [policy.user_has_any_permission(each, ["add", "change", "choose"]) for each in people] == [True, False]

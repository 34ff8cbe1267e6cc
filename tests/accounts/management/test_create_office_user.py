"""The first account of Central Office."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from tests.accounts.doors import sign_in
from tests.cast import Cast
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_PASSWORD", PASSWORD)


def create(email: str = "Orla@Example.org", name: str = "Orla Finch") -> None:
    call_command("create_office_user", email=email, name=name)


def test_the_account_can_sign_in_at_once_and_lands_in_the_admin(client: Client, capsys) -> None:
    create()
    assert sign_in(client, "orla@example.org").url == "/cms/"
    assert roles_of(User.objects.get(email="orla@example.org")) == {Role.CENTRAL_OFFICE}
    assert "Central Office now" in capsys.readouterr().out


def test_it_works_before_any_reference_rows_are_loaded() -> None:
    Group.objects.all().delete()
    create()
    assert User.objects.get(email="orla@example.org").has_perm("accounts.add_user")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"email": "orla"}, "valid email"),
        ({"email": "zoe@example.org"}, "Another account uses this e-mail address"),
        ({"name": ""}, "Full name"),
        ({"name": "www.example.org"}, "web address"),
    ],
)
def test_it_refuses_in_sentences(given: dict[str, str], sentence: str, cast: Cast) -> None:
    assert cast.zoe.pk
    with pytest.raises(CommandError, match=sentence):
        create(**given)
    assert not User.objects.filter(email="orla@example.org").exists()


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_PASSWORD", "orlafinch1")
    with pytest.raises(CommandError, match="too similar"):
        create()

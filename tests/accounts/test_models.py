"""Each constraint of a person refuses, and lets through what it should."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db

REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("user_can_sign_in_unless_erased", {"email": None, "sign_in_name": None}),
    ("user_has_a_name_unless_erased", {"full_name": ""}),
    ("user_email_lower_case", {"email": "Rowan@example.org"}),
    ("user_sign_in_name_lower_case", {"sign_in_name": "Rowan.7"}),
    ("user_no_empty_email_or_sign_in_name", {"email": "", "sign_in_name": "rowan.7"}),
    ("user_no_empty_email_or_sign_in_name", {"sign_in_name": ""}),
    ("user_sign_in_name_is_no_email", {"sign_in_name": "other@example.org"}),
    ("user_superuser_is_staff", {"is_superuser": True}),
    ("user_erased_is_blank", {"erased_at": timezone.now(), "is_active": False}),
]
BLANK = {"email": None, "full_name": "", "is_active": False}


@pytest.mark.parametrize(("constraint", "fields"), REFUSED)
def test_the_database_refuses_nonsense(constraint: str, fields: dict[str, Any]) -> None:
    person = User(**{"full_name": "Rowan Bell", "email": "rowan@example.org", **fields})
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        person.save()


@pytest.mark.parametrize("kept", [{"is_staff": True}, {"known_as": "Ro"}, {"sign_in_name": "rowan"}])
def test_an_erased_person_keeps_nothing(kept: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="user_erased_is_blank"), transaction.atomic():
        User.objects.create(erased_at=timezone.now(), **BLANK, **kept)


def test_a_blank_row_may_stay_when_erased() -> None:
    person = User.objects.create(erased_at=timezone.now(), **BLANK)
    assert str(person) == "Erased person"


@pytest.mark.parametrize("field", ["email", "sign_in_name"])
def test_two_people_may_both_have_none(field: str) -> None:
    other = {"email": "sign_in_name", "sign_in_name": "email"}[field]
    people = [User.objects.create(full_name="Rowan", **{other: value}) for value in ("a.1@x.org"[:3], "b.2@x.org"[:3])]
    assert [getattr(person, field) for person in people] == [None, None]


def test_the_model_says_first_what_the_database_would_refuse() -> None:
    with pytest.raises(ValidationError, match="Give an e-mail address or a sign-in name"):
        User(full_name="Rowan Bell", password="!").full_clean()


def test_people_are_found_by_address_or_sign_in_name_whatever_the_case(cast: Cast) -> None:
    inside = User.objects.create_user(full_name="Rowan Bell", sign_in_name="Rowan.7")
    zoe = cast.zoe
    assert [User.objects.get_by_natural_key(name) for name in ("ZOE@example.org", "ROWAN.7")] == [zoe, inside]


def test_people_are_called_what_they_chose_else_their_first_word(cast: Cast) -> None:
    assert [cast.amir.get_short_name(), cast.zoe.get_short_name()] == ["Ami", "Zoë"]

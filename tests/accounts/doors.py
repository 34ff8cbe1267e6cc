"""What tests do at the doors: sign up, sign in, take a link out of a letter."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lms.notifications.models import OutboundEmail
from tests.factories.people import PASSWORD


def sign_up(client: Client, **fields: str) -> HttpResponse:
    """Post the sign-up form by its contract: full_name, email, password1."""
    given = {"full_name": "Rowan Bell", "email": "rowan@example.org", "password1": PASSWORD, **fields}
    return client.post(reverse("account_signup"), given)


def sign_in(client: Client, login: str, password: str = PASSWORD, **fields: Any) -> HttpResponse:
    """Post the sign-in form by its contract: login, password."""
    return client.post(reverse("account_login"), {"login": login, "password": password, **fields})


def say_password_again(client: Client) -> None:
    """Post the password once more, as what decides who owns an account asks for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def letters_to(address: str) -> list[str]:
    """Return the texts queued for `address`, oldest first."""
    return list(OutboundEmail.objects.filter(to=address).order_by("pk").values_list("text", flat=True))


def link(letter: str, part: str) -> str:
    """Return the path of the link in `letter` that contains `part`."""
    found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", letter)
    assert found, f"no link with {part} in:\n{letter}"
    return found.group(1)


def is_signed_in(client: Client) -> bool:
    """Return whether the browser holds a signed-in session."""
    return "_auth_user_id" in client.session

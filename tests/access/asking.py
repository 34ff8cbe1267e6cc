"""Asking for an address as somebody, and putting the answer into the matrix's words."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.row import ADMIN_HOME, SIGN_IN, Answer


def ask(client: Client, address: str, *, method: str = "get", **extra: Any) -> Answer:
    """Return how `address` answers this visitor; whatever the asking did is undone."""
    with transaction.atomic():
        response = getattr(client, method)(address, {"unknown": "field"}, **extra)
        response.getvalue()  # a file is closed when it is read to its end
        transaction.set_rollback(True)
    return _in_words(response)


def _in_words(response: HttpResponse) -> Answer:
    target = response.headers.get("Location", "")
    if target.startswith(f"{reverse('account_login')}?next="):
        return SIGN_IN
    return ADMIN_HOME if target == reverse("wagtailadmin_home") else response.status_code

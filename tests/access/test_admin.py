"""The admin: closed to everybody without its rights at every address, and desk by desk open to its roles alone."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from tests.access.addresses import admin_patterns
from tests.access.asking import ask
from tests.access.desks import DESKS
from tests.access.row import ADMIN_HOME, SIGN_IN

PART = re.compile(r"<(?:(\w+):)?\w+>")
FILLED = {"uuid": "00000000-0000-4000-8000-000000000000", "slug": "a", "str": "1", None: "1"}
# Wagtail's doors of its own, which lead to the one sign-in, and its words for scripts, which hold nothing.
OPEN_TO_ALL = {"/cms/login/", "/cms/jsi18n/"}
NO = {403, 404, 405, ADMIN_HOME}


def addresses(*, namespace: str | None = None, pk: object = 1) -> list[str]:
    """Return the addresses below /cms/ (of one namespace), their parts filled in."""
    filled = {**FILLED, "uuid": str(pk)} if isinstance(pk, UUID) else FILLED
    routes = [route for space, route, _ in admin_patterns() if namespace in (None, space) and "(?P<" not in route]
    return sorted({PART.sub(lambda part: filled.get(part[1], str(pk)), route).replace("^", "") for route in routes})


def answers(client, found: list[str]) -> dict[str, object]:
    return {address: ask(client, address) for address in found}


def test_every_address_asks_a_stranger_to_sign_in(client, db):
    found = answers(client, addresses())
    assert {address for address, said in found.items() if said != SIGN_IN} <= OPEN_TO_ALL


@pytest.mark.parametrize("desk", DESKS, ids=str)
@pytest.mark.parametrize("who", ["zoe", "lead", "coordinator", "trainer"])
def test_every_address_of_a_desk_is_closed_to_people_without_admin_rights(desk, who, world, client_of):
    found = answers(client_of(getattr(world, who)), addresses(namespace=desk.namespace))
    assert set(found.values()) == {403}


@pytest.mark.parametrize("desk", DESKS, ids=str)
@pytest.mark.parametrize("role", ["editor", "office"])
def test_a_desk_is_open_to_its_roles_alone(desk, role, world, client_of):
    found = answers(client_of(getattr(world, role)), addresses(namespace=desk.namespace, pk=desk.sample(world)))
    let_in = {address for address, said in found.items() if said not in NO}
    assert bool(let_in) == (role in desk.let_in)
    assert role not in desk.let_in or reverse(f"{desk.namespace}:{desk.first}") in let_in

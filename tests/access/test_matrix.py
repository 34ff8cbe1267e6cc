"""Walks the access matrix: every address has a row, every row an address, and every group gets what its column says."""

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, path, reverse
from django.urls.resolvers import RegexPattern

from tests.access.addresses import admin_names, site_names
from tests.access.asking import ask
from tests.access.desks import DESKS
from tests.access.matrix import ROWS

GUARDED = {row.name for row in ROWS}
DESK_NAMES = {f"namespace {desk}" for desk in DESKS}


def test_every_address_has_a_row():
    assert (site_names(get_resolver()) | admin_names()) - GUARDED - DESK_NAMES == set()


def test_every_row_has_an_address():
    assert (GUARDED | DESK_NAMES) - site_names(get_resolver()) - admin_names() == set()


@pytest.mark.parametrize("name", ["new-page", None])
def test_an_address_without_a_row_is_caught(name):
    pages = [path("new/", HttpResponse, name=name)]
    assert site_names(URLResolver(RegexPattern(r"^/"), pages)) - GUARDED == {name or "unnamed new/"}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_matrix_says(row, world, client_of):
    address = reverse(row.name, args=row.args(world))
    people = world.in_columns
    answers = {role: ask(client_of(who), address, method=row.method, **row.extra) for role, who in people.items()}
    assert answers == row.answers

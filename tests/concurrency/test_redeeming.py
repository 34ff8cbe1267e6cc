"""A button pressed again and again on a slow line: every press ends where the place is."""

from functools import partial
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from enrolment.models import Enrolment
from tests.access.world import World
from tests.concurrency.crowd import crowd

pytestmark = pytest.mark.django_db(transaction=True)


def press(address: str, cookies: SimpleCookie) -> str:
    browser = Client()
    browser.cookies = cookies
    return browser.post(address)["Location"]


def test_of_many_presses_at_once_each_leads_to_my_learning():
    world, browser = World(), Client()
    browser.force_login(world.zoe)
    results = crowd(partial(press, f"/enrol/{world.code}/", browser.cookies))
    assert set(results) == {"/learn/"}
    assert Enrolment.objects.count() == 2

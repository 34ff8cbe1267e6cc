"""A button pressed again and again on a slow line: every press ends where the place is."""

import pytest
from django.test import Client

from enrolment.models import Enrolment
from tests.access.world import World
from tests.concurrency.crowd import crowd

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_presses_at_once_each_leads_to_my_learning():
    world, browser = World(), Client()
    browser.force_login(world.zoe)
    address, cookies = f"/enrol/{world.code}/", browser.cookies

    def press():
        again = Client()
        again.cookies = cookies
        return again.post(address)["Location"]

    assert set(crowd(press)) == {"/learn/"}
    assert Enrolment.objects.count() == 2

"""Ticking the set-up of a site in a browser."""

import pytest

from enrolment.models import SetUpStep, SetUpTick
from tests.factories.partners import SiteFactory, appoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(cast):
    """A site of Lena's organisation."""
    return SiteFactory(organisation=cast.partner, name="Quay Street")


def address(site, key="room"):
    return f"/lead/sites/{site.pk}/set-up/{key}/"


def test_a_press_ticks_and_another_takes_it_back(site, cast, client_of):
    browser = client_of(cast.lead)
    assert browser.post(address(site))["Location"] == f"/lead/sites/{site.pk}/set-up/"
    assert SetUpTick.objects.get().step == SetUpStep.objects.get(key="room")
    browser.post(address(site), {"done": "no"})
    assert not SetUpTick.objects.exists()


def test_looking_ticks_nothing(site, cast, client_of):
    assert client_of(cast.lead).get(address(site)).status_code == 302
    assert not SetUpTick.objects.exists()


def test_an_unknown_step_is_not_there(site, cast, client_of):
    assert client_of(cast.lead).post(address(site, "dance")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_it(method, site, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    appoint(cast.amir, SiteFactory(organisation=cast.partner))
    people = (cast.otherlead, cast.amir, cast.zoe, cast.editor)
    assert {getattr(client_of(who), method)(address(site)).status_code for who in people} == {404}

"""The set-up checklist of a site: three phases, ticks, and how far it is."""

import pytest

from enrolment.models import SetUpStep, SetUpTick
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, SiteFactory, appoint
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
BUDGET = 10


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def site(cast):
    """A licensed site of Lena's organisation."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street").licence.site


def address(site):
    return f"/lead/sites/{site.pk}/set-up/"


def tick(site, *keys, by):
    SetUpTick.objects.bulk_create(
        SetUpTick(site=site, step=step, done_at=NOW, done_by=by) for step in SetUpStep.objects.filter(key__in=keys)
    )


def test_it_shows_three_phases_and_what_is_done(site, cast, client_of):
    tick(site, "room", "posters", by=cast.lead)
    page = client_of(cast.lead).get(address(site)).content.decode()
    assert all(words in page for words in ("Before you begin", "When meetings begin", "Once meetings run"))
    assert "2 of 13 done" in page
    assert page.count("Not done after all") == 2


def test_the_desk_says_how_far_each_site_is(site, cast, client_of):
    tick(site, "room", by=cast.lead)
    other = AllowanceFactory(licence__site__organisation=cast.partner).licence.site
    found = client_of(cast.lead).get("/lead/").context["places"].set_ups
    assert {(row.site, row.done, row.all) for row in found} == {(site, 1, 13), (other, 0, 13)}


@pytest.mark.parametrize("done", [0, 13])
def test_it_costs_the_same_whatever_is_done(done, site, cast, client_of):
    tick(site, *SetUpStep.objects.values_list("key", flat=True)[:done], by=cast.zoe)
    browser = client_of(cast.lead)
    browser.get(address(site))
    with assert_statements(at_most=BUDGET):
        assert browser.get(address(site)).status_code == 200


def test_the_coordinator_reads_it_and_nobody_else(site, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    appoint(cast.amir, SiteFactory(organisation=cast.partner))
    assert client_of(cast.coordinator).get(address(site)).status_code == 200
    assert {client_of(who).get(address(site)).status_code for who in (cast.otherlead, cast.amir, cast.zoe)} == {404}

"""Saying that somebody left, moved, or has shown a check, as a SMART Lead does it in a browser."""

from datetime import date, timedelta

import pytest

from enrolment.models import Affiliation, CheckConfirmation
from enrolment.services.appointments import appoint_lead
from tests.cast import NOW
from tests.factories.partners import YEAR_START, AllowanceFactory, NominationFactory, SiteFactory, appoint
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory, CheckFactory

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)
FORMS = ["left", "site", "check"]


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def here(cast):
    """Zoë at a site of Lena's organisation."""
    return AffiliationFactory(person=cast.zoe, site__organisation=cast.partner, site__name="Quay Street")


@pytest.fixture
def elsewhere(cast):
    """Another site of the organisation."""
    return SiteFactory(organisation=cast.partner, name="Dock Road")


@pytest.fixture
def lead(cast, client_of):
    """Lena's browser."""
    return client_of(cast.lead)


def address(here, form):
    return f"/lead/people/{here.pk}/{form}/"


# --- Leaving --------------------------------------------------------------------------------------


def test_a_day_is_all_it_takes_to_say_that_somebody_left(lead, here):
    answer = lead.post(address(here, "left"), {"last_day": "2026-04-20"})
    here.refresh_from_db()
    assert (answer["Location"], here.ends_on) == (f"/lead/people/{here.pk}/", TODAY)


def test_the_page_says_which_places_come_back(lead, here):
    NominationFactory(redeemed=True, learner=here.person, allowance=AllowanceFactory(licence__site=here.site))
    page = lead.get(address(here, "left")).content.decode()
    assert "these places come back" in page
    assert (
        "1 place has come back" in lead.post(address(here, "left"), {"last_day": TODAY}, follow=True).content.decode()
    )


def test_looking_ends_nothing(lead, here):
    lead.get(address(here, "left"))
    assert Affiliation.objects.filter(ends_on=None).count() == 1


def test_a_day_to_come_is_noted(lead, here):
    page = lead.post(address(here, "left"), {"last_day": "2026-05-01"}, follow=True).content.decode()
    assert "Until then, nothing changes for them." in page


@pytest.mark.parametrize("day", ["", "soon", "2025-12-31", "2027-06-01"])
def test_a_day_that_cannot_be_is_asked_again_beside_its_field(day, lead, here):
    answer = lead.post(address(here, "left"), {"last_day": day})
    assert answer.status_code in {409, 422}
    assert 'href="#id_last_day"' in answer.content.decode()
    assert Affiliation.objects.filter(ends_on=None).count() == 1


def test_pressed_in_two_tabs_the_second_hears_that_it_has_ended(lead, here):
    lead.post(address(here, "left"), {"last_day": TODAY})
    answer = lead.post(address(here, "left"), {"last_day": TODAY})
    assert answer.status_code == 409
    assert "This has ended, or somebody has changed it" in answer.content.decode()


# --- Moving ---------------------------------------------------------------------------------------


def test_a_site_and_a_day_move_somebody(lead, here, elsewhere):
    lead.post(address(here, "site"), {"to_site": elsewhere.pk, "on": "2026-05-01"})
    there = Affiliation.objects.get(site=elsewhere)
    assert (there.person, there.starts_on) == (here.person, date(2026, 5, 1))


def test_only_sites_of_the_organisation_are_offered(lead, here, elsewhere, cast):
    other = SiteFactory(organisation=cast.otherpartner, name="Far Hill")
    page = lead.get(address(here, "site")).content.decode()
    assert "Dock Road" in page
    assert "Far Hill" not in page
    assert lead.post(address(here, "site"), {"to_site": other.pk, "on": TODAY}).status_code == 422


def test_without_another_site_nobody_types_in_vain(lead, here):
    page = lead.get(address(here, "site")).content.decode()
    assert "There is no other site of this organisation" in page
    assert 'name="to_site"' not in page


def test_the_lead_of_one_site_moves_nobody_to_another(here, elsewhere, client_of, cast):
    single = UserFactory()
    appoint_lead(organisation=cast.partner, site=here.site, person=single, starts_on=YEAR_START, by=None, at=NOW)
    answer = client_of(single).post(address(here, "site"), {"to_site": elsewhere.pk, "on": TODAY})
    assert (answer.status_code, Affiliation.objects.count()) == (409, 1)


# --- Checks ---------------------------------------------------------------------------------------


def test_a_check_that_was_seen_is_confirmed(lead, here, cast):
    page = lead.post(address(here, "check"), {"kind": "dbs", "seen_on": "2026-04-01"}, follow=True)
    assert "counts until 1 April 2029" in page.content.decode()
    assert CheckConfirmation.objects.get().confirmed_by == cast.lead


def test_only_the_check_of_the_nation_is_offered(lead, here):
    page = lead.get(address(here, "check")).content.decode()
    assert "DBS (England and Wales)" in page
    assert "PVG (" not in page
    assert "Not applicable" not in page


def test_for_a_peer_in_custody_a_reason_does(lead, here):
    Affiliation.objects.update(kind="peer")
    answer = lead.post(address(here, "check"), {"kind": "n_a", "seen_on": TODAY, "reason": ""})
    assert 'href="#id_reason"' in answer.content.decode()
    lead.post(address(here, "check"), {"kind": "n_a", "seen_on": TODAY, "reason": "In custody"})
    assert CheckConfirmation.objects.get().reason == "In custody"


@pytest.mark.parametrize("day", ["", "2026-04-21", "2023-04-19"])
def test_a_day_on_which_nothing_can_have_been_seen_is_asked_again(day, lead, here):
    answer = lead.post(address(here, "check"), {"kind": "dbs", "seen_on": day})
    assert 'href="#id_seen_on"' in answer.content.decode()
    assert not CheckConfirmation.objects.exists()


def test_of_somebody_who_has_left_no_check_is_confirmed(lead, here):
    Affiliation.objects.update(ends_on=TODAY - DAY)
    assert "belongs to no site" in lead.get(address(here, "check")).content.decode()


def test_a_check_recorded_by_mistake_is_taken_back(lead, here):
    check = CheckFactory(person=here.person, organisation=here.site.organisation)
    assert "Take this check back?" in lead.get(address(here, f"check/{check.pk}/back")).content.decode()
    lead.post(address(here, f"check/{check.pk}/back"))
    assert not CheckConfirmation.objects.standing().exists()
    assert lead.post(address(here, f"check/{check.pk}/back")).status_code == 409


def test_a_check_of_another_organisation_does_not_exist_here(lead, here):
    check = CheckFactory(person=here.person)
    assert lead.get(address(here, f"check/{check.pk}/back")).status_code == 404


@pytest.mark.parametrize("form", ["check", "check/{}/back"])
def test_the_lead_of_a_site_they_left_has_no_say_in_their_checks_any_more(form, here, elsewhere, cast, client_of):
    appoint(cast.amir, here.site)
    Affiliation.objects.update(ends_on=TODAY - DAY)
    AffiliationFactory(person=here.person, site=elsewhere)
    check = CheckFactory(person=here.person, organisation=elsewhere.organisation)
    about = {"kind": "dbs", "seen_on": "2026-04-01"}
    assert client_of(cast.amir).post(address(here, form.format(check.pk)), about).status_code == 409
    assert CheckConfirmation.objects.standing().get() == check


# --- Whose business it is ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_leads_of_others_and_the_person_find_nothing(form, here, cast, client_of):
    single = UserFactory()
    other = SiteFactory(organisation=cast.partner)
    appoint_lead(organisation=cast.partner, site=other, person=single, starts_on=YEAR_START, by=None, at=NOW)
    people = (cast.otherlead, cast.amir, cast.zoe, cast.office, cast.trainer, single)
    assert cast.otherpartner
    assert cast.coordinator
    assert [client_of(person).get(address(here, form)).status_code for person in people] == [404] * 6


@pytest.mark.parametrize("form", FORMS)
def test_the_coordinator_of_the_region_may(form, here, elsewhere, cast, client_of):
    page = client_of(cast.coordinator).get(address(here, form)).content.decode()
    assert '<form class="form" method="post"' in page


@pytest.mark.parametrize("form", FORMS)
def test_a_lead_asks_the_coordinator_about_themselves(form, lead, cast, elsewhere):
    own = AffiliationFactory(person=cast.lead, site__organisation=cast.partner)
    page = lead.get(address(own, form)).content.decode()
    assert "Community Coordinator" in page
    assert '<form class="form" method="post"' not in page

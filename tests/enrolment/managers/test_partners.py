"""Who looks after whom: permission row and appointment together, asked with its dates."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from enrolment.models import (
    CoordinatorAssignment,
    LeadAppointment,
    Nomination,
    PartnerOrganisation,
    PartnerUserPermission,
    PlaceAllowance,
    Region,
    RegionUserPermission,
    Site,
)
from lms.accounts.models import User
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory, coordinate

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FIRST, LAST = NOW.date(), NOW.date() + 10 * DAY
DATES = [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]


def leads(person, *, on=FIRST):
    return PartnerOrganisation.objects.led_by(person, on=on).exists()


def coordinates(person, *, on=FIRST):
    return Region.objects.filter(key="north-west").coordinated_by(person, on=on).exists()


@pytest.fixture
def lead(cast):
    """Lena, with her first and last day as SMART Lead."""
    assert cast.partner
    LeadAppointment.objects.update(starts_on=FIRST, ends_on=LAST)
    return cast.lead


@pytest.fixture
def coordinator(cast):
    """Cora, with her first and last day as Community Coordinator."""
    assert cast.coordinator
    CoordinatorAssignment.objects.update(starts_on=FIRST, ends_on=LAST)
    return cast.coordinator


# --- SMART Leads ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "is_theirs"), DATES)
def test_a_lead_leads_from_the_first_day_to_the_last(day, is_theirs, lead):
    assert leads(lead, on=day) is is_theirs


def test_until_further_notice_means_as_long_as_nobody_ends_it(lead):
    LeadAppointment.objects.update(ends_on=None)
    assert leads(lead, on=FIRST + 5000 * DAY)


def test_neither_the_permission_nor_the_appointment_is_enough_alone(lead):
    kept = list(PartnerUserPermission.objects.all())
    PartnerUserPermission.objects.all().delete()
    assert not leads(lead)
    PartnerUserPermission.objects.bulk_create(kept)
    LeadAppointment.objects.all().delete()
    assert not leads(lead)


def test_an_appointment_elsewhere_does_not_complete_a_permission_here(lead, cast):
    LeadAppointment.objects.filter(person=lead).update(organisation=cast.otherpartner)
    assert not leads(lead)


def test_everybody_leads_their_own_organisation_alone(lead, cast):
    assert list(PartnerOrganisation.objects.filter(pk=cast.otherpartner.pk).led_by(lead, on=FIRST)) == []
    assert list(PartnerOrganisation.objects.led_by(cast.otherlead, on=FIRST)) == [cast.otherpartner]


@pytest.mark.parametrize("who", ["zoe", "office", "editor", "trainer", "coordinator"])
def test_nobody_else_leads_anything(who, lead, cast):
    assert not leads(getattr(cast, who))
    assert not leads(AnonymousUser())


def test_an_administrator_leads_nothing_and_coordinates_nothing(lead, coordinator):
    boss = User.objects.create_superuser(email="boss@example.org", password="a-long-walk-by-the-sea", full_name="Bo")
    assert (leads(boss), coordinates(boss)) == (False, False)


@pytest.mark.parametrize("who", ["lead", "coordinator", "office"])
def test_whoever_cannot_sign_in_any_more_looks_after_nothing(who, lead, coordinator, cast):
    person = getattr(cast, who)
    person.is_active = False
    assert not PartnerOrganisation.objects.led_by(person, on=FIRST)
    assert not Region.objects.coordinated_by(person, on=FIRST)


def test_a_region_whose_coordinator_cannot_sign_in_any_more_goes_to_central_office(coordinator, cast):
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert coordinates(cast.office)


def test_the_sites_of_a_lead_are_those_of_the_organisation(lead, cast):
    mine = SiteFactory(organisation=cast.partner)
    SiteFactory(organisation=cast.otherpartner)
    assert list(Site.objects.led_by(lead, on=FIRST)) == [mine]


# --- Community Coordinators -----------------------------------------------------------------------


@pytest.mark.parametrize(("day", "is_theirs"), DATES)
def test_a_coordinator_coordinates_from_the_first_day_to_the_last(day, is_theirs, coordinator):
    assert coordinates(coordinator, on=day) is is_theirs


def test_a_coordinator_needs_the_permission_too(coordinator):
    RegionUserPermission.objects.all().delete()
    assert not coordinates(coordinator)


@pytest.mark.parametrize(("day", "is_covered"), DATES)
def test_outside_those_days_the_region_goes_to_central_office(day, is_covered, coordinator, cast):
    assert coordinates(cast.office, on=day) is not is_covered
    assert Region.objects.uncovered(on=day).filter(key="north-west").exists() is not is_covered


def test_central_office_coordinates_every_region_nobody_else_does(coordinator, cast):
    theirs = Region.objects.coordinated_by(cast.office, on=FIRST)
    assert set(theirs) == set(Region.objects.exclude(key="north-west"))
    assert set(Region.objects.coordinated_by(coordinator, on=FIRST)) == set(Region.objects.filter(key="north-west"))


def test_somebody_of_central_office_may_coordinate_a_region_too(coordinator, cast):
    coordinate(cast.office, "north-west")
    assert set(Region.objects.coordinated_by(cast.office, on=FIRST)) == set(Region.objects.all())


@pytest.mark.parametrize("who", ["zoe", "editor", "trainer", "lead"])
def test_a_region_without_coordinator_is_for_central_office_alone(who, cast):
    assert not Region.objects.coordinated_by(getattr(cast, who)).exists()
    assert not Region.objects.coordinated_by(AnonymousUser()).exists()


def test_several_coordinators_share_a_region(coordinator, cast):
    coordinate(cast.amir, "north-west", "scotland")
    assert coordinates(coordinator)
    assert {region.key for region in Region.objects.coordinated_by(cast.amir)} == {"north-west", "scotland"}


# --- What they see --------------------------------------------------------------------------------

# In the North West: Lena's organisation and Omar's. In Scotland: Lena's again.
HERE, NEXT_DOOR, FAR_AWAY = "here", "next door", "far away"
SEEN = [
    ("lead", {HERE, FAR_AWAY}),
    ("otherlead", {NEXT_DOOR}),
    ("coordinator", {HERE, NEXT_DOOR}),
    ("office", {FAR_AWAY}),
    ("zoe", set()),
    ("editor", set()),
    ("trainer", set()),
]


@pytest.fixture
def sites(cast):
    """Three sites with an allowance and a nomination each, and a coordinator of the North West."""
    assert cast.coordinator
    for name, organisation, region in (
        (HERE, cast.partner, "north-west"),
        (NEXT_DOOR, cast.otherpartner, "north-west"),
        (FAR_AWAY, cast.partner, "scotland"),
    ):
        site = SiteFactory(name=name, organisation=organisation, region=Region.objects.get(key=region))
        NominationFactory(allowance=AllowanceFactory(licence__site=site))


def names(rows, path):
    return set(rows.values_list(path, flat=True))


@pytest.mark.parametrize(("who", "seen"), SEEN)
def test_everybody_sees_the_allowances_and_people_they_look_after(who, seen, sites, cast):
    person = getattr(cast, who)
    assert names(PlaceAllowance.objects.visible_to(person), "licence__site__name") == seen
    assert names(Nomination.objects.visible_to(person), "allowance__licence__site__name") == seen


def test_a_stranger_sees_nothing(sites):
    assert not PlaceAllowance.objects.visible_to(AnonymousUser())
    assert not Nomination.objects.visible_to(AnonymousUser())


@pytest.mark.parametrize(
    ("who", "led", "coordinated"),
    [("lead", {HERE, FAR_AWAY}, set()), ("coordinator", set(), {HERE, NEXT_DOOR}), ("office", set(), {FAR_AWAY})],
)
def test_leading_and_coordinating_are_asked_apart(who, led, coordinated, sites, cast):
    person, path = getattr(cast, who), "allowance__licence__site__name"
    assert names(Nomination.objects.led_by(person), path) == led
    assert names(Nomination.objects.coordinated_by(person), path) == coordinated
    assert names(PlaceAllowance.objects.led_by(person), "licence__site__name") == led
    assert names(PlaceAllowance.objects.coordinated_by(person), "licence__site__name") == coordinated


def test_a_learner_sees_the_place_they_took_up_and_no_other_one(sites, cast):
    mine = NominationFactory(redeemed=True, learner=cast.zoe)
    NominationFactory(redeemed=True, allowance=mine.allowance)
    assert list(Nomination.objects.visible_to(cast.zoe)) == [mine]


def test_the_day_after_the_appointment_nothing_is_seen_any_more(sites, cast, time_machine):
    LeadAppointment.objects.update(ends_on=LAST)
    time_machine.move_to(NOW + 10 * DAY)
    assert Nomination.objects.visible_to(cast.lead).count() == 2
    time_machine.move_to(NOW + 11 * DAY)
    assert not Nomination.objects.visible_to(cast.lead)

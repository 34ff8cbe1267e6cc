"""The daily sweep: rights past their last day go, and places of people who have left come back."""

from datetime import timedelta

import pytest

from enrolment.integrity import affiliation_findings, permission_findings, role_findings
from enrolment.models import Affiliation, PartnerUserPermission, SiteUserPermission
from enrolment.periodic import tidy_people
from enrolment.rules.partners import Nation
from enrolment.services.affiliations import end_affiliation, move_person
from enrolment.services.appointments import appoint_lead, appoint_national_lead, assign_coordinator, end_lead
from enrolment.services.tidying import tidy_appointments, tidy_leavers
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from tests.cast import NOW
from tests.enrolment.acts import live_token, places, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import YEAR_START, AllowanceFactory, NominationFactory, SiteFactory

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def site(cast):
    """A site of Lena's organisation."""
    return SiteFactory(organisation=cast.partner)


@pytest.fixture
def place(site):
    """Six places of it."""
    make_ready()
    return AllowanceFactory(licence__site=site)


@pytest.fixture
def zoe_here(cast, place):
    """Zoë, who took up one of them and belongs to the site."""
    take_up(live_token(NominationFactory(invited=True, allowance=place, email=cast.zoe.email)), cast.zoe)
    return Affiliation.objects.get(person=cast.zoe)


def lead(cast, **about):
    return appoint_lead(organisation=cast.partner, person=cast.amir, starts_on=YEAR_START, by=None, at=NOW, **about)


# --- Appointments -----------------------------------------------------------------------------------


def test_past_its_last_day_an_appointment_leaves_neither_permission_nor_role(cast):
    lead(cast, ends_on=TODAY)
    assert (tidy_appointments(at=NOW), roles_of(cast.amir)) == (0, {Role.LEAD})
    assert tidy_appointments(at=NOW + DAY) == 1
    assert roles_of(cast.amir) == set()
    assert not PartnerUserPermission.objects.filter(user=cast.amir).exists()


def test_swept_twice_there_is_nothing_left_to_do(cast):
    lead(cast, ends_on=TODAY)
    tidy_appointments(at=NOW + DAY)
    assert tidy_appointments(at=NOW + DAY) == 0


def test_who_is_appointed_anew_keeps_both(cast):
    lead(cast, ends_on=TODAY)
    lead(cast)
    assert (tidy_appointments(at=NOW + DAY), roles_of(cast.amir)) == (0, {Role.LEAD})


def test_another_appointment_keeps_the_role_alone(cast, site):
    lead(cast, ends_on=TODAY, site=site)
    lead(cast)
    assert tidy_appointments(at=NOW + DAY) == 1
    assert roles_of(cast.amir) == {Role.LEAD}
    assert not SiteUserPermission.objects.filter(user=cast.amir).exists()


def test_cover_of_a_region_and_of_a_licence_type_ends_too(cast, place):
    about = {"person": cast.amir, "starts_on": YEAR_START, "ends_on": TODAY, "by": None, "at": NOW}
    assign_coordinator(region=place.licence.site.region, **about)
    appoint_national_lead(licence_type=place.licence.licence_type, nation=Nation.WALES, **about)
    assert (tidy_appointments(at=NOW + DAY), roles_of(cast.amir)) == (2, set())


# --- Leavers ----------------------------------------------------------------------------------------


def test_the_day_after_the_last_day_the_place_comes_back(zoe_here, cast, place):
    end_affiliation(affiliation=zoe_here, last_day=TODAY + DAY, by=cast.lead, at=NOW)
    assert [tidy_leavers(at=NOW + days * DAY) for days in (0, 1, 2, 3)] == [0, 0, 1, 0]
    assert places(place) == (0, 0, 6, 0)


def test_a_mover_keeps_the_place(zoe_here, cast, place):
    there = SiteFactory(organisation=cast.partner)
    move_person(affiliation=zoe_here, to_site=there, on=TODAY + DAY, by=cast.lead, at=NOW)
    assert tidy_leavers(at=NOW + 9 * DAY) == 0
    assert places(place) == (1, 0, 5, 0)


def test_who_is_nominated_after_leaving_keeps_the_new_invitation(zoe_here, cast, place):
    end_affiliation(affiliation=zoe_here, last_day=TODAY, by=cast.lead, at=NOW)
    later = NOW + 9 * DAY
    NominationFactory(allowance=place, email=cast.zoe.email, nominated_at=later)
    assert tidy_leavers(at=later + DAY) == 0


def test_the_sweep_puts_everything_away(zoe_here, cast, place, time_machine):
    lead(cast, ends_on=TODAY)
    end_affiliation(affiliation=zoe_here, last_day=TODAY + DAY, by=cast.lead, at=NOW)
    time_machine.move_to(NOW + 2 * DAY)
    tidy_people()
    assert (places(place), roles_of(cast.amir)) == ((0, 0, 6, 0), set())


# --- What check_integrity says ------------------------------------------------------------------------


def findings():
    checks = (role_findings, affiliation_findings, permission_findings)
    return [finding for check in checks for finding in check()]


def test_what_the_services_write_is_not_mentioned(zoe_here, cast, time_machine):
    time_machine.move_to(NOW)
    lead(cast, ends_on=TODAY)
    end_lead(appointment=lead(cast), by=None, at=NOW)
    end_affiliation(affiliation=zoe_here, last_day=TODAY, by=cast.lead, at=NOW)
    assert findings() == []


def test_a_role_without_an_appointment_and_one_without_its_role_are_mentioned(cast, time_machine):
    time_machine.move_to(NOW)
    lead(cast)
    cast.amir.groups.clear()
    cast.partner.appointments.filter(person=cast.lead).delete()
    assert list(role_findings()) == [
        f"Person {cast.lead.pk} holds the role SMART Lead without an appointment.",
        f"Person {cast.amir.pk} is appointed and does not hold the role SMART Lead.",
    ]


def test_what_the_sweep_passes_over_is_mentioned_after_two_days(zoe_here, cast, time_machine):
    end_affiliation(affiliation=zoe_here, last_day=TODAY + DAY, by=cast.lead, at=NOW)
    time_machine.move_to(NOW + 3 * DAY)
    assert list(affiliation_findings()) == []
    time_machine.move_to(NOW + 4 * DAY)
    (finding,) = affiliation_findings()
    assert "still holds a place" in finding

"""The coordinator's desk: what they look after, those to issue first, what partners need, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from enrolment.models import PartnerOrganisation, Region
from enrolment.services.appointments import assign_coordinator
from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.partners import (
    YEAR_START,
    AllowanceFactory,
    NominationFactory,
    PartnerFactory,
    SiteFactory,
    coordinate,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DESK, PEOPLE, TABLE = "/coordinator/", "/coordinator/people/", "/coordinator/nominations.csv"
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def now(time_machine):
    """Licence years are live at NOW."""
    time_machine.move_to(NOW)


@pytest.fixture
def places(cast):
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def elsewhere():
    return AllowanceFactory(licence__site__region=Region.objects.get(key="scotland"))


@pytest.fixture
def desk(cast, client_of):
    """What Cora's desk is drawn from."""
    return lambda: client_of(cast.coordinator).get(DESK).context


def page_of(client, address=DESK, **asked):
    return client.get(address, asked).content.decode()


class TestWhatTheyLookAfter:
    """Regions with who else covers them; national leads stand in test_national.py."""

    def test_colleagues_and_the_last_day_of_cover_are_named(self, cast, client_of):
        helper, until = UserFactory(full_name="Callum Reeve"), TODAY + timedelta(days=9)
        region = Region.objects.get(key="north-west")
        assign_coordinator(region=region, person=helper, starts_on=YEAR_START, ends_on=until, by=None, at=NOW)
        assert "Callum Reeve" in page_of(client_of(cast.coordinator))
        (charge,) = client_of(helper).get(DESK).context["charges"]
        assert (charge.name, charge.until) == ("North West", until)
        assert [colleague.name for colleague in charge.colleagues] == ["Cora Lindqvist"]

    def test_cover_that_is_over_opens_nothing(self, places, client_of):
        helper, over = UserFactory(), TODAY - timedelta(days=1)
        region = Region.objects.get(key="north-west")
        assign_coordinator(region=region, person=helper, starts_on=YEAR_START, ends_on=over, by=None, at=NOW)
        assert client_of(helper).get(DESK).status_code == 403

    def test_central_office_sees_the_regions_that_nobody_coordinates(self, cast, places, elsewhere, client_of):
        NominationFactory(allowance=places, name="Ada Covered")
        NominationFactory(allowance=elsewhere, name="Ben Alone")
        assert cast.coordinator
        found = page_of(client_of(cast.office))
        assert ("Ben Alone" in found, "Ada Covered" in found, "Scotland" in found) == (True, False, True)

    @pytest.mark.parametrize("who", ["zoe", "lead", "trainer", "editor"])
    @pytest.mark.parametrize("address", [DESK, PEOPLE, TABLE, "/coordinator/partners/", "/coordinator/partners.csv"])
    def test_whoever_coordinates_nothing_reads_why(self, who, address, cast, places, client_of):
        answer = client_of(getattr(cast, who)).get(address)
        assert (answer.status_code, b"no region" in answer.content) == (403, True)


class TestTheQueue:
    """What waits to be issued, and the figures above."""

    def test_what_waits_to_be_issued_comes_first(self, places, desk):
        NominationFactory(allowance=places, name="Ada Waits")
        NominationFactory(allowance=places, name="Ben Invited", invited=True)
        assert [waiting.person.nomination.name for waiting in desk()["queue"].first] == ["Ada Waits"]

    def test_the_tiles_count_what_waits_what_is_out_what_lapsed_and_who_stalled(self, places, desk):
        NominationFactory(allowance=places)
        NominationFactory.create_batch(2, allowance=places, invited=True)
        NominationFactory.create_batch(3, allowance=places, lapsed=True)
        NominationFactory(allowance=places, redeemed=True, redeemed_at=NOW - timedelta(days=30))
        queue = desk()["queue"]
        assert (queue.waiting, queue.invited, queue.lapsed, queue.stalled) == (1, 2, 3, 1)

    def test_each_can_be_issued_refused_and_ticked(self, cast, places, client_of):
        waiting = NominationFactory(allowance=places)
        page = page_of(client_of(cast.coordinator))
        assert all(reverse(f"enrolment:{verb}", args=[waiting.pk]) in page for verb in ("issue", "refuse"))
        assert f'value="{waiting.pk}" form="issue-many"' in page

    def test_what_is_known_of_somebody_elsewhere_is_told(self, cast, places, elsewhere, client_of):
        NominationFactory(allowance=places, email="ada@example.org")
        NominationFactory(allowance=elsewhere, email="ada@example.org", redeemed=True)
        page = page_of(client_of(cast.coordinator))
        assert f"Has a place of {elsewhere.licence.site.organisation}" in page

    def test_other_regions_stay_out_of_the_desk_its_list_and_its_table(self, cast, elsewhere, client_of):
        NominationFactory(allowance=elsewhere, name="Somebody Else")
        client = client_of(cast.coordinator)
        assert all("Somebody Else" not in page_of(client, address) for address in (DESK, PEOPLE, TABLE))


class TestEverybody:
    """The list of people, and the same as a table."""

    def test_a_search_narrows_list_and_table_alike(self, cast, places, client_of):
        NominationFactory(allowance=places, name="Ada Waits")
        NominationFactory(allowance=places, name="Ben Invited", invited=True)
        client = client_of(cast.coordinator)
        assert len(client.get(PEOPLE, {"word": "invited"}).context["listed"].people) == 1
        assert "Ada Waits" not in page_of(client, TABLE, word="invited")

    def test_the_tile_of_the_stalled_leads_to_them(self, cast, places, client_of):
        NominationFactory(allowance=places, name="Ada Quiet", redeemed=True, redeemed_at=NOW - timedelta(days=30))
        NominationFactory(allowance=places, name="Ben Busy", redeemed=True)
        client = client_of(cast.coordinator)
        assert f"{PEOPLE}?flag=stalled" in page_of(client)
        (person,) = client.get(PEOPLE, {"flag": "stalled"}).context["listed"].people
        assert person.nomination.name == "Ada Quiet"

    def test_invitations_can_be_sent_again_and_revoked_there(self, cast, places, client_of):
        out = NominationFactory(allowance=places, invited=True)
        page = page_of(client_of(cast.coordinator), PEOPLE)
        assert all(reverse(f"enrolment:{verb}", args=[out.pk]) in page for verb in ("resend", "revoke"))

    def test_a_coordinator_without_partners_yet_sees_an_empty_list(self, cast, client_of):
        assert "Nobody is found" in page_of(client_of(cast.coordinator), PEOPLE)


class TestRenewals:
    """Licence years that end within 60 days, or are in grace, with nothing after them."""

    @pytest.mark.parametrize(("ends_in", "due"), [(60, True), (61, False), (0, True), (-30, True), (-31, False)])
    def test_a_year_is_due_from_60_days_before_its_end_until_grace_is_over(self, ends_in, due, desk):
        AllowanceFactory(starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=ends_in))
        assert bool(desk()["caseload"].renewals) is due

    def test_a_paid_year_after_it_settles_it_and_an_unpaid_one_is_told(self, desk):
        year = AllowanceFactory(starts_on=date(2025, 5, 1))
        following = AllowanceFactory(licence=year.licence, starts_on=year.ends_on + timedelta(days=1), paid_on=None)
        (renewal,) = desk()["caseload"].renewals
        assert (renewal.allowance, renewal.is_ordered) == (year, True)
        following.paid_on = TODAY
        following.save()
        assert desk()["caseload"].renewals == ()

    def test_it_names_site_licence_and_day(self, cast, client_of):
        year = AllowanceFactory(starts_on=date(2025, 4, 1))
        page = page_of(client_of(cast.coordinator))
        assert str(year.licence.site) in page
        assert "ended on 31 March 2026; learners can go on until 30 April 2026" in page


class TestLeads:
    """Partners whose SMART Lead is missing or not qualified."""

    def named(self, desk):
        return [str(partner) for partner in desk()["caseload"].without_lead]

    def test_nobody_appointed_or_nobody_qualified(self, cast, desk):
        SiteFactory(organisation=cast.partner)
        SiteFactory(organisation__name="Alder House")
        assert self.named(desk) == ["Alder House", "Harbour Recovery"]

    def test_a_lead_with_a_valid_award_is_enough(self, cast, desk):
        SiteFactory(organisation=cast.partner)
        award = AwardFactory(learner=cast.lead, enrolment__learner=cast.lead)
        assert self.named(desk) == []
        award.status, award.ended_at = "revoked", NOW
        award.save()
        assert self.named(desk) == ["Harbour Recovery"]

    def test_uk_smart_recovery_itself_needs_none(self, desk):
        SiteFactory(organisation=PartnerOrganisation.objects.get(kind="uksr"))
        assert self.named(desk) == []

    def test_partners_of_other_regions_are_not_named(self, elsewhere, desk):
        assert self.named(desk) == []

    def test_many_are_cut_short_with_a_way_to_all(self, cast, client_of):
        [SiteFactory(organisation=partner) for partner in PartnerFactory.create_batch(9)]
        assert "?needs=lead" in page_of(client_of(cast.coordinator))


def test_somebody_who_covers_two_regions_sees_both(client_of, elsewhere):
    person = UserFactory()
    coordinate(person, "scotland", "north-west")
    assert [charge.name for charge in client_of(person).get(DESK).context["charges"]] == ["North West", "Scotland"]

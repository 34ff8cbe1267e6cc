"""The coordinator's partners: found, sorted, saved as a table, and one of them with all that belongs to it."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from enrolment.models import PartnerNote, Region
from tests.cast import NOW
from tests.enrolment.acts import name, release
from tests.factories.awards import AwardFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, PartnerFactory, SiteFactory, coordinate
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LIST, TABLE = "/coordinator/partners/", "/coordinator/partners.csv"
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def now(time_machine):
    """Licence years are live at NOW."""
    time_machine.move_to(NOW)


@pytest.fixture
def places(cast):
    """Six places of Lena's organisation at Quay Street."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")


@pytest.fixture
def cora(cast, client_of):
    """Cora's browser."""
    return client_of(cast.coordinator)


@pytest.fixture
def stranger_coordinator(client_of):
    """The browser of Scotland's coordinator."""
    person = UserFactory()
    coordinate(person, "scotland")
    return client_of(person)


def one(partner):
    return reverse("dashboards:partner", args=[partner.pk])


def note_on(partner, by, day=TODAY, **fields):
    return PartnerNote.objects.create(
        organisation=partner, happened_on=day, text="Meetings run.", written_by=by, written_at=NOW, **fields
    )


def names_in(client, **asked):
    return [str(row.organisation) for row in client.get(LIST, asked).context["listed"].partners]


def in_scotland(**fields):
    return SiteFactory(region=Region.objects.get(key="scotland"), **fields)


class TestTheList:
    """Each with sites, licences, places, Leads and the last contact."""

    def test_a_row_says_all_that_matters(self, cast, places, cora):
        NominationFactory(allowance=places)
        NominationFactory(allowance=places, used=True)
        note_on(cast.partner, cast.coordinator, TODAY - timedelta(days=3))
        (row,) = cora.get(LIST).context["listed"].partners
        assert (row.left, row.held, row.used, len(row.live)) == (4, 1, 1, 1)
        assert [lead.person for lead in row.people] == [cast.lead]
        assert row.last_contact == TODAY - timedelta(days=3)

    def test_it_holds_the_partners_of_ones_own_regions_alone(self, places, stranger_coordinator):
        in_scotland(organisation__name="Thistle House")
        assert names_in(stranger_coordinator) == ["Thistle House"]

    def test_of_a_partner_in_two_regions_only_the_own_part_counts(self, cast, places, cora):
        region = Region.objects.get(key="scotland")
        AllowanceFactory(licence__site__organisation=cast.partner, licence__site__region=region)
        (row,) = cora.get(LIST).context["listed"].partners
        assert ([site.name for site in row.sites], row.left) == (["Quay Street"], 6)

    @pytest.mark.parametrize(
        "asked",
        [{"q": "HARBOUR"}, {"q": "quay"}, {"kind": "treatment"}, {"needs": "issue"}, {"needs": "stalled"}],
        ids=str,
    )
    def test_partners_are_found(self, asked, places, cora):
        SiteFactory(name="Mill Lane", organisation__name="Alder Hall", organisation__kind="nhs")
        NominationFactory(allowance=places)
        NominationFactory(allowance=places, redeemed=True, redeemed_at=NOW - timedelta(days=30))
        assert names_in(cora, **asked) == ["Harbour Recovery"]

    def test_partners_are_found_by_what_their_licence_and_leads_lack(self, cast, places, cora):
        AwardFactory(learner=cast.lead, enrolment__learner=cast.lead)
        ending = AllowanceFactory(starts_on=date(2025, 5, 1), licence__site__organisation__name="Alder Hall")
        assert names_in(cora, needs="renewal") == names_in(cora, needs="lead") == ["Alder Hall"]
        assert names_in(cora, order="end") == ["Alder Hall", "Harbour Recovery"]
        assert ending.licence.site.region_id

    def test_partners_are_found_by_region(self, cast, places, client_of):
        in_scotland(organisation__name="Thistle House")
        coordinate(cast.coordinator, "scotland")
        region = Region.objects.get(key="scotland")
        assert names_in(client_of(cast.coordinator), region=region.pk) == ["Thistle House"]

    def test_those_longest_without_a_note_can_come_first(self, cast, places, cora):
        alder, birch = PartnerFactory(name="Alder Hall"), PartnerFactory(name="Birch House")
        [SiteFactory(organisation=partner) for partner in (alder, birch)]
        note_on(alder, cast.coordinator)
        note_on(cast.partner, cast.coordinator, TODAY - timedelta(days=50))
        assert names_in(cora, order="contact") == ["Birch House", "Harbour Recovery", "Alder Hall"]

    @pytest.mark.parametrize("asked", [{"needs": "odd"}, {"region": "x"}, {"q": "\0"}, {"page": "many"}, {"order": ""}])
    def test_what_makes_no_sense_shows_all(self, asked, places, cora):
        assert names_in(cora, **asked) == ["Harbour Recovery"]

    def test_nothing_found_leads_back_to_all(self, places, cora):
        assert "Show all partners" in cora.get(LIST, {"q": "nowhere"}).content.decode()

    def test_the_table_holds_what_was_asked_for(self, cast, places, cora):
        SiteFactory(organisation__name="=Alder Hall")
        text = cora.get(TABLE, {"q": "harbour"}).content.decode("utf-8-sig")
        (row,) = csv.DictReader(StringIO(text))
        assert (row["Organisation"], row["Sites"], row["Places left"]) == ("Harbour Recovery", "Quay Street", "6")
        assert "'=Alder Hall" in cora.get(TABLE).content.decode()


class TestOnePartner:
    """Sites, licences, Leads, people in words, notes, acts on behalf."""

    def test_licences_stand_with_state_and_places_at_their_site(self, cast, places, cora):
        page = cora.get(one(cast.partner)).content.decode()
        assert all(words in page for words in ("Quay Street", "England", "6 left, 0 held, 0 used of 6", "live"))
        assert reverse("dashboards:lead-places", args=[places.pk]) in page

    def test_a_place_leads_to_nominating_on_behalf(self, cast, places, cora):
        address = reverse("enrolment:nominate", args=[places.pk])
        assert address in cora.get(one(cast.partner)).content.decode()
        assert cora.get(address).status_code == 200

    def test_leads_stand_with_address_and_whether_they_qualified(self, cast, places, cora):
        page = cora.get(one(cast.partner)).content.decode()
        assert "mailto:lena@example.org" in page
        assert "not qualified yet" in page
        AwardFactory(learner=cast.lead, enrolment__learner=cast.lead)
        assert "not qualified yet" not in cora.get(one(cast.partner)).content.decode()

    def test_people_are_counted_by_their_word(self, cast, places, cora):
        NominationFactory.create_batch(2, allowance=places, invited=True)
        NominationFactory(allowance=places, redeemed=True)
        words = cora.get(one(cast.partner)).context["page"].words
        assert [(row.label, row.count) for row in words] == [("invited", 2), ("learning", 1)]

    def test_notes_stand_newest_first_and_only_ones_own_can_be_changed(self, cast, places, cora):
        colleague = UserFactory(full_name="Callum Reeve")
        own, other = note_on(cast.partner, cast.coordinator), note_on(cast.partner, colleague, date(2026, 3, 1))
        answer = cora.get(one(cast.partner))
        assert list(answer.context["page"].notes) == [own, other]
        assert str(own.pk) + "/" in answer.content.decode()
        assert str(other.pk) + "/" not in answer.content.decode()

    def test_what_was_done_in_a_leads_place_is_told(self, cast, places, cora):
        nomination = name(places, cast.coordinator)
        release(nomination, cast.coordinator)
        done = cora.get(one(cast.partner)).context["page"].done
        assert [(act.name, act.by) for act in done] == [("Ada Example", "Cora Lindqvist")] * 2

    def test_what_a_lead_did_is_no_act_on_behalf(self, cast, places, cora):
        name(places, cast.lead)
        assert cora.get(one(cast.partner)).context["page"].done == ()

    def test_an_older_year_that_lapsed_makes_room_for_the_newest(self, cast, places, cora):
        AllowanceFactory(licence=places.licence, starts_on=date(2024, 1, 1))
        (site,) = cora.get(one(cast.partner)).context["page"].sites
        assert [own.year.allowance for own in site.years] == [places]

    def test_a_site_of_another_region_is_not_on_the_page(self, cast, places, cora):
        in_scotland(organisation=cast.partner, name="Far Away")
        assert "Far Away" not in cora.get(one(cast.partner)).content.decode()


class TestWhoMayReadIt:
    """Whoever coordinates it and Central Office; Leads never, for notes stand there."""

    def test_the_coordinator_of_another_region_finds_nothing(self, cast, places, stranger_coordinator):
        assert stranger_coordinator.get(one(cast.partner)).status_code == 404

    @pytest.mark.parametrize("who", ["zoe", "lead", "otherlead", "trainer", "editor"])
    def test_nobody_else_finds_it(self, who, cast, places, client_of):
        note_on(cast.partner, cast.office)
        assert client_of(getattr(cast, who)).get(one(cast.partner)).status_code == 404

    def test_central_office_reads_it_and_is_led_to_nothing_it_may_not_do(self, cast, places, client_of):
        assert cast.coordinator
        note_on(cast.partner, cast.coordinator)
        page = client_of(cast.office).get(one(cast.partner)).content.decode()
        assert "Meetings run." in page
        assert reverse("enrolment:nominate", args=[places.pk]) not in page

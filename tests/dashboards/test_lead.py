"""The desk of a SMART Lead, as a browser shows it: places, people who need somebody, everybody."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from enrolment.models import LicenceType, PlaceGrant
from tests.cast import NOW
from tests.factories.messages import MessageFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, PartnerFactory, SiteFactory, appoint

pytestmark = pytest.mark.django_db
DESK = "/lead/"


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def lead(cast, client_of):
    """Lena's browser."""
    return client_of(cast.lead)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation at Quay Street."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")


def page_of(client, address=DESK):
    return client.get(address).content.decode()


def names_on(client, address=DESK):
    page = client.get(address)
    return [person.nomination.name for person in page.context["listed"].people]


def rows_of(client, address="/lead/people.csv"):
    return list(csv.DictReader(StringIO(client.get(address).content.decode("utf-8-sig"))))


class TestWhoMayOpenIt:
    """Leads alone, and each their own organisations."""

    @pytest.mark.parametrize("address", [DESK, "/lead/people.csv"])
    def test_somebody_who_leads_nobody_reads_why(self, address, cast, client_of):
        answer = client_of(cast.zoe).get(address)
        assert answer.status_code == 403
        assert "SMART Leads of partner organisations" in answer.content.decode()

    def test_an_appointment_that_ended_no_longer_opens_it(self, place, lead, time_machine, cast):
        cast.partner.appointments.update(ends_on=NOW.date() - timedelta(days=1))
        assert lead.get(DESK).status_code == 403

    def test_another_organisations_people_are_not_on_it(self, place, cast, client_of):
        NominationFactory(allowance=place, name="Ada Quayside")
        theirs = AllowanceFactory(licence__site__organisation=cast.otherpartner)
        browser = client_of(cast.otherlead)
        assert "Ada Quayside" not in page_of(browser) + browser.get("/lead/people.csv").content.decode()
        assert str(theirs.pk) in page_of(browser)

    def test_the_other_lead_finds_no_statement_of_this_one(self, place, cast, client_of):
        cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
        assert client_of(cast.otherlead).get(f"/lead/places/{place.pk}/").status_code == 404

    def test_the_coordinator_of_the_region_reads_the_statement(self, place, cast, client_of):
        assert client_of(cast.coordinator).get(f"/lead/places/{place.pk}/").status_code == 200

    def test_only_leads_see_the_way_to_it(self, place, lead, cast, client_of):
        assert 'href="/lead/"' in page_of(lead, "/learn/")
        assert 'href="/lead/"' not in page_of(client_of(cast.zoe), "/learn/")


class TestPlaces:
    """Figures a Lead plans by."""

    def test_places_left_held_and_used_stand_as_figures(self, place, lead):
        NominationFactory(allowance=place)
        NominationFactory(allowance=place, used=True)
        (year,) = lead.get(DESK).context["places"].current
        assert (year.statement.left, year.statement.held, year.statement.used) == (4, 1, 1)
        assert f"/lead/places/{place.pk}/nominate/" in page_of(lead)

    def test_without_places_left_it_says_what_can_be_done(self, place, lead):
        PlaceGrant.objects.filter(allowance=place).update(places=1)
        NominationFactory(allowance=place)
        page = page_of(lead)
        assert "release the place of somebody" in page
        assert "/nominate/" not in page

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2025, 12, 31), "begins on 1 January 2026"),
            (date(2027, 1, 1), "can go on until 30 January 2027"),
            (date(2027, 1, 31), "as soon as the licence is renewed"),
        ],
    )
    def test_a_year_that_does_not_run_says_so(self, day, words, place, cast, client_of, time_machine):
        cast.partner.appointments.update(starts_on=date(2025, 1, 1))
        time_machine.move_to(day)
        assert words in page_of(client_of(cast.lead))

    def test_an_older_year_makes_room_for_the_one_that_runs(self, place, lead):
        older = AllowanceFactory(licence=place.licence, starts_on=date(2025, 1, 1))
        places = lead.get(DESK).context["places"]
        assert [year.allowance for year in places.current] == [place]
        assert [year.allowance for year in places.earlier] == [older]

    def test_whoever_leads_two_organisations_sees_both_by_name(self, place, cast, lead):
        second = PartnerFactory(name="Zion Trust", lead=cast.lead)
        AllowanceFactory(licence__site__organisation=second)
        page = page_of(lead)
        assert "Zion Trust · SMART Recovery licence" in page
        assert "Harbour Recovery · SMART Recovery licence" in page

    def test_an_organisation_without_a_licence_is_told(self, cast, lead):
        cast.partner  # noqa: B018  (its lead is appointed when it is made)
        assert "There is no licence yet" in page_of(lead)

    def test_a_licence_without_people_invites_to_nominate(self, place, lead):
        assert "You have not nominated anybody yet" in page_of(lead)


class TestKindsOfLicence:
    """Satellites, unlimited and unpaid years say what they are."""

    def test_a_satellite_says_where_to_nominate(self, place, lead, cast):
        about = {"licence__site__organisation": cast.partner, "licence__parent": place.licence}
        satellite = AllowanceFactory(**about, licence__licence_type=LicenceType.objects.get(key="satellite"))
        page = page_of(lead)
        assert "You nominate people under the SMART Recovery licence at Quay Street." in page
        assert f"/lead/places/{satellite.pk}/nominate/" not in page

    def test_without_a_number_of_places_there_is_always_room(self, place, lead):
        type(place).objects.update(is_unlimited=True)
        page = page_of(lead)
        assert "Training is not limited to a number of places." in page
        assert f"/lead/places/{place.pk}/nominate/" in page

    def test_a_year_that_is_not_paid_opens_nothing(self, place, lead):
        type(place).objects.update(paid_on=None)
        page = page_of(lead)
        assert "not recorded as paid yet" in page
        assert "/nominate/" not in page

    def test_a_renewal_that_is_not_paid_hides_nothing_of_the_year_before(self, place, lead):
        older = AllowanceFactory(licence=place.licence, starts_on=date(2025, 1, 1))
        type(place).objects.filter(pk=place.pk).update(paid_on=None)
        assert [year.allowance for year in lead.get(DESK).context["places"].current] == [older, place]


class TestLeadOfOneSite:
    """Sees that site, its places and its people, and nothing else of the organisation."""

    @pytest.fixture
    def browser(self, place, cast, client_of):
        """Amir's, who leads Hill Road alone."""
        there = AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Hill Road")
        NominationFactory(allowance=there, name="Bea Hill")
        NominationFactory(allowance=place, name="Ada Quayside", lapsed=True)
        appoint(cast.amir, there.licence.site)
        return client_of(cast.amir)

    def test_on_the_desk_and_in_the_table(self, browser):
        page = page_of(browser) + browser.get("/lead/people.csv").content.decode()
        assert "Hill Road" in page
        assert "Bea Hill" in page
        assert "Quay" not in page

    def test_a_site_without_a_licence_is_a_desk_too(self, cast, client_of):
        appoint(cast.zoe, SiteFactory(organisation=cast.partner))
        assert "There is no licence yet" in page_of(client_of(cast.zoe))


class TestFlags:
    """What is said beside the word, and asked for in the filter."""

    @pytest.mark.parametrize("flag", ["paused", "stalled"])
    def test_people_are_found_by_their_flag(self, flag, place, lead):
        since = {"redeemed": True, "redeemed_at": NOW - timedelta(days=30)}
        NominationFactory(allowance=place, name="paused", paused_at=NOW, **since)
        NominationFactory(allowance=place, name="stalled", **since)
        NominationFactory(allowance=place, name="learning", redeemed=True)
        assert names_on(lead, f"/lead/?flag={flag}") == [flag]
        assert [row["Also"] for row in rows_of(lead, f"/lead/people.csv?flag={flag}")] == [flag]

    def test_somebody_stalled_can_be_reminded_and_says_since_when(self, place, lead):
        ago = NOW - timedelta(days=30)
        nomination = NominationFactory(allowance=place, name="Ada", redeemed=True, redeemed_at=ago)
        page = page_of(lead)
        assert "last active 21 March 2026" in page
        assert page.count(f"/lead/people/{nomination.pk}/nudge/") == 2

    def test_somebody_who_pauses_is_left_in_peace(self, place, lead):
        NominationFactory(allowance=place, redeemed=True, paused_at=NOW)
        page = page_of(lead)
        assert "paused" in page
        assert "/nudge/" not in page

    def test_somebody_who_moved_is_not_listed_twice(self, place, lead):
        there = NominationFactory(allowance=place)
        NominationFactory(allowance=place, status="transferred", moved_to=there, ended_at=NOW)
        assert names_on(lead) == [there.name]


class TestNeeds:
    """People whose way has stopped."""

    def needing(self, client):
        return [(need.nomination.name, need.label) for need in client.get(DESK).context["needs"].first]

    def test_an_invitation_that_lapsed(self, place, lead):
        NominationFactory(allowance=place, name="Ada Late", lapsed=True)
        assert self.needing(lead) == [("Ada Late", "lapsed")]

    def test_a_refusal_comes_with_its_reason(self, place, lead):
        NominationFactory(allowance=place, status="refused", ended_at=NOW, reason="A shared mailbox.")
        assert "The reason given: A shared mailbox." in page_of(lead)

    def test_a_place_declined_long_ago_is_no_news(self, place, lead):
        NominationFactory(allowance=place, declined=True, ended_at=NOW - timedelta(days=29))
        assert self.needing(lead) == []

    def test_somebody_nominated_anew_needs_nobody(self, place, lead):
        declined = NominationFactory(allowance=place, declined=True)
        NominationFactory(allowance=place, email=declined.email)
        assert self.needing(lead) == []

    def test_an_invitation_that_did_not_arrive(self, place, lead):
        nomination = NominationFactory(allowance=place, name="Ada Typo", invited=True)
        MessageFactory(key=f"invitation:{nomination.pk}:1", failed=True)
        assert self.needing(lead) == [("Ada Typo", "invited")]
        assert f"/lead/people/{nomination.pk}/address/" in page_of(lead)

    def test_one_that_arrived_needs_nobody(self, place, lead):
        nomination = NominationFactory(allowance=place, invited=True)
        MessageFactory(key=f"invitation:{nomination.pk}:1", sent=True)
        assert self.needing(lead) == []
        assert "Invitation sent on" in page_of(lead)

    @pytest.mark.parametrize(("day", "count"), [(date(2026, 10, 31), 0), (date(2026, 11, 1), 1)])
    def test_places_that_expire_in_two_months(self, day, count, place, lead, time_machine, cast, client_of):
        time_machine.move_to(day)
        browser = client_of(cast.lead)
        assert len(browser.get(DESK).context["places"].unused) == count
        assert ("6 places are still free" in page_of(browser)) == bool(count)

    def test_many_are_cut_short_and_it_says_so(self, place, lead):
        NominationFactory.create_batch(6, allowance=place, lapsed=True)
        assert len(self.needing(lead)) == 5
        assert "There are more" in page_of(lead)


class TestEverybody:
    """The list: found, filtered, sorted, page by page."""

    def test_a_person_is_shown_as_nominated(self, place, lead):
        NominationFactory(allowance=place, name="Zoë Ŵyn", email="zoe@work.example.org", redeemed=True)
        page = page_of(lead)
        assert all(words in page for words in ("Zoë Ŵyn", "zoe@work.example.org", "learning 0 %"))

    @pytest.mark.parametrize("asked", ["ada", "quay", "ada quay", "ada@example", " ADA "])
    def test_people_are_found_by_name_and_address(self, asked, place, lead):
        NominationFactory(allowance=place, name="Ada Quayside", email="ada@example.org")
        NominationFactory(allowance=place, name="Bea Hill", email="bea@example.org")
        assert names_on(lead, f"/lead/?q={asked}") == ["Ada Quayside"]

    @pytest.mark.parametrize("word", ["declined", "invited", "lapsed"])
    def test_people_are_found_by_their_word(self, word, place, lead):
        for trait in ("declined", "invited", "lapsed"):
            NominationFactory(allowance=place, name=trait, **{trait: True})
        assert names_on(lead, f"/lead/?word={word}") == [word]

    def test_people_are_found_by_their_site(self, place, lead, cast):
        other = AllowanceFactory(licence__site__organisation=cast.partner)
        NominationFactory(allowance=place)
        there = NominationFactory(allowance=other)
        assert names_on(lead, f"/lead/?site={other.licence.site_id}") == [there.name]

    @pytest.mark.parametrize(("order", "first"), [("name", "Ada"), ("newest", "Bea"), ("site", "Ada"), ("odd", "Bea")])
    def test_people_are_sorted_as_asked(self, order, first, place, lead):
        NominationFactory(allowance=place, name="Bea", nominated_at=NOW)
        NominationFactory(allowance=place, name="Ada", nominated_at=NOW - timedelta(days=1))
        assert names_on(lead, f"/lead/?order={order}")[0] == first

    @pytest.mark.parametrize("query", ["word=elsewhere", "site=0", "page=many", "q=%00", "order=", "unknown=1"])
    def test_what_makes_no_sense_is_passed_over(self, query, place, lead):
        nomination = NominationFactory(allowance=place)
        assert names_on(lead, f"/lead/?{query}") == [nomination.name]

    def test_a_search_without_a_match_offers_everybody(self, place, lead):
        NominationFactory(allowance=place)
        assert "Nobody fits what you asked for" in page_of(lead, "/lead/?q=nobody")

    def test_long_lists_come_in_pages_that_keep_what_was_asked(self, place, lead):
        NominationFactory.create_batch(26, allowance=place)
        assert len(names_on(lead, "/lead/?order=name&page=2")) == 1
        assert 'href="?order=name&amp;page=1#everybody"' in page_of(lead, "/lead/?order=name&page=2")

    def test_with_one_licence_no_row_repeats_it(self, place, lead, cast):
        NominationFactory(allowance=place)
        assert 'scope="col">Site' not in page_of(lead)
        AllowanceFactory(licence__site__organisation=cast.partner)
        assert 'scope="col">Site' in page_of(lead)

    def test_a_place_that_is_used_cannot_be_released(self, place, lead):
        NominationFactory(allowance=place, used=True)
        assert "/release/" not in page_of(lead)


class TestTable:
    """The list to save."""

    def test_it_has_everybody_asked_for_with_word_and_percent(self, place, lead):
        NominationFactory.create_batch(30, allowance=place)
        NominationFactory(allowance=place, name="Zoë Ŵyn", redeemed=True)
        rows = rows_of(lead, "/lead/people.csv?q=Zoë")
        assert [(row["Name"], row["Status"], row["Per cent of the way"]) for row in rows] == [
            ("Zoë Ŵyn", "learning", "0")
        ]
        assert len(rows_of(lead)) == 31

    def test_an_address_that_looks_like_a_formula_is_text(self, place, lead):
        NominationFactory(allowance=place, email="=cmd@example.org", reason="@later", declined=True)
        (row,) = rows_of(lead)
        assert (row["E-mail address"], row["Reason"]) == ("'=cmd@example.org", "'@later")


class TestStatement:
    """How the places of one licence year add up."""

    def test_it_adds_up_in_words_and_figures(self, place, lead):
        NominationFactory(allowance=place, invited=True)
        NominationFactory(allowance=place, used=True)
        NominationFactory(allowance=place, declined=True)
        page = page_of(lead, f"/lead/places/{place.pk}/")
        assert "6 granted = 1 held + 1 used + 4 left + 0 expired" in page

    def test_after_the_year_what_was_left_has_expired(self, place, lead, time_machine, cast, client_of):
        time_machine.move_to(NOW.replace(year=2027))
        page = page_of(client_of(cast.lead), f"/lead/places/{place.pk}/")
        assert "6 granted = 0 held + 0 used + 0 left + 6 expired" in page

    def test_everybody_of_the_year_stands_there_ended_or_not(self, place, lead):
        made = [NominationFactory(allowance=place, status=status, ended_at=NOW) for status in ("released", "revoked")]
        page = page_of(lead, f"/lead/places/{place.pk}/")
        assert all(nomination.name in page for nomination in made)

    def test_people_of_other_years_do_not(self, place, lead, cast):
        NominationFactory(allowance__licence__site__organisation=cast.partner, name="Ada Elsewhere")
        assert "Ada Elsewhere" not in page_of(lead, f"/lead/places/{place.pk}/")


@pytest.mark.parametrize("address", ["/lead/", "/lead/?word=not_yet_passed", "/lead/people.csv"])
def test_no_page_can_be_written_to(address, place, lead):
    assert lead.post(address).status_code == 405

"""The list of everybody who belongs to somebody's sites, with their checks."""

from datetime import date, timedelta

import pytest

from enrolment.services.appointments import appoint_lead
from tests.cast import NOW
from tests.factories.partners import YEAR_START, SiteFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory, CheckFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    """A day in the spring of 2026."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def sites(cast):
    """Two sites of Lena's organisation."""
    return [SiteFactory(organisation=cast.partner, name=name) for name in ("Dock Road", "Quay Street")]


@pytest.fixture
def listed(cast, client_of):
    """Return the names that Lena finds, in order."""

    def names(query="", who=None):
        answer = client_of(who or cast.lead).get(f"/lead/staff/{query}")
        return [member.affiliation.person.full_name for member in answer.context["listed"].members]

    return names


def member(site, full_name, **about):
    return AffiliationFactory(site=site, person=UserFactory(full_name=full_name), **about)


def check(affiliation, ends_on, **about):
    owner = {"person": affiliation.person, "organisation": affiliation.site.organisation}
    return CheckFactory(**owner, expires_on=ends_on, **about)


def test_everybody_who_belongs_now_is_listed_by_name(sites, listed, cast):
    member(sites[1], "Bea Nowak")
    member(sites[0], "Abe Okoro")
    member(sites[0], "Left Already", ends_on=TODAY - DAY)
    member(SiteFactory(organisation=cast.otherpartner), "Of Others")
    assert listed() == ["Abe Okoro", "Bea Nowak"]
    assert listed("?who=left") == ["Left Already"]


def test_the_lead_of_one_site_sees_that_site(sites, listed, cast):
    member(sites[0], "Abe Okoro")
    member(sites[1], "Bea Nowak")
    single = UserFactory()
    appoint_lead(organisation=cast.partner, site=sites[1], person=single, starts_on=YEAR_START, by=None, at=NOW)
    assert listed(who=single) == ["Bea Nowak"]


def test_a_coordinator_sees_the_region(sites, listed, cast):
    member(sites[0], "Abe Okoro")
    member(SiteFactory(organisation=cast.otherpartner), "Of Others")
    assert listed(who=cast.coordinator) == ["Abe Okoro", "Of Others"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=oko", ["Abe Okoro"]),
        ("?q=nobody", []),
        ("?kind=volunteer", ["Bea Nowak"]),
        ("?kind=nonsense&site=x&check=y&order=z", ["Abe Okoro", "Bea Nowak"]),
        ("?order=site", ["Abe Okoro", "Bea Nowak"]),
        ("?order=newest", ["Bea Nowak", "Abe Okoro"]),
        ("?page=99", ["Abe Okoro", "Bea Nowak"]),
    ],
)
def test_people_are_found_and_sorted(query, found, sites, listed):
    member(sites[0], "Abe Okoro")
    member(sites[1], "Bea Nowak", kind="volunteer", starts_on=date(2026, 3, 1))
    assert listed(query) == found


def test_a_site_can_be_chosen(sites, listed):
    member(sites[0], "Abe Okoro")
    member(sites[1], "Bea Nowak")
    assert listed(f"?site={sites[1].pk}") == ["Bea Nowak"]


@pytest.mark.parametrize("state", ["none", "current", "ends_soon", "ended", "n_a"])
def test_the_state_of_the_check_can_be_chosen(state, sites, listed):
    check(member(sites[0], "current"), TODAY + 61 * DAY)
    check(member(sites[0], "ends_soon"), TODAY + 60 * DAY)
    check(member(sites[0], "ended"), TODAY - DAY)
    check(member(sites[0], "n_a", kind="peer"), TODAY, exempt=True)
    member(sites[0], "none")
    assert listed(f"?check={state}") == [state]
    assert listed("?order=check") == ["none", "ended", "n_a", "ends_soon", "current"]


def test_a_check_that_another_organisation_saw_does_not_count(sites, listed):
    check(member(sites[0], "Abe Okoro"), TODAY + 90 * DAY)
    CheckFactory(person=member(sites[0], "Bea Nowak").person)
    assert listed("?check=none") == ["Bea Nowak"]


def test_the_table_to_save_holds_what_was_asked_for(sites, cast, client_of):
    check(member(sites[0], "Abe Okoro"), date(2026, 9, 1))
    member(sites[0], "Bea Nowak")
    table = client_of(cast.lead).get("/lead/staff.csv?q=abe").content.decode()
    assert "Abe Okoro,Harbour Recovery,Dock Road,Member of staff,2026-01-01,,current,DBS,2026-09-01" in table
    assert "Bea" not in table


@pytest.mark.parametrize("address", ["/lead/staff/", "/lead/staff.csv"])
def test_whoever_looks_after_no_site_is_told_so(address, cast, client_of):
    assert [client_of(who).get(address).status_code for who in (cast.amir, cast.trainer)] == [403, 403]


@pytest.mark.parametrize("people", [2, 30])
def test_the_list_costs_the_same_however_many_there_are(people, sites, cast, client_of):
    for number in range(people):
        check(member(sites[0], f"Number {number}"), TODAY + DAY)
    client = client_of(cast.lead)
    with assert_statements(at_most=10):
        client.get("/lead/staff/")

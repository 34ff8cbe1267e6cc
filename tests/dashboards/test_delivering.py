"""“May deliver today”: people of one's own sites, programmes licensed there, a word and the reason for each no."""

import csv
from io import StringIO

import pytest

from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.crowds import learners_on_places
from tests.factories.delivering import belong, let_deliver, site_for
from tests.factories.partners import AllowanceFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
PAGE, TABLE = "/lead/delivering/", "/lead/delivering.csv"


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def award(cast):
    return AwardFactory(enrolment__learner=cast.zoe)


@pytest.fixture
def site(cast, award):
    return site_for(award.programme, site=SiteFactory(organisation=cast.partner, name="Quay"))


def page(client_of, person, address=PAGE, **asked) -> str:
    answer = client_of(person).get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_yes_and_each_reason_for_a_no(client_of, cast, award, site):
    let_deliver(award, site=site)
    belong(AwardFactory(enrolment__learner=cast.amir), site=site)
    shown = page(client_of, cast.lead)
    said = ["Yes", "Zoë Ŵyn-Łukasz", "Amir Hassan", "No check has been confirmed.", award.programme.name]
    assert [words for words in said if words not in shown] == []


def test_only_programmes_licensed_at_these_sites_are_columns(client_of, cast, award, site):
    belong(award, site=site)
    elsewhere = AwardFactory()
    AffiliationFactory(person=elsewhere.learner, site=SiteFactory(organisation=cast.partner))
    assert elsewhere.programme.name not in page(client_of, cast.lead)


def test_people_of_another_organisation_and_who_left_are_not_there(client_of, cast, award, site):
    belong(award, site=site)
    left = AffiliationFactory(site=site, person=UserFactory(full_name="Ada Gone"), ends_on=NOW.date().replace(day=1))
    theirs = AffiliationFactory(site=SiteFactory(organisation=cast.otherpartner))
    shown = page(client_of, cast.lead)
    assert [row.person.full_name in shown for row in (left, theirs)] == [False, False]
    assert cast.zoe.full_name not in page(client_of, cast.otherlead)


def test_a_coordinator_sees_the_sites_of_the_region(client_of, cast, award, site):
    belong(award, site=site)
    assert cast.zoe.full_name in page(client_of, cast.coordinator)


@pytest.mark.parametrize("who", ["zoe", "trainer", "editor"])
def test_nobody_else_has_the_page(client_of, cast, award, site, who):
    belong(award, site=site)
    assert {client_of(getattr(cast, who)).get(address).status_code for address in (PAGE, TABLE)} == {403}


def test_a_site_and_a_name_can_be_asked_for(client_of, cast, award, site):
    belong(award, site=site)
    other = AffiliationFactory(person=cast.amir, site=SiteFactory(organisation=cast.partner)).site
    assert "Zoë" not in page(client_of, cast.lead, site=other.pk)
    assert "Amir" not in page(client_of, cast.lead, q="zoë")
    assert "Nobody fits what you asked for." in page(client_of, cast.lead, q="Nobody")


@pytest.mark.parametrize("site", ["x", "0", "999999"])
def test_a_site_that_is_none_of_theirs_changes_nothing(client_of, cast, award, site):
    belong(award, site=site_for(award.programme, site=SiteFactory(organisation=cast.partner)))
    SiteFactory(organisation=cast.partner)
    assert "Zoë" in page(client_of, cast.lead, site=site)


def test_without_people_or_licences_a_sentence_says_so(client_of, cast):
    site = SiteFactory(organisation=cast.partner)
    assert "Nobody belongs to these sites yet." in page(client_of, cast.lead)
    AffiliationFactory(site=site)
    assert "No licence has been issued for these sites yet" in page(client_of, cast.lead)


def test_the_table_has_everybody_and_no_formula(client_of, cast, award, site):
    let_deliver(award, site=site)
    AffiliationFactory(site=site, person=UserFactory(full_name="=Ada Marsh", email="a@example.org"))
    rows = list(csv.reader(StringIO(page(client_of, cast.lead, TABLE).lstrip("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["'=Ada Marsh", "Zoë Ŵyn-Łukasz"]
    column = rows[0].index(award.programme.name)
    assert rows[2][column] == "Yes"
    assert rows[1][column] == "No. Not qualified yet. No check has been confirmed."


@pytest.mark.parametrize("count", [5, 500])
def test_the_page_costs_the_same_for_few_and_many(client_of, cast, award, site, count):
    allowance = AllowanceFactory(licence__site=SiteFactory(organisation=cast.partner))
    crowd = learners_on_places(allowance, award.enrolment.course, count=count, by=cast.lead)
    for row in crowd:
        AffiliationFactory(person=row.learner, site=site)
    client = client_of(cast.lead)
    client.get(PAGE)
    with assert_statements(at_most=11) as counted:
        client.get(PAGE)
    assert len(counted) == 11

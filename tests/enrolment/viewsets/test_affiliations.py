"""Central Office records where people belong, says that they have left, and looks at their checks."""

from datetime import date

import pytest

from enrolment.models import Affiliation
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import SiteFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory, CheckFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
PEOPLE, CHECKS = "/cms/affiliations/", "/cms/checks/"


def record(browser, site, **fields):
    form = {"email": "zoe@example.org", "site": site.pk, "kind": "volunteer", "starts_on": "2026-02-01", **fields}
    return browser.post(f"{PEOPLE}new/", form)


def test_somebody_with_an_account_is_recorded_at_a_site(office, cast):
    assert cast.zoe.pk
    record(office, SiteFactory())
    made = Affiliation.objects.get()
    assert (made.person, made.kind, made.origin, made.starts_on) == (cast.zoe, "volunteer", "import", date(2026, 2, 1))


def test_recorded_twice_it_says_so_beside_the_site(office, cast):
    site = AffiliationFactory(person=cast.zoe).site
    assert "belongs to this site already" in errors_of(record(office, site))


def test_somebody_without_an_account_is_to_be_added_first(office):
    assert "Add this person first" in errors_of(record(office, SiteFactory(), email="nobody@example.org"))


def test_nobody_records_themselves(office, cast):
    assert "Nobody changes where they belong" in errors_of(record(office, SiteFactory(), email=cast.office.email))


def test_a_last_day_ends_it(office):
    row = AffiliationFactory()
    office.post(f"{PEOPLE}edit/{row.pk}/", {"last_day": "2026-04-20"})
    row.refresh_from_db()
    assert row.ends_on == date(2026, 4, 20)
    assert "They have left" not in text_of(office, f"{PEOPLE}inspect/{row.pk}/")


def test_a_last_day_that_cannot_be_is_said_beside_it(office):
    row = AffiliationFactory()
    assert "only since a later day" in errors_of(office.post(f"{PEOPLE}edit/{row.pk}/", {"last_day": "2025-04-20"}))


@pytest.mark.parametrize(
    ("query", "found"),
    [({"standing": "current"}, {"Now"}), ({"standing": "ended"}, {"Left"}), ({"kind": "peer"}, {"Left"})],
)
def test_people_are_filtered_and_exported(query, found, office):
    AffiliationFactory(person=UserFactory(full_name="Now"))
    AffiliationFactory(person=UserFactory(full_name="Left"), ends_on=date(2026, 4, 19), kind="peer")
    assert {row["Name"] for row in exported(office, PEOPLE, **query)} == found


@pytest.mark.parametrize(("state", "found"), [("current", {"Counts"}), ("ended", {"Over"}), ("withdrawn", {"Back"})])
def test_checks_are_filtered_and_exported(state, found, office, cast):
    CheckFactory(person=UserFactory(full_name="Counts"))
    CheckFactory(person=UserFactory(full_name="Over"), expires_on=date(2026, 4, 19))
    back = {"withdrawn_at": "2026-04-20T08:00Z", "withdrawn_by": cast.office}
    CheckFactory(person=UserFactory(full_name="Back"), **back)
    assert {row["Name"] for row in exported(office, CHECKS, state=state)} == found


def test_one_check_can_be_looked_at(office):
    check = CheckFactory()
    assert "DBS (England and Wales)" in text_of(office, f"{CHECKS}inspect/{check.pk}/")


@pytest.mark.parametrize(("address", "factory"), [(PEOPLE, AffiliationFactory), (CHECKS, CheckFactory)])
def test_the_lists_cost_the_same_for_few_and_many(address, factory, office):
    factory.create_batch(2)
    text_of(office, address)
    with assert_statements(at_most=45) as few:
        text_of(office, address)
    factory.create_batch(10)
    with assert_statements(at_most=len(few)):
        text_of(office, address)

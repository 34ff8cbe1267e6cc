"""Issuing a licence year: its twelve months, its places, and what stands in the way."""

from datetime import date, timedelta

import pytest

from enrolment.models import GrantKind, Licence, LicenceType, PlaceAllowance, PlaceGrant
from enrolment.services.licences import issue_licence
from tests.cast import NOW
from tests.enrolment.acts import audited, places
from tests.factories.partners import SiteFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

BEGIN = date(2026, 4, 6)


@pytest.fixture
def issue(cast):
    """Issue a licence year to one site, by Central Office."""
    site = SiteFactory()

    def act(kind="smart-recovery", starts_on=BEGIN, site=site):
        licence_type = LicenceType.objects.get(key=kind)
        return issue_licence(site=site, licence_type=licence_type, starts_on=starts_on, by=cast.office, at=NOW)

    return act


def test_a_licence_year_brings_the_places_of_its_type(issue, cast):
    year = issue()
    grant = PlaceGrant.objects.get(allowance=year)
    assert (year.starts_on, year.ends_on) == (BEGIN, date(2027, 4, 5))
    assert (grant.kind, grant.places, grant.granted_at, grant.granted_by) == (GrantKind.LICENCE, 6, NOW, cast.office)
    assert places(year) == (0, 0, 6, 0)


@pytest.mark.parametrize(
    ("kind", "granted"),
    [
        ("smart-recovery", 6),
        ("family-and-friends", 3),
        ("criminal-justice", 10),
        ("veterans", 6),
        ("community", 6),
    ],
)
def test_every_type_brings_its_number(kind, granted, issue):
    assert places(issue(kind)) == (0, 0, granted, 0)


def test_a_satellite_has_a_year_and_no_places(issue):
    year = issue("satellite")
    assert (places(year), PlaceGrant.objects.exists()) == ((0, 0, 0, 0), False)


def test_it_stands_in_the_audit_log(issue, cast):
    year = issue()
    assert audited("enrolment.issue_licence") == [
        {"on": str(year.licence_id), "by": cast.office.pk, "allowance": str(year.pk)}
    ]


def test_a_renewal_begins_the_day_after_and_is_the_same_licence(issue):
    first = issue()
    second = issue(starts_on=first.ends_on + timedelta(days=1))
    assert (first.licence, second.ends_on) == (second.licence, date(2028, 4, 5))
    assert Licence.objects.count() == 1


@pytest.mark.parametrize("starts_on", [BEGIN, date(2027, 4, 5), date(2025, 4, 7), date(2026, 12, 31)])
def test_two_years_of_one_licence_never_overlap(starts_on, issue):
    issue()
    with refused("years_overlap"):
        issue(starts_on=starts_on)
    assert PlaceAllowance.objects.count() == 1


@pytest.mark.parametrize("starts_on", [date(2027, 4, 6), date(2025, 4, 6), date(2030, 1, 1)])
def test_years_beside_one_another_do_not_overlap(starts_on, issue):
    issue()
    assert issue(starts_on=starts_on).starts_on == starts_on


def test_another_type_and_another_site_have_years_of_their_own(issue):
    issue()
    issue("veterans")
    issue(site=SiteFactory())
    assert Licence.objects.count() == 3


def test_a_type_that_is_not_on_sale_is_refused_and_leaves_nothing(issue):
    with refused("not_on_sale"):
        issue("start-smart")
    assert not Licence.objects.exists()

"""The report of places: the same statement as everywhere, added up three ways."""

from datetime import date

import pytest

from enrolment.models import LicenceType, PlaceAllowance, Region
from lms.dashboards.reports.asking import Asked
from lms.dashboards.reports.places import Sum, places_report
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
DAY = NOW.date()
TODAY = Asked(DAY, DAY)


def report(asked=TODAY):
    return places_report(asked, at=NOW)


@pytest.fixture
def places():
    """Six places of a charity in the North West, ten of a prison in Scotland; one of those held, one used."""
    AllowanceFactory(licence__site__organisation__kind="charity")
    justice, scotland = LicenceType.objects.get(key="criminal-justice"), Region.objects.get(key="scotland")
    prison = {"licence__licence_type": justice, "licence__site__region": scotland}
    year = AllowanceFactory(places=10, licence__site__organisation__kind="justice", **prison)
    NominationFactory(allowance=year, invited=True)
    NominationFactory(allowance=year, used=True)
    NominationFactory(allowance=year, lapsed=True)
    return year


def test_places_are_added_up_by_type_region_and_sector(places):
    found, prison = report(), (10, 1, 1, 8, 0)
    assert [(row.name, row.figures) for row in found.by_type][1] == ("SMART Criminal Justice", prison)
    assert [(row.name, row.figures) for row in found.by_region][1] == ("Scotland", prison)
    assert [row.name for row in found.by_sector] == ["Prison or criminal justice", "Charity or community group"]
    assert found.total == Sum("", granted=16, held=1, used=1, left=14, expired=0)


def test_only_the_region_asked_for_counts(places):
    asked = Asked(DAY, DAY, Region.objects.get(key="scotland"))
    assert report(asked).total.granted == 10


@pytest.mark.parametrize(
    ("first", "last", "expired"),
    [(date(2025, 1, 31), date(2025, 12, 30), 6), (DAY, DAY, 0), (date(2024, 1, 1), date(2025, 1, 30), 0)],
)
def test_years_that_are_over_count_when_the_period_meets_them(first, last, expired):
    AllowanceFactory(starts_on=date(2025, 1, 31))
    assert report(Asked(first, last)).total.expired == expired


def test_a_year_that_nobody_paid_for_does_not_count(places):
    PlaceAllowance.objects.update(paid_on=None)
    assert report().by_type == ()


def test_unlimited_years_grant_what_is_held_and_used(places):
    PlaceAllowance.objects.filter(pk=places.pk).update(is_unlimited=True)
    assert report().by_type[1].figures == (2, 1, 1, 0, 0)


def test_it_costs_one_statement_for_few_and_many(places):
    AllowanceFactory.create_batch(10)
    with assert_statements(at_most=1):
        report()

"""The reports of awards: how many in each month, and how long people took to get there."""

from datetime import date, timedelta

import pytest

from certificates.models import Route
from enrolment.models import Region, Source
from lms.dashboards.reports.asking import Asked
from lms.dashboards.reports.awards import Quartiles, completions, quartiles_of, times_to_qualify
from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.partners import NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
YEAR = Asked(date(2025, 5, 1), NOW.date())
APRIL, MARCH = date(2026, 4, 1), date(2026, 3, 1)


def award(like=None, *, ago=timedelta(0), took=10, **fields):
    """An award by a place that was taken up so many days before; `like` another one for the same programme."""
    at = NOW - ago
    place = NominationFactory(redeemed=True, redeemed_at=at - timedelta(days=took))
    by_place = {"enrolment__source": Source.PLACE, "enrolment__nomination": place, "enrolment__learner": place.learner}
    if like:
        fields["enrolment__course"] = like.enrolment.course
    return AwardFactory(issued_at=at, **by_place, **fields)


def test_awards_are_counted_by_programme_and_month():
    one = award()
    award(one)
    award(one, ago=timedelta(days=30))
    award()
    first, second = completions(YEAR)
    assert (first.programme, first.by_month) == (one.programme.name, {MARCH: 1, APRIL: 2})
    assert second.by_month == {APRIL: 1}


def test_awards_that_were_taken_back_recognised_or_of_other_times_do_not_count():
    award(revoked=True)
    award(route=Route.RECOGNISED)
    award(ago=timedelta(days=400))
    assert completions(YEAR) == times_to_qualify(YEAR) == ()


def test_a_region_counts_the_people_of_its_sites():
    award()
    regions = [Region.objects.get(key=key) for key in ("north-west", "scotland")]
    assert [len(completions(Asked(YEAR.first, YEAR.last, region))) for region in regions] == [1, 0]


def test_time_to_qualify_runs_from_taking_up_the_place_to_the_award():
    one = award(took=10)
    for days in (20, 30, 40, 90):
        award(one, took=days)
    (row,) = times_to_qualify(YEAR)
    assert row.by_month == {APRIL: Quartiles(5, 20, 30, 40)}


def test_awards_without_a_place_have_no_time_to_qualify():
    AwardFactory()
    assert (len(completions(YEAR)), times_to_qualify(YEAR)) == (1, ())


@pytest.mark.parametrize(
    ("days", "quartiles"), [([7], Quartiles(1, 7, 7, 7)), ([10, 20], Quartiles(2, 12, 15, 18)), ([0, 0], (2, 0, 0, 0))]
)
def test_quartiles_are_whole_days_however_few_people(days, quartiles):
    assert quartiles_of(days) == quartiles if isinstance(quartiles, Quartiles) else Quartiles(*quartiles)


@pytest.mark.parametrize("figures", [completions, times_to_qualify])
def test_each_costs_one_statement(figures):
    one = award()
    for ago in (1, 40, 80):
        award(one, ago=timedelta(days=ago))
    with assert_statements(at_most=1):
        figures(YEAR)

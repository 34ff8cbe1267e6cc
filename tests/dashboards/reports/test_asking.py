"""Period and region of a report: the usual one, another one, and what cannot be meant."""

from datetime import date

import pytest
from django.http import QueryDict

from enrolment.models import Region
from lms.dashboards.reports.asking import Asked, ReportForm, months_before, months_between

DAY = date(2026, 4, 20)
USUAL = Asked(date(2025, 5, 1), DAY)


def form(query, *, by_month=True):
    return ReportForm(QueryDict(query), default=USUAL, by_month=by_month)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [(DAY, DAY, 1), (date(2025, 12, 31), date(2026, 1, 1), 2), (date(2024, 2, 29), date(2026, 2, 1), 25)],
)
def test_every_month_that_a_period_touches_counts(first, last, months):
    found = months_between(first, last)
    assert (len(found), found[0], found[-1]) == (months, first.replace(day=1), last.replace(day=1))


@pytest.mark.parametrize(("months", "first"), [(0, date(2026, 4, 1)), (4, date(2025, 12, 1)), (23, date(2024, 5, 1))])
def test_months_are_counted_back_over_the_turn_of_the_year(months, first):
    assert months_before(DAY, months) == first


@pytest.mark.django_db
def test_without_a_question_the_usual_period_is_shown_and_stands_in_the_form():
    assert (form("").asked, form("")["first"].value()) == (USUAL, USUAL.first)


@pytest.mark.django_db
def test_period_and_region_are_taken_as_asked():
    north_west = Region.objects.get(key="north-west")
    asked = form(f"first=2026-01-01&last=2026-01-31&region={north_west.pk}").asked
    assert asked == Asked(date(2026, 1, 1), date(2026, 1, 31), north_west)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("first=soon", "first", "Enter a valid date."),
        ("first=2026-05-01&last=2026-04-30", "last", "The last day comes before the first one."),
        ("first=2020-01-01&last=2026-04-30", "last", "Please choose at most 36 months."),
        ("region=nowhere", "region", "Select a valid choice."),
    ],
)
def test_what_cannot_be_meant_is_said_beside_it_and_kept(query, field, words):
    asked = form(query)
    assert (words in asked.errors[field][0], asked.asked) == (True, USUAL)
    assert asked[field].value() == QueryDict(query)[field]


@pytest.mark.django_db
def test_a_report_without_months_may_reach_far_back():
    assert form("first=2016-01-01", by_month=False).asked.first == date(2016, 1, 1)

"""The pages of the reports: charts with their tables, downloads that spreadsheets take as they are, a constant cost."""

import csv
from io import StringIO

import pytest

from tests.cast import NOW
from tests.dashboards.reports.test_awards import award
from tests.factories.partners import AllowanceFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
PLACES, TIMES, COMPLETIONS = (
    f"/cms/reports/{name}/" for name in ("training-places", "time-to-qualify", "monthly-completions")
)
ALL = [PLACES, TIMES, COMPLETIONS]


@pytest.fixture(autouse=True)
def monday(time_machine):
    """It is NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def office(client_of, cast):
    return client_of(cast.office)


def text_of(browser, address, **query):
    answer = browser.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(browser, address, **query):
    text = browser.get(address, {"export": "csv", **query}).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


@pytest.mark.parametrize("address", ALL)
def test_every_chart_has_a_name_words_and_its_figures_in_a_table(address, office):
    award()
    page = text_of(office, address)
    charts = page.count('role="img"')
    assert charts
    assert (page.count("<title id="), page.count("<desc id="), page.count('class="report__table"')) == (charts,) * 3


@pytest.mark.parametrize("address", ALL)
def test_without_anything_to_count_the_page_says_so(address, office):
    assert "There is nothing to count in this period." in text_of(office, address)


@pytest.mark.parametrize("address", ALL)
def test_what_is_typed_wrongly_is_kept_and_said(address, office):
    award()
    page = text_of(office, address, first="2026-04-21", last="soon")
    assert ("Enter a valid date." in page, 'value="soon"' in page, 'role="img"' in page) == (True, True, True)


@pytest.mark.parametrize("address", ALL)
def test_the_cost_does_not_grow(address, office):
    one = award()
    text_of(office, address)
    with assert_statements(at_most=40) as few:
        text_of(office, address)
    for days in (1, 2, 3):
        award(one, took=days)
    with assert_statements(at_most=len(few)):
        text_of(office, address)


def test_the_download_of_places_holds_all_three_ways_and_the_sum(office):
    AllowanceFactory(licence__site__organisation__kind="charity")
    header, *rows = rows_of(office, PLACES)
    assert header == ["By", "Name", "Granted", "Held", "Used", "Left", "Expired"]
    assert [row[:3] for row in rows] == [
        ["Licence type", "SMART Recovery", "6"],
        ["Region", "North West", "6"],
        ["Sector", "Charity or community group", "6"],
        ["All", "", "6"],
    ]


def test_the_download_is_of_the_period_and_region_asked_for(office):
    AllowanceFactory()
    assert len(rows_of(office, PLACES, first="2025-01-01", last="2025-12-31")) == 1


def test_downloads_hold_no_formula(office):
    programme = award().programme
    programme.name = "=1+1"
    programme.save()
    assert {row[0] for row in rows_of(office, COMPLETIONS)[1:]} == {"'=1+1"}
    assert rows_of(office, TIMES)[1] == ["'=1+1", "2026-04-01", "1", "10", "10", "10"]


def test_completions_reach_back_two_years_and_name_months_without_any(office):
    award()
    rows = rows_of(office, COMPLETIONS)[1:]
    assert (len(rows), rows[0][1:], rows[-1][1:]) == (24, ["2024-05-01", "0"], ["2026-04-01", "1"])


@pytest.mark.parametrize("address", ALL)
def test_reports_stand_in_the_menu_of_central_office_alone(address, office, client_of, cast):
    assert address in text_of(office, "/cms/")
    assert address not in text_of(client_of(cast.editor), "/cms/")

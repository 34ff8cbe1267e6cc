"""The statement of one licence year as a page: the sum, then every movement, the newest first."""

import pytest

from tests.cast import NOW
from tests.enrolment.acts import name, release
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast, time_machine):
    """Six places of Lena's organisation, on a Monday morning."""
    time_machine.move_to(NOW)
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def lead(place, cast, client_of):
    """The browser of the Lead."""
    return client_of(cast.lead)


def answer_of(browser, place, query=""):
    return browser.get(f"/lead/places/{place.pk}/{query}")


def page_of(browser, place, query=""):
    return " ".join(answer_of(browser, place, query).content.decode().split())


def test_the_newest_movement_comes_first_and_ends_with_what_is_left(place, lead, cast):
    release(name(place, cast.lead), cast.lead)
    lines = answer_of(lead, place).context["lines"]
    assert [(line.what, line.movement.left) for line in lines] == [
        ("Released", 6),
        ("Nominated", 5),
        ("Granted with the licence", 6),
    ]


def test_a_lapse_stands_there_though_no_job_ran(place, lead):
    NominationFactory(allowance=place, lapsed=True, name="Ada Quayside")
    page = page_of(lead, place)
    assert "Lapsed" in page
    assert "0 held + 0 used + 6 left + 0 expired" in page


def test_it_leads_to_the_table_and_the_pdf(place, lead):
    page = page_of(lead, place)
    assert f"/lead/places/{place.pk}/statement.csv" in page
    assert f"/lead/places/{place.pk}/statement.pdf" in page


def test_many_movements_come_in_pages(place, lead):
    NominationFactory.create_batch(30, allowance=place, declined=True)
    assert len(answer_of(lead, place).context["lines"]) == 25
    assert answer_of(lead, place, "?page=3").context["lines"][-1].what == "Granted with the licence"


def test_of_unlimited_training_it_says_nothing_of_what_is_left(place, lead):
    type(place).objects.filter(pk=place.pk).update(is_unlimited=True)
    NominationFactory(allowance=place)
    page = page_of(lead, place)
    assert "Given, of an unlimited number" in page
    assert ">Left" not in page


@pytest.mark.parametrize("people", [1, 30])
def test_many_movements_cost_no_more_statements(people, place, lead):
    NominationFactory.create_batch(people, allowance=place, lapsed=True)
    with assert_statements(at_most=20):
        answer_of(lead, place)

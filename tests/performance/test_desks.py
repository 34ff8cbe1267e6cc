"""The budgets of desks: so many statements a page, the same for 5 people and 500."""

from urllib.parse import urlencode

import pytest

from courses.models import CoursePage
from enrolment.models import LicenceType, LicenceTypeCourse, PlaceAllowance
from tests.cast import Cast
from tests.factories.crowds import learners_on_places, many_partners
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.moment import NOW
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LEADS_DESK, STATEMENT, TABLE = 11, 12, 8
ASKED = [{}, {"word": "learning"}, {"q": "rowan", "order": "site", "page": "2"}]


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    """The licence year of the factories runs."""
    time_machine.move_to(NOW)


@pytest.fixture
def gated(db) -> CoursePage:
    """A course with written work, which a SMART Recovery place opens."""
    course = CourseFactory(lessons=2, writing=True)
    licence_type = LicenceType.objects.get(key="smart-recovery")
    LicenceTypeCourse.objects.create(licence_type=licence_type, course=course, position=9)
    return course


@pytest.fixture
def place(cast: Cast) -> PlaceAllowance:
    """A licence year of Lena's with room for everybody, and somebody who needs her."""
    place = AllowanceFactory(licence__site__organisation=cast.partner, places=600)
    AllowanceFactory(licence__site__organisation=cast.partner)
    NominationFactory(allowance=place, lapsed=True)
    return place


@pytest.mark.parametrize("asked", ASKED, ids=urlencode)
@pytest.mark.parametrize("people", [5, 500])
def test_the_leads_desk_costs_the_same_for_few_people_and_many(cast, place, gated, client_of, people, asked) -> None:
    learners_on_places(place, gated, count=people, by=cast.lead)
    browser = client_of(cast.lead)
    browser.get("/lead/")
    with assert_statements(at_most=LEADS_DESK):
        assert browser.get("/lead/", asked).status_code == 200


@pytest.mark.parametrize(("address", "budget"), [("places/{}/", STATEMENT), ("people.csv", TABLE)])
@pytest.mark.parametrize("people", [5, 500])
def test_so_do_the_statement_and_the_table(cast, place, gated, client_of, people, address, budget) -> None:
    learners_on_places(place, gated, count=people, by=cast.lead)
    browser = client_of(cast.lead)
    page = "/lead/" + address.format(place.pk)
    browser.get(page)
    with assert_statements(at_most=budget):
        assert browser.get(page).status_code == 200


class TestCoordinator:
    """The coordinator's pages, for 5 partners and for 200."""

    DESK, PARTNERS, PARTNER = 11, 11, 11

    @pytest.fixture(params=[5, 200])
    def partners(self, request, cast, gated) -> list[PlaceAllowance]:
        """Partners in Cora's region: each with somebody to issue, somebody learning, a renewal due, a note, no Lead."""
        return many_partners(request.param, gated, by=cast.coordinator)

    @pytest.mark.parametrize(
        ("address", "budget"),
        [
            ("", DESK),
            ("people/", DESK),
            ("partners/", PARTNERS),
            ("partners/?order=contact&needs=renewal&q=crowd&page=2", PARTNERS),
            ("partners/?needs=stalled", PARTNERS),
            ("partners.csv", PARTNERS),
            ("nominations.csv", DESK),
        ],
    )
    def test_its_lists_cost_the_same(self, address, budget, partners, cast, client_of) -> None:
        browser = client_of(cast.coordinator)
        browser.get(f"/coordinator/{address}")
        with assert_statements(at_most=budget):
            assert browser.get(f"/coordinator/{address}").status_code == 200

    @pytest.mark.parametrize("people", [5, 500])
    def test_so_does_one_partner(self, people, cast, place, gated, client_of) -> None:
        learners_on_places(place, gated, count=people, by=cast.lead)
        browser, page = client_of(cast.coordinator), f"/coordinator/partners/{cast.partner.pk}/"
        browser.get(page)
        with assert_statements(at_most=self.PARTNER):
            assert browser.get(page).status_code == 200

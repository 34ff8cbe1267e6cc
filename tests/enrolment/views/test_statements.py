"""The statement to keep: as a spreadsheet and as a PDF; only for who looks after the site."""

import csv
import io

import pytest

from enrolment.models import GrantKind
from enrolment.services.appointments import appoint_lead
from enrolment.services.licences import grant_places
from enrolment.services.transfers import transfer_nomination
from tests.cast import NOW
from tests.enrolment.acts import name, release
from tests.factories.partners import YEAR_START, AllowanceFactory, NominationFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """A Monday morning."""
    time_machine.move_to(NOW)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")


@pytest.fixture
def lead(place, cast, client_of):
    """The browser of the Lead."""
    return client_of(cast.lead)


@pytest.fixture
def lead_of_another_site(cast):
    """Somebody who leads another site of the same organisation."""
    person, site = UserFactory(), SiteFactory(organisation=cast.partner)
    appoint_lead(organisation=cast.partner, site=site, person=person, starts_on=YEAR_START, by=None, at=NOW)
    return person


def table_of(browser, place):
    answer = browser.get(f"/lead/places/{place.pk}/statement.csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


class TestTable:
    """Every movement, the earliest first."""

    def test_each_movement_is_a_row_with_the_sums_after_it(self, place, lead, cast):
        release(name(place, cast.lead), cast.lead)
        rows = table_of(lead, place)
        assert [(row["What"], row["For whom"], row["Left"]) for row in rows] == [
            ("Granted with the licence", "", "6"),
            ("Nominated", "Ada Example", "5"),
            ("Released", "Ada Example", "6"),
        ]

    def test_a_row_says_when_by_whom_and_what_it_changed(self, place, lead, cast):
        name(place, cast.lead)
        row = table_of(lead, place)[-1]
        said = (row["When"], row["By whom"], row["Change of places left"])
        assert said == ("2026-04-20 10:30", "Lena Hartley", "-1")

    def test_reasons_and_moves_stand_beside(self, place, lead, cast):
        about = {"kind": GrantKind.ADJUSTMENT, "places": -1, "reason": "Counted twice", "by": cast.office}
        grant_places(allowance=place, at=NOW, **about)
        hill = AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Hill Road")
        transfer_nomination(nomination=name(place, cast.lead), to=hill, by=cast.lead, at=NOW)
        remarks = {row["What"]: row["Remarks"] for row in table_of(lead, place)}
        assert remarks["Adjusted by Central Office"] == "Counted twice"
        assert remarks["Moved to another place"] == "to Hill Road, licence year from 1 January 2026"

    def test_it_is_true_after_somebody_was_erased(self, place, lead, cast):
        nominator = UserFactory(full_name="Gone Person")
        name(place, nominator)
        gone = {"email": None, "full_name": "", "known_as": "", "is_active": False, "erased_at": NOW}
        type(nominator).objects.filter(pk=nominator.pk).update(**gone)
        assert table_of(lead, place)[-1]["By whom"] == "somebody whose data was erased"

    def test_of_unlimited_training_nothing_is_left(self, place, lead, cast):
        type(place).objects.filter(pk=place.pk).update(is_unlimited=True)
        NominationFactory(allowance=place)
        assert "Left" not in table_of(lead, place)[0]

    def test_a_name_is_no_formula(self, place, lead):
        NominationFactory(allowance=place, name="=1+1")
        assert table_of(lead, place)[-1]["For whom"] == "'=1+1"

    @pytest.mark.parametrize("people", [1, 30])
    def test_many_movements_cost_no_more_statements(self, people, place, lead):
        NominationFactory.create_batch(people, allowance=place, lapsed=True)
        with assert_statements(at_most=8):
            lead.get(f"/lead/places/{place.pk}/statement.csv")


class TestPdf:
    """The same on paper."""

    def test_it_is_a_pdf_to_save(self, place, lead):
        answer = lead.get(f"/lead/places/{place.pk}/statement.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"] == 'attachment; filename="places-quay-street-2026-01-01.pdf"'
        assert answer.content.startswith(b"%PDF-")

    def test_nobody_keeps_it_in_between(self, place, lead):
        assert "no-store" in lead.get(f"/lead/places/{place.pk}/statement.pdf")["Cache-Control"]

    def test_one_that_is_too_long_to_be_drawn_is_offered_as_a_table(self, place, lead, monkeypatch):
        monkeypatch.setattr("enrolment.statements.paper.MOST_LINES", 0)
        answer = lead.get(f"/lead/places/{place.pk}/statement.pdf")
        assert (answer.status_code, "save the movements as a table" in answer.content.decode()) == (503, True)

    def test_where_a_letter_cannot_be_drawn_it_says_so_and_leads_back(self, place, lead):
        NominationFactory(allowance=place, name="Ada \N{CUNEIFORM SIGN A}")
        answer = lead.get(f"/lead/places/{place.pk}/statement.pdf")
        assert answer.status_code == 503
        assert f"/lead/places/{place.pk}/" in answer.content.decode()


@pytest.mark.parametrize("ending", ["csv", "pdf"])
class TestWho:
    """The Lead of the site or of the whole organisation, and the coordinator."""

    def test_the_lead_of_another_organisation_finds_nothing(self, ending, place, cast, client_of):
        assert cast.otherpartner
        assert client_of(cast.otherlead).get(f"/lead/places/{place.pk}/statement.{ending}").status_code == 404

    def test_the_lead_of_another_site_finds_nothing(self, ending, place, cast, client_of, lead_of_another_site):
        assert client_of(lead_of_another_site).get(f"/lead/places/{place.pk}/statement.{ending}").status_code == 404

    def test_the_coordinator_of_the_region_reads_it(self, ending, place, cast, client_of):
        assert client_of(cast.coordinator).get(f"/lead/places/{place.pk}/statement.{ending}").status_code == 200

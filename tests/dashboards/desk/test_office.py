"""What waits for Central Office: each thing a sentence that leads to exactly as many rows as it says."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from enrolment.models import PlaceAllowance
from enrolment.services.tokens import issue_token, resend_token
from lms.dashboards.desk.office import todos
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.enrolment.viewsets.asking import exported, text_of
from tests.factories.awards import AwardFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, PartnerFactory, SiteFactory, coordinate
from tests.factories.staff import AffiliationFactory, CheckFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
HOME = "/cms/"


@pytest.fixture(autouse=True)
def monday(time_machine):
    """It is NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def office(client_of, cast):
    return client_of(cast.office)


def sentences():
    return [todo.sentence for todo in todos(at=NOW)]


def undeliverable(cast, *, count=1):
    """Somebody whose invitation came back."""
    nominations = NominationFactory.create_batch(count, allowance=AllowanceFactory())
    for nomination in nominations:
        issue_token(nomination=nomination, by=cast.coordinator, at=NOW)
    OutboundEmail.objects.filter(kind="invitation").update(status=Status.FAILED, claimed_at=NOW)
    return nominations


def test_nothing_waits_in_an_empty_house(office):
    assert (sentences(), "Nothing waits for you." in text_of(office, HOME)) == ([], True)


def test_nominations_wait_only_where_nobody_coordinates(cast):
    NominationFactory()
    assert sentences()[0] == "1 nomination waits where no coordinator is assigned."
    coordinate(cast.zoe)
    assert "waits" not in " ".join(sentences())


def test_an_invitation_that_did_not_arrive_waits_until_a_new_one_is_out(cast):
    (nomination,) = undeliverable(cast)
    assert sentences()[0] == "1 invitation did not arrive."
    resend_token(nomination=nomination, by=cast.coordinator, at=NOW)
    assert "arrive" not in " ".join(sentences())


def test_a_certificate_that_cannot_be_drawn_waits(office):
    AwardFactory(pdf_problem="letters")
    AwardFactory()
    AwardFactory(revoked=True, pdf_problem="letters")
    assert sentences() == ["1 certificate cannot be drawn."]


def test_licences_wait_for_their_fee_even_where_an_earlier_year_runs():
    licence = AllowanceFactory().licence
    AllowanceFactory(licence=licence, starts_on=date(2027, 1, 1), paid_on=None)
    assert "1 licence waits for its fee." in sentences()


def test_everything_about_partners_is_said():
    AllowanceFactory(starts_on=date(2025, 4, 11))
    SiteFactory()
    assert sentences() == [
        "1 licence is in grace.",
        "2 partners have no SMART Lead.",
        "1 site has no licence.",
        "1 region with sites has no coordinator.",
    ]


def test_a_lead_of_one_site_is_a_lead_of_the_partner(cast):
    assert cast.partner
    assert "SMART Lead" not in " ".join(sentences())


def checked(*, until, **about):
    """Somebody who belongs to a site, and whose check is current until a day."""
    row = AffiliationFactory(**about)
    CheckFactory(person=row.person, organisation=row.site.organisation, seen_on=date(2023, 1, 9), expires_on=until)


def test_checks_that_ended_wait_as_long_as_the_person_belongs_to_the_site():
    checked(until=date(2026, 4, 19))
    checked(until=NOW.date())
    checked(until=date(2026, 4, 19), ends_on=date(2026, 4, 19))
    assert sentences()[0] == "1 person at a site needs a new check."


def all_at_once(cast):
    checked(until=date(2026, 4, 19))
    undeliverable(cast, count=2)
    AwardFactory(pdf_problem="letters")
    AllowanceFactory(paid_on=None)
    AllowanceFactory(starts_on=date(2025, 4, 11))
    PartnerFactory()
    SiteFactory()


@pytest.mark.parametrize("words", ["did not arrive", "new check", "fee", "in grace", "no SMART Lead", "no licence"])
def test_each_sentence_leads_to_as_many_rows_as_it_says(words, office, cast):
    all_at_once(cast)
    (todo,) = (todo for todo in todos(at=NOW) if words in todo.sentence)
    address, _mark, query = todo.address.partition("?")
    assert len(exported(office, address, **dict(parse_qsl(query)))) == todo.count


def test_it_stands_on_the_home_page_with_its_links(office, cast):
    all_at_once(cast)
    page = text_of(office, HOME)
    assert [todo.address for todo in todos(at=NOW) if todo.address.replace("&", "&amp;") not in page] == []


def test_it_costs_the_same_for_few_and_many(cast):
    all_at_once(cast)
    with assert_statements(at_most=12) as few:
        todos(at=NOW)
    undeliverable(cast, count=5)
    PlaceAllowance.objects.update(paid_on=None)
    with assert_statements(at_most=len(few)):
        todos(at=NOW)

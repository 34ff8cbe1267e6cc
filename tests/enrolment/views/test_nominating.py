"""Nominating somebody, as a SMART Lead does it in a browser."""

import pytest

from enrolment.models import Nomination, PlaceGrant
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Ŵyn-Łukasz", "email": "Ada.Wyn@Example.org"}


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation, in Cora's region."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def lead(cast, client_of):
    """Lena's browser."""
    return client_of(cast.lead)


@pytest.fixture
def address(place):
    """The address of the form."""
    return f"/lead/places/{place.pk}/nominate/"


def test_a_name_and_an_address_hold_a_place(lead, address, place, cast):
    assert lead.post(address, ADA)["Location"] == "/lead/"
    made = Nomination.objects.get()
    assert (made.name, made.email, made.allowance) == ("Ada Ŵyn-Łukasz", "ada.wyn@example.org", place)
    assert (made.nominated_by, made.nominated_at) == (cast.lead, NOW)


def test_the_lead_reads_what_happens_next(lead, address):
    page = lead.post(address, ADA, follow=True).content.decode()
    assert "sends the invitation to ada.wyn@example.org" in page


def test_the_form_says_how_many_places_are_left(lead, address, place):
    NominationFactory(allowance=place)
    assert "5 places left of 6" in lead.get(address).content.decode()


def test_looking_nominates_nobody(lead, address):
    lead.get(address)
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "=HYPERLINK(1)"),
        ("name", "ada@example.org"),
        ("name", "123"),
        ("name", "A" * 151),
        ("email", ""),
        ("email", "ada"),
        ("email", f"{'a' * 250}@example.org"),
    ],
)
def test_what_is_no_name_or_address_is_asked_again_with_all_that_was_typed(field, typed, lead, address):
    answer = lead.post(address, ADA | {field: typed})
    kept = next(name for name in ADA if name != field)
    assert (answer.status_code, Nomination.objects.count()) == (422, 0)
    assert f'value="{ADA[kept]}"' in answer.content.decode()
    assert f'href="#id_{field}"' in answer.content.decode()


def test_pressed_twice_it_nominates_once(lead, address):
    lead.post(address, ADA)
    answer = lead.post(address, ADA | {"email": "ADA.WYN@example.org"})
    assert (answer.status_code, Nomination.objects.count()) == (409, 1)
    assert "has been nominated for this licence year already" in answer.content.decode()


def test_without_a_place_left_nothing_typed_is_lost(lead, address, place):
    PlaceGrant.objects.filter(allowance=place).update(places=1)
    NominationFactory(allowance=place)
    answer = lead.post(address, ADA)
    assert (answer.status_code, Nomination.objects.count()) == (409, 1)
    assert "release the place of somebody" in answer.content.decode()
    assert f'value="{ADA["name"]}"' in answer.content.decode()


def test_without_a_place_left_nobody_types_in_vain(lead, address, place):
    PlaceGrant.objects.filter(allowance=place).update(places=1)
    NominationFactory(allowance=place)
    page = lead.get(address).content.decode()
    assert "release the place of somebody" in page
    assert 'name="email"' not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_the_licence_year_it_says_so(method, address, cast, client_of, time_machine):
    time_machine.move_to(NOW.replace(year=2027))
    page = getattr(client_of(cast.lead), method)(address, ADA).content.decode()
    assert "This licence year is not running today" in page
    assert not Nomination.objects.exists()


def test_a_lead_may_nominate_themselves(lead, address, cast):
    lead.post(address, {"name": cast.lead.full_name, "email": cast.lead.email})
    assert Nomination.objects.get().email == cast.lead.email


def test_the_coordinator_nominates_for_the_lead_and_goes_back_to_their_own_desk(address, cast, client_of):
    answer = client_of(cast.coordinator).post(address, ADA)
    assert answer["Location"] == "/coordinator/"
    assert Nomination.objects.get().nominated_by == cast.coordinator


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_the_form(method, address, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    people = (cast.otherlead, cast.zoe, cast.trainer, cast.editor)
    assert {getattr(client_of(who), method)(address, ADA).status_code for who in people} == {404}
    assert not Nomination.objects.exists()


def test_a_stranger_signs_in_first(client, address):
    assert client.post(address, ADA)["Location"] == f"/accounts/login/?next={address}"

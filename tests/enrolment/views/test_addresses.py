"""Correcting an address and sending again, as a SMART Lead does it in a browser."""

from datetime import timedelta

import pytest

from enrolment.models import EnrolmentToken, Nomination
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation, in Cora's region."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def ada(place):
    """Somebody invited a day ago."""
    return NominationFactory(allowance=place, invited=True, email="ada@example.org")


@pytest.fixture
def lead(cast, client_of):
    """Lena's browser."""
    return client_of(cast.lead)


def correcting(nomination):
    return f"/lead/people/{nomination.pk}/address/"


def sending(nomination):
    return f"/lead/people/{nomination.pk}/send-again/"


def test_a_corrected_address_gets_its_own_invitation(lead, ada):
    answer = lead.post(correcting(ada), {"email": "Ada.New@example.org"}, follow=True)
    assert "a new invitation is on its way to ada.new@example.org" in answer.content.decode()
    assert Nomination.objects.get().email == "ada.new@example.org"


def test_before_the_invitation_nothing_is_sent(lead, place):
    ada = NominationFactory(allowance=place)
    answer = lead.post(correcting(ada), {"email": "new@example.org"}, follow=True)
    assert "The invitation will go to new@example.org" in answer.content.decode()
    assert not EnrolmentToken.objects.exists()


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("", 422, "This field is required."),
        ("ada", 422, "Enter a valid email address."),
        ("ada@example.org", 409, "This is the address we have already."),
        ("bo@example.org", 409, "has been nominated for this licence year already"),
    ],
)
def test_what_is_no_correction_is_said_next_to_the_field(typed, status, sentence, lead, ada, place):
    NominationFactory(allowance=place, email="bo@example.org")
    answer = lead.post(correcting(ada), {"email": typed})
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
    assert 'href="#id_email"' in answer.content.decode()


def test_looking_shows_the_address_to_be_corrected(lead, ada):
    page = lead.get(correcting(ada)).content.decode()
    assert 'value="ada@example.org"' in page
    assert "A new invitation goes to the corrected address" in page


@pytest.mark.parametrize("address", [correcting, sending])
@pytest.mark.parametrize("trait", ["redeemed", "declined"])
def test_who_moved_on_is_left_alone(trait, address, lead, place):
    moved = NominationFactory(allowance=place, **{trait: True})
    assert 'method="post" novalidate' not in lead.get(address(moved)).content.decode()
    assert lead.post(address(moved), {"email": "new@example.org"}).status_code == 409


def test_it_is_asked_before_it_is_sent_again(lead, ada):
    page = lead.get(sending(ada)).content.decode()
    assert "The link in the message before it stops working." in page
    assert EnrolmentToken.objects.count() == 1


def test_sent_again_the_desk_says_so(lead, ada):
    answer = lead.post(sending(ada), follow=True)
    assert "A new invitation is on its way to ada@example.org." in answer.content.decode()
    assert EnrolmentToken.objects.live().get().generation == 2


def test_twice_within_an_hour_is_refused_with_the_time(lead, ada):
    lead.post(sending(ada))
    answer = lead.post(sending(ada))
    assert (answer.status_code, EnrolmentToken.objects.count()) == (409, 2)
    assert "From 11:30 on you can send another." in lead.get(sending(ada)).content.decode()


def test_a_lapsed_one_is_told_to_hold_a_place_again(lead, place):
    lapsed = NominationFactory(allowance=place, lapsed=True)
    assert "a place is held for them again" in lead.get(sending(lapsed)).content.decode()


def test_before_the_first_invitation_the_page_says_who_sends_it(lead, place):
    page = lead.get(sending(NominationFactory(allowance=place))).content.decode()
    assert "No invitation has gone out yet." in page


@pytest.mark.parametrize("address", [correcting, sending])
def test_outside_the_licence_year_it_says_so(address, lead, ada, cast, client_of, time_machine):
    time_machine.move_to(NOW + timedelta(days=300))
    page = client_of(cast.lead).get(address(ada)).content.decode()
    assert "This licence year is not running today" in page


@pytest.mark.parametrize("address", [correcting, sending])
def test_nobody_else_finds_the_page(address, ada, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    people = (cast.otherlead, cast.zoe, cast.trainer)
    assert {client_of(who).post(address(ada), {"email": "x@example.org"}).status_code for who in people} == {404}
    assert EnrolmentToken.objects.count() == 1

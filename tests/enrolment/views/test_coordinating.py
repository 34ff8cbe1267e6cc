"""The coordinator's four acts on a nomination, through the browser's eyes."""

import pytest
from django.urls import reverse

from enrolment.rules.places import NominationStatus
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """Licence years are live at NOW."""
    time_machine.move_to(NOW)


@pytest.fixture
def places(cast):
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def waiting(places):
    return NominationFactory(allowance=places)


@pytest.fixture
def invited(places):
    return NominationFactory(allowance=places, invited=True)


def address(verb, nomination):
    return reverse(f"enrolment:{verb}", args=[nomination.pk])


def status_of(nomination):
    nomination.refresh_from_db()
    return nomination.status


def test_one_press_issues_and_says_where_the_invitation_goes(cast, waiting, client_of):
    answer = client_of(cast.coordinator).post(address("issue", waiting), follow=True)
    assert waiting.email in answer.content.decode()
    assert status_of(waiting) == NominationStatus.INVITED


def test_sending_again_ends_the_link_before_it(cast, invited, client_of):
    client_of(cast.coordinator).post(address("resend", invited))
    assert [token.status for token in invited.tokens.order_by("generation")] == ["replaced", "live"]


@pytest.mark.parametrize("verb", ["issue", "resend"])
def test_looking_at_an_act_of_one_press_does_nothing(verb, cast, waiting, client_of):
    answer = client_of(cast.coordinator).get(address(verb, waiting))
    assert (answer.url, status_of(waiting)) == ("/coordinator/", NominationStatus.NOMINATED)


def test_refusing_needs_a_reason_that_the_lead_reads(cast, waiting, client_of):
    client = client_of(cast.coordinator)
    assert client.post(address("refuse", waiting), {"reason": " "}).status_code == 422
    client.post(address("refuse", waiting), {"reason": "Please nominate somebody over 18."})
    assert (status_of(waiting), waiting.reason) == (NominationStatus.REFUSED, "Please nominate somebody over 18.")


def test_revoking_is_asked_about_first(cast, invited, client_of):
    client = client_of(cast.coordinator)
    assert b"Revoke this invitation?" in client.get(address("revoke", invited)).content
    assert status_of(invited) == NominationStatus.INVITED
    client.post(address("revoke", invited))
    assert status_of(invited) == NominationStatus.REVOKED


def test_what_the_service_refuses_is_said_on_the_page_of_the_person(cast, invited, client_of):
    answer = client_of(cast.coordinator).post(address("issue", invited))
    assert (answer.status_code, b"moved on meanwhile" in answer.content) == (409, True)


@pytest.mark.parametrize("verb", ["issue", "resend", "refuse", "revoke"])
@pytest.mark.parametrize("who", ["lead", "otherlead", "trainer", "zoe", "office"])
def test_it_is_the_regions_coordinator_or_nobody(verb, who, cast, waiting, client_of):
    assert cast.coordinator
    answer = client_of(getattr(cast, who)).post(address(verb, waiting), {"reason": "x"})
    assert (answer.status_code, status_of(waiting)) == (404, NominationStatus.NOMINATED)

"""Sending a kind reminder, as a SMART Lead does it in a browser."""

import pytest

from enrolment.models import Nudge, Source
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory, appoint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """A place of Lena's organisation on which Zoë learns."""
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    nomination = NominationFactory(allowance=allowance, name="Zoë Ŵyn", redeemed=True, learner=cast.zoe)
    EnrolmentFactory(learner=cast.zoe, source=Source.PLACE, nomination=nomination)
    return nomination


@pytest.fixture
def lead(cast, client_of):
    """Lena's browser."""
    return client_of(cast.lead)


def address(nomination):
    return f"/lead/people/{nomination.pk}/nudge/"


def test_asking_sends_nothing_and_says_what_would_go_out(place, lead):
    page = lead.get(address(place)).content.decode()
    assert all(words in page for words in ("Zoë Ŵyn", "in your name, Lena Hartley", "how to pause"))
    assert not Nudge.objects.exists()


def test_one_press_sends_it_and_says_so(place, lead, cast):
    answer = lead.post(address(place), follow=True)
    assert "A kind reminder is on its way to Zoë Ŵyn." in answer.content.decode()
    assert Nudge.objects.get().sent_by == cast.lead


def test_the_coordinator_goes_back_to_their_own_desk(place, cast, client_of):
    assert client_of(cast.coordinator).post(address(place))["Location"] == "/coordinator/"


def test_pressed_twice_it_is_sent_once_and_says_from_when_again(place, lead):
    lead.post(address(place))
    answer = lead.post(address(place))
    assert (answer.status_code, Nudge.objects.count()) == (409, 1)
    assert "from 27 April 2026" in answer.content.decode()
    assert "from 27 April 2026" in lead.get(address(place)).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_it(method, place, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    appoint(cast.amir, SiteFactory(organisation=cast.partner))
    people = (cast.otherlead, cast.zoe, cast.trainer, cast.editor, cast.amir)
    assert {getattr(client_of(who), method)(address(place)).status_code for who in people} == {404}
    assert not Nudge.objects.exists()

"""Pausing with one's own place and going on, as a browser shows it."""

import pytest

from enrolment.models import Source
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """A place of Lena's organisation on which Zoë learns."""
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    nomination = NominationFactory(allowance=allowance, redeemed=True, learner=cast.zoe)
    EnrolmentFactory(learner=cast.zoe, source=Source.PLACE, nomination=nomination)
    return nomination


@pytest.fixture
def zoe(cast, client_of):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(place, verb="pause"):
    return f"/learn/places/{place.pk}/{verb}/"


def paused_since(place):
    place.refresh_from_db()
    return place.paused_at


def test_her_home_leads_there(place, zoe):
    assert f'href="{address(place)}"' in zoe.get("/learn/").content.decode()


def test_asking_changes_nothing_and_says_that_it_gives_no_extra_time(place, zoe):
    page = zoe.get(address(place)).content.decode()
    assert "Pausing gives no extra time" in page
    assert "runs until 31 December 2026" in page
    assert paused_since(place) is None


def test_one_press_pauses_and_her_home_offers_to_go_on(place, zoe):
    page = zoe.post(address(place), follow=True).content.decode()
    assert paused_since(place) == NOW
    assert "Your place is kept for you." in page
    assert f'action="{address(place, "resume")}"' in page


def test_one_press_goes_on(place, zoe):
    zoe.post(address(place))
    assert "You go on where you were." in zoe.post(address(place, "resume"), follow=True).content.decode()
    assert paused_since(place) is None


def test_where_nothing_is_left_to_do_there_is_nothing_to_pause(place, zoe):
    place.enrolments.update(status="completed", completed_at=NOW)
    assert zoe.post(address(place)).status_code == 409
    assert address(place) not in zoe.get("/learn/").content.decode()


@pytest.mark.parametrize("verb", ["pause", "resume"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_it(method, verb, place, cast, client_of):
    people = (cast.amir, cast.lead, cast.coordinator, cast.office)
    assert {getattr(client_of(who), method)(address(place, verb)).status_code for who in people} == {404}


def test_a_place_that_was_released_cannot_be_paused(place, zoe):
    type(place).objects.update(status="released", ended_at=NOW)
    assert zoe.post(address(place)).status_code == 404

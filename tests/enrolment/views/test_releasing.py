"""Releasing a place, as a SMART Lead does it in a browser."""

import pytest

from enrolment.models import Enrolment, Source
from enrolment.rules.places import NominationStatus
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
    """Six places of Lena's organisation, in Cora's region."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def lead(cast, client_of):
    """Lena's browser."""
    return client_of(cast.lead)


def address(nomination):
    return f"/lead/people/{nomination.pk}/release/"


def status_of(nomination):
    nomination.refresh_from_db()
    return nomination.status


def test_asking_changes_nothing_and_names_the_person(lead, place):
    nomination = NominationFactory(allowance=place, name="Ada Ŵyn", invited=True)
    page = lead.get(address(nomination)).content.decode()
    assert "Ada Ŵyn" in page
    assert status_of(nomination) == NominationStatus.INVITED


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        ({"invited": True}, "stops working"),
        ({"redeemed": True}, "no longer open the courses"),
        ({"lapsed": True}, "its place has come back already"),
    ],
)
def test_it_says_beforehand_what_it_does(traits, words, lead, place):
    assert words in lead.get(address(NominationFactory(allowance=place, **traits))).content.decode()


@pytest.mark.parametrize("traits", [{}, {"invited": True}, {"lapsed": True}, {"redeemed": True}])
def test_one_press_gives_the_place_back(traits, lead, place, cast):
    nomination = NominationFactory(allowance=place, **traits)
    assert lead.post(address(nomination))["Location"] == "/lead/"
    assert status_of(nomination) == NominationStatus.RELEASED
    assert (nomination.ended_by, nomination.ended_at) == (cast.lead, NOW)


def test_the_gated_course_closes_and_the_open_ones_stay(lead, place):
    nomination = NominationFactory(allowance=place, redeemed=True)
    gated = EnrolmentFactory(learner=nomination.learner, source=Source.PLACE, nomination=nomination)
    own = EnrolmentFactory(learner=nomination.learner)
    lead.post(address(nomination))
    assert list(Enrolment.objects.active()) == [own]
    assert Enrolment.objects.get(pk=gated.pk).withdrawn_at == NOW


def test_the_lead_reads_that_it_is_done(lead, place):
    nomination = NominationFactory(allowance=place, name="Ada Ŵyn")
    assert "The place of Ada Ŵyn is released" in lead.post(address(nomination), follow=True).content.decode()


@pytest.mark.parametrize(
    ("traits", "words"), [({"used": True}, "has been used"), ({"declined": True}, "has ended already")]
)
def test_what_cannot_be_released_is_refused_in_a_sentence(traits, words, lead, place):
    nomination = NominationFactory(allowance=place, **traits)
    before, answer = nomination.status, lead.post(address(nomination))
    assert (answer.status_code, status_of(nomination)) == (409, before)
    assert words in answer.content.decode()
    assert words in lead.get(address(nomination)).content.decode()


def test_pressed_twice_it_is_released_once(lead, place):
    nomination = NominationFactory(allowance=place)
    lead.post(address(nomination))
    assert lead.post(address(nomination)).status_code == 409


def test_the_coordinator_may_and_goes_back_to_their_own_desk(place, cast, client_of):
    nomination = NominationFactory(allowance=place)
    assert client_of(cast.coordinator).post(address(nomination))["Location"] == "/coordinator/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_it(method, place, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    nomination = NominationFactory(allowance=place, redeemed=True, learner=cast.zoe)
    people = (cast.otherlead, cast.zoe, cast.trainer, cast.editor)
    assert {getattr(client_of(who), method)(address(nomination)).status_code for who in people} == {404}
    assert status_of(nomination) == NominationStatus.REDEEMED


def test_a_stranger_signs_in_first(client, place):
    nomination = NominationFactory(allowance=place)
    assert client.post(address(nomination))["Location"] == f"/accounts/login/?next={address(nomination)}"

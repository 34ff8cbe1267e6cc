"""What became of an invitation, on the row of whom it is for."""

from datetime import timedelta

import pytest

from enrolment.models import Nomination
from lms.dashboards.desk.people import people_of, ready_to_list
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.factories.messages import MessageFactory
from tests.factories.partners import NominationFactory, TokenFactory

pytestmark = pytest.mark.django_db
SENT = {"sent": True, "sent_at": NOW - timedelta(days=3), "claimed_at": NOW - timedelta(days=3)}


def mail_to(nomination, *, generation=1, **traits):
    return MessageFactory(key=f"invitation:{nomination.pk}:{generation}", kind="invitation", **traits)


def delivery(nomination):
    (person,) = people_of(ready_to_list(Nomination.objects.filter(pk=nomination.pk)), at=NOW)
    return person.delivery


@pytest.mark.parametrize(
    ("traits", "words", "is_trouble"),
    [
        ({}, "The invitation is about to go out.", False),
        ({"sending": True}, "The invitation is about to go out.", False),
        (SENT, "Invitation sent on 17 April 2026", False),
        ({"failed": True}, "The invitation could not be delivered. Please check the address.", True),
        ({"uncertain": True}, "The invitation may not have arrived. Please ask them.", True),
        ({"cancelled": True}, "", False),
    ],
)
def test_it_is_said_in_words(traits, words, is_trouble):
    nomination = NominationFactory(invited=True)
    mail_to(nomination, **traits)
    assert (delivery(nomination).words, delivery(nomination).is_trouble) == (words, is_trouble)


def test_the_one_sent_last_counts():
    nomination = NominationFactory(status="invited")
    TokenFactory(nomination=nomination, status="replaced", ended_at=NOW)
    TokenFactory(nomination=nomination, generation=2)
    mail_to(nomination, failed=True)
    mail_to(nomination, generation=2, **SENT)
    assert delivery(nomination).status == Status.SENT


def test_another_persons_invitation_tells_nothing():
    mail_to(NominationFactory(invited=True), failed=True)
    assert delivery(NominationFactory(invited=True)) is None
    assert OutboundEmail.objects.count() == 1


@pytest.mark.parametrize("trait", ["lapsed", "declined", "redeemed"])
def test_it_is_no_news_once_the_invitation_is_over(trait):
    nomination = NominationFactory(**{trait: True})
    mail_to(nomination, failed=True)
    assert delivery(nomination) is None

"""What the database refuses, and what the words of the outbox mean."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from lms.notifications.models import OutboundEmail, Status
from lms.notifications.rules import State
from tests.cast import NOW
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_stored_states_are_those_of_the_rules():
    assert Status.values == [state.value for state in State]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"status": "lost"},
        {"status": Status.SENT, "claimed_at": NOW},
        {"status": Status.QUEUED, "sent_at": NOW},
        {"status": Status.SENDING},
        {"status": Status.UNCERTAIN},
        {"status": Status.CANCELLED, "personal": True, "text": "Your link"},
        {"status": Status.QUEUED, "to": ""},
    ],
)
def test_the_database_refuses_impossible_messages(nonsense):
    with pytest.raises(IntegrityError):
        MessageFactory(**nonsense)


def test_one_key_has_one_message():
    MessageFactory(key="welcome:1")
    with pytest.raises(IntegrityError):
        MessageFactory(key="welcome:1")


def test_due_are_queued_messages_whose_time_has_come_longest_waiting_first():
    second, first = MessageFactory(next_attempt_at=NOW), MessageFactory(next_attempt_at=NOW - HOUR)
    MessageFactory(next_attempt_at=NOW + HOUR)
    MessageFactory(sent=True, next_attempt_at=NOW - HOUR)
    assert list(OutboundEmail.objects.due(at=NOW)) == [first, second]


def test_stuck_are_messages_sending_for_longer_than_the_limit(settings):
    settings.OUTBOX_UNCERTAIN_AFTER_SECONDS = 600
    stuck = MessageFactory(sending=True, claimed_at=NOW - timedelta(seconds=601))
    MessageFactory(sending=True, claimed_at=NOW - timedelta(seconds=599))
    assert list(OutboundEmail.objects.stuck(at=NOW)) == [stuck]


def test_what_may_have_gone_out_today_counts_towards_the_cap():
    for trait in ("sending", "sent", "uncertain", "failed"):
        MessageFactory(**{trait: True}, claimed_at=NOW - HOUR)
    MessageFactory(sent=True, claimed_at=NOW - timedelta(hours=25))
    assert OutboundEmail.objects.counting_towards_cap(at=NOW).count() == 3


def test_a_message_is_claimed_once():
    message = MessageFactory(next_attempt_at=NOW)
    assert OutboundEmail.objects.claim(pk=message.pk, at=NOW)
    assert not OutboundEmail.objects.claim(pk=message.pk, at=NOW)


def test_a_message_that_is_not_due_cannot_be_claimed():
    message = MessageFactory(next_attempt_at=NOW + HOUR)
    assert not OutboundEmail.objects.claim(pk=message.pk, at=NOW)


def test_erasing_a_person_leaves_the_message(cast):
    message = MessageFactory(user=cast.zoe)
    cast.zoe.delete()
    message.refresh_from_db()
    assert message.user is None

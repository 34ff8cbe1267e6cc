"""One attempt to send: what the mail server says decides what becomes of the message."""

from datetime import timedelta

import pytest

from lms.notifications import delivery
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.factories.messages import MessageFactory
from tests.notifications.smtp_server import HANG_UP, SILENT

pytestmark = pytest.mark.django_db


def delivered(message: OutboundEmail) -> OutboundEmail:
    delivery.deliver(pk=message.pk, at=NOW)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("step", "reply", "status"),
    [
        ("GREETING", "421 busy", Status.QUEUED),
        ("GREETING", "554 no service", Status.QUEUED),
        ("GREETING", HANG_UP, Status.QUEUED),
        ("GREETING", SILENT, Status.QUEUED),
        ("MAIL", "451 later", Status.QUEUED),
        ("MAIL", "550 not from you", Status.FAILED),
        ("RCPT", "450 greylisted", Status.QUEUED),
        ("RCPT", "550 no such user", Status.FAILED),
        ("DATA", "451 later", Status.QUEUED),
        ("END", "250 taken", Status.SENT),
        ("END", "451 later", Status.QUEUED),
        ("END", "554 spam", Status.FAILED),
        ("END", SILENT, Status.UNCERTAIN),
        ("END", HANG_UP, Status.UNCERTAIN),
    ],
)
def test_the_answer_of_the_mail_server_decides(smtp, message, step, reply, status):
    smtp.says[step] = reply
    assert delivered(message).status == status


def test_when_nobody_listens_the_message_waits(smtp, message, settings):
    settings.EMAIL_PORT = 1
    assert delivered(message).status == Status.QUEUED
    assert message.next_attempt_at == NOW + timedelta(minutes=1)


def test_the_attempt_after_the_last_fails(smtp, message):
    smtp.says["RCPT"] = "450 greylisted"
    OutboundEmail.objects.update(attempts=7)
    assert delivered(message).status == Status.FAILED


def test_what_the_mail_server_said_is_kept(smtp, message):
    smtp.says["RCPT"] = "550 no such user"
    assert "no such user" in delivered(message).error


def test_a_sent_message_has_its_time_and_its_words(message, mailoutbox):
    assert delivered(message).sent_at == NOW
    assert (message.subject, message.html) == ("Note 0", "<p>Hello</p>")
    assert [mail.to for mail in mailoutbox] == [["zoe@example.org"]]


def test_the_text_of_a_personal_message_is_not_kept(mailoutbox):
    message = delivered(MessageFactory(kind="tests-private", personal=True, next_attempt_at=NOW))
    assert (message.status, message.text, message.html) == (Status.SENT, "", "")
    assert mailoutbox[0].body == "Hello you"


def test_a_message_nobody_wants_any_more_is_cancelled(mailoutbox):
    assert delivered(MessageFactory(kind="tests-unwanted", next_attempt_at=NOW)).status == Status.CANCELLED
    assert mailoutbox == []


@pytest.mark.parametrize("kind", ["tests-broken", "tests-nobody-registered"])
def test_a_message_that_cannot_be_rendered_waits_for_a_release_that_mends_it(kind):
    message = delivered(MessageFactory(kind=kind, next_attempt_at=NOW))
    assert (message.status, message.attempts) == (Status.QUEUED, 1)


def test_a_message_is_sent_once_however_often_it_is_delivered(message, mailoutbox):
    delivered(message)
    assert delivered(message).attempts == 1
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("trait", ["sending", "uncertain", "failed", "cancelled"])
def test_only_queued_messages_are_sent(trait, mailoutbox):
    delivered(MessageFactory(**{trait: True}, next_attempt_at=NOW))
    assert mailoutbox == []


def test_nothing_goes_out_while_paused(message, mailoutbox, settings):
    settings.OUTBOX_PAUSED = True
    assert delivered(message).status == Status.QUEUED
    assert mailoutbox == []


def test_nothing_goes_out_above_the_daily_cap(message, mailoutbox, settings):
    settings.OUTBOX_DAILY_CAP = 1
    MessageFactory(sent=True, claimed_at=NOW)
    assert delivered(message).status == Status.QUEUED
    assert mailoutbox == []


def test_a_claim_that_was_lost_meanwhile_is_not_written_over(message):
    OutboundEmail.objects.claim(pk=message.pk, at=NOW)
    message.refresh_from_db()
    OutboundEmail.objects.update(status=Status.UNCERTAIN)
    delivery.settle(message, delivery.Attempt(delivery.Outcome.ACCEPTED), at=NOW)
    assert OutboundEmail.objects.get().status == Status.UNCERTAIN


def test_every_attempt_at_a_message_carries_the_same_message_id(smtp, message):
    delivered(message)
    OutboundEmail.objects.update(status=Status.QUEUED, sent_at=None)
    delivered(message)
    lines = [line for mail in smtp.taken for line in mail.splitlines() if line.startswith("Message-ID")]
    assert len(lines) == 2
    assert lines[0] == lines[1]

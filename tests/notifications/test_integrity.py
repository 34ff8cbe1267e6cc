"""What check_integrity says of the outbox."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.notifications.integrity import outbox
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db


def test_an_outbox_in_order_has_no_findings():
    for trait in ("sending", "sent", "uncertain", "failed", "cancelled"):
        MessageFactory(**{trait: True})
    MessageFactory()
    assert list(outbox()) == []


def test_a_message_sending_for_too_long_is_found(settings):
    MessageFactory(
        sending=True, claimed_at=timezone.now() - timedelta(seconds=settings.OUTBOX_UNCERTAIN_AFTER_SECONDS + 200)
    )
    assert "scheduler" in next(outbox())


def test_a_waiting_message_of_an_unknown_kind_is_found():
    MessageFactory(kind="tests-nobody")
    assert "tests-nobody" in next(outbox())


def test_the_command_names_it_and_fails(capsys):
    MessageFactory(kind="tests-nobody")
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert "tests-nobody" in capsys.readouterr().out

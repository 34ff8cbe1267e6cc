"""The sweep finishes from rows what a crash or a lost message interrupted."""

from datetime import timedelta

import pytest

from lms.notifications.models import OutboundEmail, Status
from lms.notifications.periodic import sweep_outbox
from lms.notifications.services.sweeping import Swept, sweep
from tests.cast import NOW
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_a_due_message_whose_wake_up_was_lost_goes_out(message, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        sweep_outbox.delay()
    assert len(mailoutbox) == 1


def test_a_message_cut_off_while_sending_is_uncertain_and_never_sent_by_machine(
    django_capture_on_commit_callbacks, mailoutbox
):
    MessageFactory(sending=True, claimed_at=LONG_AGO)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(at=NOW) == Swept(woken=0, uncertain=1, blanked=0)
    assert OutboundEmail.objects.get().status == Status.UNCERTAIN
    assert mailoutbox == []


def test_an_attempt_that_may_still_be_running_is_left_alone():
    MessageFactory(sending=True, claimed_at=NOW - timedelta(seconds=30))
    assert sweep(at=NOW).uncertain == 0


def test_the_sweep_wakes_no_more_than_the_cap_allows(settings):
    settings.OUTBOX_DAILY_CAP = 3
    MessageFactory(sent=True, claimed_at=NOW)
    MessageFactory.create_batch(5, next_attempt_at=NOW)
    assert sweep(at=NOW).woken == 2


def test_the_sweep_wakes_nothing_while_paused(message, settings):
    settings.OUTBOX_PAUSED = True
    assert sweep(at=NOW).woken == 0


def test_what_waits_above_the_cap_goes_out_the_next_day(message, settings):
    settings.OUTBOX_DAILY_CAP = 1
    MessageFactory(sent=True, claimed_at=NOW)
    assert (sweep(at=NOW).woken, sweep(at=NOW + timedelta(hours=25)).woken) == (0, 1)


def test_text_of_personal_messages_that_stopped_is_forgotten_after_a_week():
    stopped = {"kind": "library", "personal": True, "text": "Your link"}
    old = MessageFactory(failed=True, **stopped, queued_at=NOW - timedelta(days=8))
    new = MessageFactory(failed=True, **stopped, queued_at=NOW - timedelta(days=6))
    assert sweep(at=NOW).blanked == 1
    assert set(OutboundEmail.objects.values_list("pk", "text")) == {(old.pk, ""), (new.pk, "Your link")}

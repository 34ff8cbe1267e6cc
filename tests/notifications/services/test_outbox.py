"""Writing to somebody once, and sending again by hand."""

from datetime import timedelta

import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from lms.core.errors import DomainError
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.services.outbox import queue_email, resend
from tests.cast import NOW
from tests.factories.messages import MessageFactory
from tests.notifications import letters

pytestmark = pytest.mark.django_db
ASKED = {"key": "note:1", "kind": letters.NOTE.name, "to": "zoe@example.org"}


def test_a_queued_message_goes_out_after_the_commit(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        queue_email(**ASKED, refs={"n": 7})
        assert mailoutbox == []
    assert [mail.subject for mail in mailoutbox] == ["Note 7"]


def test_asking_twice_makes_one_message(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = queue_email(**ASKED), queue_email(**{**ASKED, "to": "amir@example.org"})
    assert (first.pk, second.to) == (second.pk, "zoe@example.org")
    assert len(mailoutbox) == 1


def test_asking_twice_leaves_the_transaction_of_the_caller_whole():
    with transaction.atomic():
        queue_email(**ASKED)
        queue_email(**ASKED)
        MessageFactory(key="note:2")
    assert OutboundEmail.objects.count() == 2


def test_what_is_rolled_back_was_never_asked(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        queue_email(**ASKED)
        transaction.set_rollback(True)
    assert (OutboundEmail.objects.count(), mailoutbox) == (0, [])


def test_a_message_for_later_waits_for_the_sweep(django_capture_on_commit_callbacks, mailoutbox, time_machine):
    time_machine.move_to(NOW, tick=False)
    with django_capture_on_commit_callbacks(execute=True) as run:
        queue_email(**ASKED, at=NOW + timedelta(hours=1))
    assert (run, mailoutbox) == ([], [])


def test_a_message_remembers_person_refs_and_whether_it_is_personal(cast):
    row = queue_email(key="p:1", kind=letters.PRIVATE.name, to="zoe@example.org", user=cast.zoe, refs={"enrolment": 3})
    assert (row.user, row.refs, row.personal, row.text) == (cast.zoe, {"enrolment": 3}, True, "")


def test_without_an_address_the_refusal_is_a_sentence():
    with pytest.raises(DomainError, match="no e-mail address") as refusal:
        queue_email(**{**ASKED, "to": ""})
    assert refusal.value.code == "no_address"


def test_a_kind_nobody_registered_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="not registered"):
        queue_email(**{**ASKED, "kind": "tests-unknown"})


@pytest.mark.parametrize("trait", ["uncertain", "failed"])
def test_a_person_may_decide_to_send_again(trait, cast, django_capture_on_commit_callbacks, mailoutbox):
    message = MessageFactory(**{trait: True})
    with django_capture_on_commit_callbacks(execute=True):
        again = resend(email=message, by=cast.office, at=NOW)
    assert (again.status, again.attempts, again.error) == (Status.QUEUED, 0, "")
    assert len(mailoutbox) == 1


def test_sending_again_is_written_into_the_audit_log(cast):
    resend(email=MessageFactory(failed=True), by=cast.office, at=NOW)
    entry = ModelLogEntry.objects.get(action="notifications.resend")
    assert (entry.user, entry.data) == (cast.office, {"kind": "tests-note", "was": "failed"})


@pytest.mark.parametrize("trait", ["sending", "sent", "cancelled"])
def test_other_messages_cannot_be_sent_again(trait, cast):
    with pytest.raises(DomainError) as refusal:
        resend(email=MessageFactory(**{trait: True}), by=cast.office, at=NOW)
    assert refusal.value.code == "not_resendable"


def test_sending_again_twice_is_refused_the_second_time(cast):
    message = MessageFactory(failed=True)
    resend(email=message, by=cast.office, at=NOW)
    with pytest.raises(DomainError, match="reload"):
        resend(email=message, by=cast.office, at=NOW)


@pytest.mark.parametrize(("changes", "code"), [({"to": ""}, "no_address"), ({"kind": "library"}, "text_gone")])
def test_what_is_no_longer_kept_cannot_be_sent_again(changes, code, cast):
    with pytest.raises(DomainError) as refusal:
        resend(email=MessageFactory(failed=True, **changes), by=cast.office, at=NOW)
    assert refusal.value.code == code

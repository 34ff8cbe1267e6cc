"""Finishing an open course brings one neutral message, finishing one that qualifies an award."""

import pytest

from certificates.models import Award
from enrolment.models import Enrolment
from enrolment.signals import enrolment_completed
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.awards import FinishedFactory

pytestmark = pytest.mark.django_db


def announce(enrolment: Enrolment) -> None:
    enrolment_completed.send(sender=Enrolment, enrolment=enrolment, at=NOW)


def test_finishing_queues_one_message_however_often_it_is_announced(finished) -> None:
    announce(finished)
    announce(finished)
    email = OutboundEmail.objects.get()
    assert (email.key, email.kind, email.to) == (f"completion-note:{finished.pk}", "completion_note", "zoe@example.org")


def test_the_row_holds_ids_and_no_words(finished) -> None:
    announce(finished)
    email = OutboundEmail.objects.get()
    assert email.refs == {"enrolment": str(finished.pk)}
    assert (email.subject, email.text) == ("", "")


def test_somebody_without_an_address_gets_no_message(finished) -> None:
    finished.learner.email = None
    announce(finished)
    assert not OutboundEmail.objects.exists()


def test_a_gated_course_brings_no_note(cast, enrolment_of) -> None:
    announce(enrolment_of(cast.zoe, "smart-facilitator"))
    assert not OutboundEmail.objects.exists()


def test_the_message_goes_out_after_the_commit(finished, mailoutbox, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        announce(finished)
    assert [message.subject for message in mailoutbox] == ["Your training: a note to keep"]


def test_a_course_that_qualifies_brings_an_award_in_the_same_transaction():
    announce(FinishedFactory())
    assert Award.objects.count() == 1
    assert not OutboundEmail.objects.filter(kind="completion_note").exists()


def test_certificate_and_message_follow_the_commit(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        announce(FinishedFactory())
    assert Award.objects.get().pdf_name
    assert [message.subject for message in mailoutbox] == ["Your training: something to keep"]

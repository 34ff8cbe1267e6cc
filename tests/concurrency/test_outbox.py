"""Races at the outbox, with real threads on PostgreSQL; each with the naive way as its control."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from lms.notifications.models import OutboundEmail, Status
from lms.notifications.services.outbox import queue_email
from tests.factories.messages import MessageFactory
from tests.notifications import letters

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
THREADS = 20
ASKED = {"kind": letters.NOTE.name, "to": "zoe@example.org"}


def all_at_once(act):
    """Run `act` in twenty threads that start together, each with a connection of its own; return what they return."""
    start = threading.Barrier(THREADS)

    def run(number):
        connection.ensure_connection()
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_twenty_threads_asking_with_one_key_make_one_message_sent_once(mailoutbox):
    rows = all_at_once(lambda n: queue_email(key="race:1", **ASKED))
    assert len({row.pk for row in rows}) == 1
    assert len(mailoutbox) == 1


def test_control_looking_first_and_then_writing_makes_several():
    def look_then_write(number):
        if not OutboundEmail.objects.filter(key__startswith="control:").exists():
            OutboundEmail.objects.create(key=f"control:{number}", **ASKED)

    all_at_once(look_then_write)
    assert OutboundEmail.objects.count() > 1


def test_twenty_threads_claiming_one_message_give_it_to_one():
    message, now = MessageFactory(), timezone.now()
    claims = all_at_once(lambda n: OutboundEmail.objects.claim(pk=message.pk, at=now))
    assert sorted(claims) == [False] * (THREADS - 1) + [True]


def test_control_reading_and_then_saving_gives_it_to_several():
    message = MessageFactory()

    def read_then_save(number):
        row = OutboundEmail.objects.get(pk=message.pk)
        free = row.status == Status.QUEUED
        row.status, row.claimed_at = Status.SENDING, timezone.now()
        row.save()
        return free

    assert sum(all_at_once(read_then_save)) > 1

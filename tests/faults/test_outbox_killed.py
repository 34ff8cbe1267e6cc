"""A worker is killed with mails queued and started again: nothing is sent twice, nothing is lost without a word."""

import os
from collections import Counter

import pytest
from django.core.mail import send_mail
from django.db import connection

from lms.demo.mailbox import letters
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.periodic import sweep_outbox
from lms.notifications.tasks import deliver_email
from tests.faults.workers import CONCURRENCY, Works, redis_answers, wait_until

FULL = os.environ.get("PROVE") == "1"
MAILS = 200 if FULL else 24
KILLS = 5 if FULL else 1


def brokers() -> list[str]:
    """Return the demo's kind of broker on SQLite and production's on PostgreSQL; all there are at full numbers."""
    every = ["filesystem", "redis"] if redis_answers() else ["filesystem"]
    return every if FULL else [every[-1] if connection.vendor == "postgresql" else every[0]]


@pytest.fixture(params=brokers())
def works(request, tmp_path, settings, transactional_db):
    settings.OUTBOX_PAUSED = True  # in this process; the workers have settings of their own
    works = Works(broker=request.param, folder=tmp_path)
    settings.MAILBOX_DIR = works.mailbox
    yield works
    works.clear()


@pytest.fixture
def queued(works):
    for number in range(MAILS):
        send_mail("Hello", "Text", None, [f"person-{number}@example.org"])
    for pk in OutboundEmail.objects.values_list("pk", flat=True):
        works.send(deliver_email.name, pk)


def arrived() -> Counter[str]:
    return Counter(letter.to for letter in letters())


def kill_midway(works, *, after):
    works.start()
    wait_until(lambda: arrived().total() >= after)
    works.kill()


def sweep_until_settled(works):
    def settled():
        works.send(sweep_outbox.name)
        return not OutboundEmail.objects.filter(status__in=[Status.QUEUED, Status.SENDING]).exists()

    works.start()
    wait_until(settled, every=0.5)


def test_a_killed_worker_sends_nothing_twice_and_loses_nothing_unseen(works, queued):
    for kill in range(1, KILLS + 1):
        kill_midway(works, after=kill * MAILS // (KILLS + 3))
    assert 0 < OutboundEmail.objects.filter(status=Status.QUEUED).count() < MAILS
    sweep_until_settled(works)
    uncertain = set(OutboundEmail.objects.filter(status=Status.UNCERTAIN).values_list("to", flat=True))
    sent = set(OutboundEmail.objects.filter(status=Status.SENT).values_list("to", flat=True))
    assert set(arrived().values()) == {1}
    assert len(uncertain) <= KILLS * CONCURRENCY
    assert len(sent | uncertain) == MAILS
    assert sent <= set(arrived()) <= sent | uncertain

"""Work on commit: sent after the transaction, never sent when it fails, never the reason for a failure."""

import pytest
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from lms.core.background import on_commit_run

pytestmark = pytest.mark.django_db(transaction=True)
done: list[int] = []


@shared_task
def note_down(number: int) -> None:
    done.append(number)


@shared_task
def find_the_broker_down() -> None:
    raise OperationalError


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def test_the_task_is_sent_when_the_transaction_commits():
    with transaction.atomic():
        on_commit_run(note_down, 7)
        assert done == []
    assert done == [7]


def test_the_task_is_not_sent_when_the_transaction_fails():
    with transaction.atomic():
        on_commit_run(note_down, 7)
        transaction.set_rollback(True)
    assert done == []


def test_a_broker_that_is_down_does_not_fail_what_was_committed():
    with transaction.atomic():
        on_commit_run(find_the_broker_down)
        on_commit_run(note_down, 8)
    assert done == [8]

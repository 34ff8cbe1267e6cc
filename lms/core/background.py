"""The one way to hand work to a worker: on commit, and never failing the request when the broker is down."""

from typing import Any

from celery import Task
from django.db import transaction


def on_commit_run(task: Task, *args: Any) -> None:
    """Send `task` with `args` (JSON values, usually one primary key) once the transaction has committed.

    A broker that is down is logged, not raised: the row is the truth and the periodic sweep finds it again.
    """

    def send() -> None:  # no partial: Django logs the name of what failed, and a partial has none
        task.delay(*args)

    transaction.on_commit(send, robust=True)

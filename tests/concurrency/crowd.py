"""Many threads at the same moment, each with a database connection of its own.

On PostgreSQL twenty (`make prove`: fifty); on SQLite, which lets one writer in at a time, few: there the tests prove
that nothing is lost, not that a lock is needed. Controls, which show what happens without one, run on PostgreSQL.
"""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models.signals import ModelSignal

from lms.core.errors import DomainError

FULL = os.environ.get("PROVE") == "1"
ROUNDS = 10 if FULL else 2
PATIENCE = 0.4  # seconds that a thread waits for another one which a lock may be holding up
# In a control no lock does, and on a busy machine the other one may come late: then the race would not happen.
PATIENCE_OF_CONTROLS = 10.0
waits: list[float] = [PATIENCE]


def size() -> int:
    """Return how many threads make a crowd on this database."""
    many = 50 if FULL else 20
    return many if connection.vendor == "postgresql" else 5


def all_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run `acts`, a thread each, from one moment; return what they return, or the exception that ended them."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        start.wait()
        try:
            return act()
        except Exception as error:  # what ended a thread is what the test asks about
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def crowd(act: Callable[[], Any]) -> list[Any]:
    """Let a crowd do the same thing at the same moment."""
    return all_at_once(*[act] * size())


def errors(results: list[Any]) -> list[str]:
    """Return the names of the exceptions among `results`; of refusals their codes."""
    found = [result for result in results if isinstance(result, Exception)]
    return [error.code if isinstance(error, DomainError) else type(error).__name__ for error in found]


@contextmanager
def meeting(signal: ModelSignal, sender: type, *, of: int = 2) -> Iterator[None]:
    """Let threads wait for one another where `sender` is written, so that the dangerous moment happens every time.

    Threads that met also wait for one another at their commit: on a busy machine one would be over and done with
    before the other one has looked, and a control would prove nothing.
    """
    point, leave = threading.Barrier(of), threading.Barrier(of)

    def wait(**kwargs: Any) -> None:
        if waited(point, waits[-1]) and connection.in_atomic_block:
            hold_back_commit(leave)

    signal.connect(wait, sender=sender, dispatch_uid="tests.meeting")
    try:
        yield
    finally:
        signal.disconnect(sender=sender, dispatch_uid="tests.meeting")


def waited(point: threading.Barrier, seconds: float) -> bool:
    """Wait at `point` until all are there; tell whether they came: not when a lock holds them up, as it should."""
    try:
        point.wait(seconds)
    except threading.BrokenBarrierError:
        return False
    return True


def hold_back_commit(leave: threading.Barrier) -> None:
    """Let this thread's next commit wait until the others come to theirs, unless they wait for this one's."""
    commit = connection.commit

    def together() -> None:
        connection.commit = commit
        waited(leave, PATIENCE * 5)
        commit()

    connection.commit = together


def interrupted(first: Callable[[], Any], second: Callable[[], Any], *, at: str) -> list[Any]:
    """Run `first`, and `second` the moment the first is about to send a statement that begins with `at`.

    The first goes on once the second is done, or after a while when the first holds what the second waits for.
    Return what both came to.
    """
    reached, over = threading.Event(), threading.Event()

    def pause(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if sql.startswith(at) and not reached.is_set():
            reached.set()
            over.wait(waits[-1])
        return execute(sql, params, many, context)

    def lead() -> Any:
        with connection.execute_wrapper(pause):
            return first()

    def follow() -> Any:
        assert reached.wait(PATIENCE * 25), f"The first sent no statement that begins with {at}"
        try:
            return second()
        finally:
            over.set()

    return all_at_once(lead, follow)

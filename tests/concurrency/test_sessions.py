"""A session that ends while somebody is about to copy it into the cache stays ended.

The controls run the same moment with Django's sessions through the cache, which bring it back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.backends import cached_db
from django.core.cache import cache
from django.db import connection

from lms.core import sessions
from tests.concurrency.crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def right_after(statement: str, act: Callable[[], Any]) -> Iterator[None]:
    """Do `act` the moment the database has answered the first statement that begins so."""
    acts = [act]

    def watch(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        answer = execute(sql, params, many, context)
        if acts and sql.startswith(statement):
            acts.pop()()
        return answer

    with connection.execute_wrapper(watch):
        yield


@contextmanager
def right_after_commit(act: Callable[[], Any]) -> Iterator[None]:
    """Do `act`, through another connection, the moment the next transaction is committed."""
    commit, acts = connection.commit, [act]

    def committed() -> None:
        commit()
        if acts:
            all_at_once(acts.pop())

    connection.commit = committed
    try:
        yield
    finally:
        connection.commit = commit


def kept(store):
    session = store()
    session["colour"] = "teal"
    session.save()
    return session.session_key


def colour_after_ending_while_it_is_read(store):
    key = kept(store)
    cache.clear()
    with right_after("SELECT", store(key).flush):
        store(key).get("colour")
    return store(key).get("colour")


def colour_after_ending_while_it_is_saved(store):
    key = kept(store)
    session = store(key)
    session["colour"] = "plum"
    with right_after_commit(store(key).flush):
        session.save()
    return store(key).get("colour")


@pytest.mark.parametrize("race", [colour_after_ending_while_it_is_read, colour_after_ending_while_it_is_saved])
def test_an_ended_session_stays_ended(race):
    assert race(sessions.SessionStore) is None


def test_control_djangos_come_back_when_they_end_while_they_are_read():
    assert colour_after_ending_while_it_is_read(cached_db.SessionStore) == "teal"


def test_control_djangos_come_back_when_they_end_while_they_are_saved():
    assert colour_after_ending_while_it_is_saved(cached_db.SessionStore) == "plum"


def test_what_is_saved_while_somebody_reads_what_was_there_is_not_covered_up():
    key = kept(sessions.SessionStore)
    cache.clear()
    session = sessions.SessionStore(key)
    session["colour"] = "plum"
    cache.clear()
    with right_after("SELECT", session.save):
        sessions.SessionStore(key).get("colour")
    assert sessions.SessionStore(key).get("colour") == "plum"

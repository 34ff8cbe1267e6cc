"""A limit counts by address, forgets after its period, and can ask without counting."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.core.limits import Limit

LIMIT = Limit("asking", "LIMITS_OF_THIS_TEST")
START = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def two_a_minute(settings):
    settings.LIMITS_OF_THIS_TEST = {"asking": "2/m/ip,5/h/ip"}


@pytest.fixture
def ask(rf):
    return lambda address="192.0.2.1", **about: LIMIT.seconds_to_wait(rf.get("/", REMOTE_ADDR=address), **about)


def test_whoever_asks_too_often_waits_and_others_do_not(ask):
    assert [ask(), ask(), ask()] == [None, None, 60]
    assert ask("192.0.2.2") is None


def test_after_the_period_one_may_ask_again(ask, time_machine):
    time_machine.move_to(START)
    assert [ask(), ask(), ask()][-1] == 60
    time_machine.move_to(START + timedelta(seconds=61))
    assert ask() is None


def test_asking_whether_one_may_counts_nothing(ask):
    assert [ask(count=False) for _ in range(3)] == [None] * 3
    assert [ask(), ask(), ask(count=False)] == [None, None, 60]


def test_a_limit_by_key_counts_whoever_is_named(ask, settings):
    settings.LIMITS_OF_THIS_TEST = {"asking": "1/m/key"}
    assert [ask(key="Zoë"), ask(key="Zoë"), ask(key="Amir")] == [None, 60, None]

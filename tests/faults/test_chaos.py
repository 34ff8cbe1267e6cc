"""A quiz in a browser while servers, connections and sessions break: nothing acknowledged is lost, or marked twice.

CHAOS_SEED=… repeats what befell each attempt, CHAOS_ONLY=… only some of them: CHAOS_SEED=7 CHAOS_ONLY=3,4.
"""

import os
import secrets
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.faults.blows import BLOWS, ENDINGS
from tests.faults.chaos import Report, make_quiz, run
from tests.faults.web import Server, own_database

pytestmark = [pytest.mark.postgresql, pytest.mark.browser, pytest.mark.cluster]

ATTEMPTS = 200 if os.environ.get("PROVE") == "1" else 10
SEED = int(os.environ.get("CHAOS_SEED") or secrets.randbelow(10_000))
ONLY = [int(number) for number in os.environ.get("CHAOS_ONLY", "").split(",") if number]


@pytest.fixture
def server(django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), own_database() as cluster:
        make_quiz()
        server = Server(cluster=cluster, folder=tmp_path)
        server.start()
        server.wait_until_answering()
        yield server
        server.kill()
        server.forget_cache()


@pytest.fixture
def report(server, record_property) -> Report:
    record_property("CHAOS_SEED", SEED)
    return run(server, seed=SEED, numbers=ONLY or range(ATTEMPTS))


def test_what_a_learner_was_told_is_saved_is_saved_and_marked_once(report):
    assert not report.findings, "\n".join([f"CHAOS_SEED={SEED}", *report.findings])
    assert ONLY or {blow.__name__ for blow in (*BLOWS, *ENDINGS)} <= set(report.struck)
    assert report.acknowledged >= 8 * len(ONLY or range(ATTEMPTS))
    connection.close()  # the last crash may have ended it
    call_command("check_integrity", stdout=StringIO())

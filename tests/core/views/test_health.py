"""For operators: alive, ready, counted."""

import pytest

from lms.core.views import health

pytestmark = pytest.mark.django_db


def test_the_process_is_alive(client):
    assert client.get("/healthz").content == b"ok\n"


def test_it_is_ready_when_database_broker_and_storage_answer(client):
    assert client.get("/readyz").json() == {"ready": True, "database": True, "broker": True, "storage": True}


@pytest.mark.parametrize("part", ["database", "broker", "storage"])
def test_it_names_the_part_that_does_not_answer_and_never_why(client, monkeypatch, part):
    monkeypatch.setitem(health.PROBES, part, lambda: 1 / 0)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "broker": True, "storage": True, part: False}


def test_metrics_are_given_to_whoever_holds_the_token(client, settings):
    settings.METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", headers={"Authorization": "Bearer a-long-token"}).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer another", "Bearer é"])
def test_metrics_do_not_exist_for_anybody_else(client, settings, header):
    settings.METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_without_a_token_and_outside_the_demo_metrics_do_not_exist(client, settings):
    settings.DEMO = False
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_they_are_only_read(client, address):
    assert client.post(address).status_code == 405

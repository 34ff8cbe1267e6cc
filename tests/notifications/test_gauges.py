"""What /metrics says of the outbox."""

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from lms.notifications.gauges import OutboxCollector
from tests.factories.messages import MessageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    registry = CollectorRegistry(auto_describe=True)
    registry.register(OutboxCollector())
    return registry


def test_registering_asks_the_database_nothing():
    with assert_statements(at_most=0):
        CollectorRegistry(auto_describe=True).register(OutboxCollector())


def test_messages_are_counted_by_status_in_one_statement(registry):
    MessageFactory.create_batch(2)
    MessageFactory(failed=True)
    with assert_statements(at_most=1):
        lines = generate_latest(registry).decode().splitlines()
    assert 'outbox_messages{status="queued"} 2.0' in lines
    assert 'outbox_messages{status="failed"} 1.0' in lines
    assert 'outbox_messages{status="sent"} 0.0' in lines

"""For /metrics: how many messages stand in each state, counted when asked."""

from collections.abc import Iterable

from django.db import DatabaseError
from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from lms.notifications.models import OutboundEmail, Status


class OutboxCollector(Collector):
    """One index-only count per scrape. Says nothing when the database does not answer: /readyz tells that."""

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Return the family without counting (asked at start, before the database may be used)."""
        return [family()]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Return the counts, states without rows as zero."""
        try:
            rows = OutboundEmail.objects.order_by().values_list("status").annotate(Count("pk"))
            counts: dict[str, int] = dict(rows)
        except DatabaseError:
            return []
        gauge = family()
        for status in Status.values:
            gauge.add_metric([status], counts.get(status, 0))
        return [gauge]


def family() -> GaugeMetricFamily:
    """Return the empty gauge."""
    return GaugeMetricFamily("outbox_messages", "Messages in the outbox by status", labels=["status"])


collector = OutboxCollector()

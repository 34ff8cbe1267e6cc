"""The moment at which tests happen."""

from datetime import UTC, datetime

NOW = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)  # a Monday morning

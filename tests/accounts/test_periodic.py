"""What the clock does for accounts."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from lms.accounts.periodic import clear_expired_sessions
from lms.celery import app

pytestmark = pytest.mark.django_db


def test_only_expired_sessions_are_cleared() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now().replace(year=2099))
    clear_expired_sessions.delay()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_the_schedule_names_the_task() -> None:
    assert app.conf.beat_schedule["clear_expired_sessions"]["task"] == clear_expired_sessions.name

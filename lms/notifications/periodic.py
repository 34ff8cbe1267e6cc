"""Scheduled work of the outbox (see `lms.celery.SWEEPS`)."""

import structlog
from celery import shared_task
from django.utils import timezone

from lms.notifications.services import sweeping

logger = structlog.get_logger(__name__)


@shared_task(name="lms.notifications.periodic.sweep_outbox")
def sweep_outbox() -> None:
    """Send again what is due, mark what was cut off as uncertain."""
    swept = sweeping.sweep(at=timezone.now())
    if swept.uncertain:
        logger.warning("mail_uncertain", count=swept.uncertain)

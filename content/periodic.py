"""Scheduled work of content (see `lms.celery.SWEEPS`)."""

import structlog
from celery import shared_task
from django.utils import timezone

from content.services import scheduling

logger = structlog.get_logger(__name__)


@shared_task(name="content.periodic.keep_days")
def keep_days() -> None:
    """Publish and take off the pages whose day has come."""
    swept = scheduling.keep_days(at=timezone.now())
    if swept.held:
        logger.warning("publications_held", count=swept.held)

"""Scheduled work of certificates (see `lms.celery.SWEEPS`)."""

import structlog
from celery import shared_task
from django.utils import timezone

from certificates.services import sweeping

logger = structlog.get_logger(__name__)


@shared_task(name="certificates.periodic.sweep_certificates")
def sweep_certificates() -> None:
    """Issue awards that are missing, and have PDFs made that are."""
    swept = sweeping.sweep(at=timezone.now())
    if swept.issued:
        logger.warning("awards_found_missing", count=swept.issued)

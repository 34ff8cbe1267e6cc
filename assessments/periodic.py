"""Scheduled work of assessments (see `lms.celery.SWEEPS`)."""

import structlog
from celery import shared_task
from django.utils import timezone

from assessments.models import Attempt, KeyCorrection
from assessments.services import uploading
from assessments.services.attempts import hand_in_when_over
from assessments.services.remarking import carry_on
from lms.core.errors import DomainError

logger = structlog.get_logger(__name__)
AT_A_TIME = 2_000  # attempts of one correction that one run marks again; the next one goes on


@shared_task(name="assessments.periodic.hand_in_overdue")
def hand_in_overdue() -> None:
    """Hand in the attempts whose time is over; one that cannot be handed in holds up none of the others."""
    at = timezone.now()
    for attempt in Attempt.objects.overdue(at=at).order_by("due_at").defer("paper_json"):
        try:
            hand_in_when_over(attempt=attempt, at=at)
        except DomainError as refusal:
            logger.warning("overdue_attempt_stays", attempt=str(attempt.pk), code=refusal.code)


@shared_task(name="assessments.periodic.sweep_files")
def sweep_files() -> None:
    """Delete added files that no answer names."""
    if swept := uploading.sweep_files(at=timezone.now()):
        logger.warning("files_swept", count=swept)


@shared_task(name="assessments.periodic.mark_again")
def mark_again() -> None:
    """Go on marking attempts by corrected keys, where that was begun and is not over."""
    for correction in KeyCorrection.objects.filter(finished_at=None).select_related("question", "made_by"):
        carry_on(correction=correction, at=timezone.now(), most=AT_A_TIME)

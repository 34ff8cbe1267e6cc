"""Scheduled work of enrolment (see `lms.celery.SWEEPS`)."""

import structlog
from celery import shared_task
from django.utils import timezone

from enrolment.services import reminding, tidying, unused_places

logger = structlog.get_logger(__name__)


@shared_task(name="enrolment.periodic.remind_of_checks")
def remind_of_checks() -> None:
    """Write to SMART Leads before a check of one of their people ends."""
    reminding.remind_of_checks(at=timezone.now())


@shared_task(name="enrolment.periodic.tidy_people")
def tidy_people() -> None:
    """Put away rights past their last day, and let the places of people who have left come back."""
    at = timezone.now()
    tidied, released = tidying.tidy_appointments(at=at), tidying.tidy_leavers(at=at)
    logger.info("people_tidied", appointments=tidied, places=released)


@shared_task(name="enrolment.periodic.tell_of_unused_places")
def tell_of_unused_places() -> None:
    """Write to SMART Leads of places that would expire with their licence year."""
    unused_places.tell_of_unused_places(at=timezone.now())

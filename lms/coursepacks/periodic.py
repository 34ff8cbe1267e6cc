"""Scheduled work of packs (see `lms.celery.SWEEPS`)."""

import structlog
from celery import shared_task
from django.utils import timezone

from courses.models import CoursePack
from courses.services.packs import forget_packs, give_up_packs
from lms.core.background import on_commit_run
from lms.core.files import private_storage
from lms.coursepacks.tasks import make_pack

logger = structlog.get_logger(__name__)
MOST_AT_ONCE = 20


@shared_task(name="lms.coursepacks.periodic.sweep_packs")
def sweep_packs() -> None:
    """Wake workers for packs that nobody finished, leave behind those nobody can, and remove those kept long enough."""
    at = timezone.now()
    if given_up := give_up_packs(at=at):
        logger.warning("packs_given_up", count=given_up)
    due = CoursePack.objects.to_make(at=at).order_by("asked_at").values_list("pk", flat=True)
    for pk in due[:MOST_AT_ONCE]:
        on_commit_run(make_pack, str(pk))
    for name in forget_packs(at=at):
        private_storage().delete(name)

"""Wake-up calls for workers; what they do is in `making`."""

from celery import shared_task
from django.utils import timezone

from lms.coursepacks import making


@shared_task(name="lms.coursepacks.tasks.make_pack")
def make_pack(pack_pk: str) -> None:
    """Make a pack; harmless when it is there."""
    making.make_pack(pk=pack_pk, at=timezone.now())

"""Wake-up calls for workers; what they do is in `drawing`."""

from celery import shared_task
from django.utils import timezone

from certificates import drawing


@shared_task(name="certificates.tasks.make_certificate")
def make_certificate(award_pk: str) -> None:
    """Make the certificate of an award and write to its holder; harmless when both is done."""
    drawing.draw_certificate(pk=award_pk, at=timezone.now())


@shared_task(name="certificates.tasks.make_manual")
def make_manual(issue_pk: int) -> None:
    """Make somebody's copy of a manual; harmless when it is there."""
    drawing.draw_manual(pk=issue_pk, at=timezone.now())

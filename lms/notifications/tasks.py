"""The wake-up calls of the outbox; what they do is in `delivery`."""

from celery import shared_task
from django.utils import timezone

from lms.notifications import delivery


@shared_task(name="lms.notifications.tasks.deliver_email")
def deliver_email(pk: int) -> None:
    """Try to send the message `pk`; harmless when it is not due or somebody else has it."""
    delivery.deliver(pk=pk, at=timezone.now())

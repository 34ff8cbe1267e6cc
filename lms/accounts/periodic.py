"""What the clock does for accounts."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_expired_sessions() -> None:
    """Delete sessions that have run out; running early or twice is harmless."""
    call_command("clearsessions")

"""What must hold of the outbox as a whole; `manage.py check_integrity` asks."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from lms.notifications import rules
from lms.notifications.kinds import mail_kinds
from lms.notifications.models import OutboundEmail, Status, values

# The sweep runs each minute; one that is late by this much is not running.
SWEEP_SECONDS = 180


def outbox() -> Iterator[str]:
    """Yield one sentence for each row that should not stand as it does."""
    yield from cut_off()
    yield from texts_kept()
    yield from times_amiss()
    yield from kinds_unknown()


def cut_off() -> Iterator[str]:
    """Yield rows that have been sending for longer than the sweep allows."""
    seconds = settings.OUTBOX_UNCERTAIN_AFTER_SECONDS + SWEEP_SECONDS
    for pk in OutboundEmail.objects.stuck(at=timezone.now(), seconds=seconds).values_list("pk", flat=True):
        yield f"Message {pk} has been going out for too long: is the scheduler running?"


def texts_kept() -> Iterator[str]:
    """Yield settled personal rows whose text is still there."""
    settled = OutboundEmail.objects.filter(personal=True, status__in=values(rules.SETTLED)).exclude(text="", html="")
    for pk in settled.values_list("pk", flat=True):
        yield f"Message {pk} is personal and settled, but its text is still kept."


def times_amiss() -> Iterator[str]:
    """Yield rows whose times do not fit their status."""
    sent = Q(status=Status.SENT)
    amiss = Q(sent, sent_at__isnull=True) | Q(~sent, sent_at__isnull=False)
    for pk in OutboundEmail.objects.filter(amiss).values_list("pk", flat=True):
        yield f"Message {pk} is sent without a time, or has a time without being sent."


def kinds_unknown() -> Iterator[str]:
    """Yield rows that wait for a kind nobody registered."""
    waiting = OutboundEmail.objects.filter(status=Status.QUEUED).exclude(kind__in=[name for name, _ in mail_kinds])
    for pk, kind in waiting.values_list("pk", "kind"):
        yield f"Message {pk} waits, but nobody registered its kind {kind!r}."

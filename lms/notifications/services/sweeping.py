"""What the sweep does each minute: finish what a crash or a lost message interrupted, from the rows alone."""

from dataclasses import dataclass
from datetime import datetime

from lms.core.background import on_commit_run
from lms.notifications import delivery
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.tasks import deliver_email

MOST_AT_ONCE = 500
INTERRUPTED = "The attempt was interrupted, so nobody knows whether the message arrived."


@dataclass(frozen=True)
class Swept:
    """How many rows a sweep touched."""

    woken: int
    uncertain: int
    blanked: int


def sweep(*, at: datetime) -> Swept:
    """Wake what is due at `at`, give up on attempts that were cut off, forget text kept too long; returns the counts.

    Running it twice, or beside a worker, is harmless: only a claim sends.
    """
    uncertain = OutboundEmail.objects.stuck(at=at).update(status=Status.UNCERTAIN, error=INTERRUPTED)
    blanked = OutboundEmail.objects.with_stale_body(at=at).update(text="", html="")
    return Swept(woken=wake_due(at=at), uncertain=uncertain, blanked=blanked)


def wake_due(*, at: datetime) -> int:
    """Send a task for each message due at `at`, as far as the daily cap leaves room; returns how many."""
    most = min(delivery.room(at=at), MOST_AT_ONCE)
    due = list(OutboundEmail.objects.due(at=at).values_list("pk", flat=True)[:most])
    for pk in due:
        on_commit_run(deliver_email, pk)
    return len(due)

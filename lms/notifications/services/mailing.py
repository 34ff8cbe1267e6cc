"""Writing to many people at once: the rows in one go, so that a long list costs no more statements than a short one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from lms.accounts.models import User
from lms.core.background import on_commit_run
from lms.notifications.kinds import mail_kinds
from lms.notifications.models import OutboundEmail
from lms.notifications.tasks import deliver_email

WOKEN_AT_ONCE: Final = 50  # the rest goes out with the sweep, a minute later at most


@dataclass(frozen=True)
class Letter:
    """One message to one address; as in `queue_email`."""

    key: str
    to: str
    user: User | None = None
    refs: Mapping[str, Any] = field(default_factory=dict)


def queue_emails(*, kind: str, letters: Sequence[Letter], at: datetime) -> None:
    """Write each letter, once: a key that is taken changes nothing. They go out after the commit.

    Arguments: `kind`, registered in `lms.notifications.kinds`; `letters`, each with an address; `at`, when they may
    go out. Raises KeyError when nobody registered `kind`.
    """
    personal = mail_kinds[kind].personal
    rows = [
        OutboundEmail(
            key=letter.key,
            kind=kind,
            to=letter.to,
            user=letter.user,
            refs=dict(letter.refs),
            personal=personal,
            next_attempt_at=at,
        )
        for letter in letters
    ]
    OutboundEmail.objects.bulk_create(rows, ignore_conflicts=True)
    first = [letter.key for letter in letters[:WOKEN_AT_ONCE]]
    for pk in OutboundEmail.objects.due(at=at).filter(key__in=first).values_list("pk", flat=True):
        on_commit_run(deliver_email, pk)

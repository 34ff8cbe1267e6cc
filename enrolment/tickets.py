"""Tickets of the pages of a course: signed, so that a beat need not ask the gate, nor who is there, all over again.

A ticket is made for one person's session, course and activity when the gate let them in, and lasts a quarter of an
hour. It also says where the open interval stood when it was written; beside the row itself that is worth nothing.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing

SALT = "enrolment.study-time"


@dataclass(frozen=True)
class Ticket:
    """Who may be heard of on what; `asked_at`, when the gate was asked, and `mark`, of the open interval: ISO times."""

    slug: str
    activity_key: str
    learner_id: int
    enrolment_id: str
    asked_at: str
    mark: str = ""

    @property
    def heard_at(self) -> datetime | None:
        """Return where the open interval stood, or None before the first beat."""
        return datetime.fromisoformat(self.mark) if self.mark else None

    def is_for(self, slug: str, activity_key: Any) -> bool:
        """Tell whether it was made for this activity."""
        return (self.slug, self.activity_key) == (slug, str(activity_key))

    def is_fresh(self, at: datetime) -> bool:
        """Tell whether the gate was asked lately enough."""
        lasts = timedelta(minutes=settings.STUDY_TICKET_MINUTES)
        return timedelta(0) <= at - datetime.fromisoformat(self.asked_at) < lasts


def write_ticket(ticket: Ticket, *, session_key: str | None) -> str:
    """Return `ticket` signed for one session: in any other it cannot be read."""
    return signing.dumps(asdict(ticket), salt=f"{SALT}:{session_key}")


def read_ticket(text: str, *, session_key: str | None) -> Ticket | None:
    """Return what `text` says, or None when it was not signed for this session; asks no table."""
    try:
        return Ticket(**signing.loads(text, salt=f"{SALT}:{session_key}")) if session_key else None
    except signing.BadSignature:
        return None

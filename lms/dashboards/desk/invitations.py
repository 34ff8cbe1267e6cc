"""Whether an invitation arrived, read from the outbox together with the people of a list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrolment.managers import NominationQuerySet
from enrolment.models import EnrolmentToken
from lms.notifications.models import OutboundEmail, Status

UNDELIVERED = (Status.FAILED, Status.UNCERTAIN)


@dataclass(frozen=True)
class Delivery:
    """What became of the invitation that is good now."""

    status: Status
    sent_at: datetime | None

    @property
    def words(self) -> str:
        """Return what a desk says of it; empty where there is nothing to say."""
        if self.status == Status.SENT and self.sent_at:
            day = date_format(timezone.localtime(self.sent_at), "j F Y")
            return _("Invitation sent on %(day)s") % {"day": day}
        return str(WORDS[self.status]()) if self.status in WORDS else ""

    @property
    def is_trouble(self) -> bool:
        """Tell whether somebody should do something."""
        return self.status in UNDELIVERED


WORDS = {
    Status.QUEUED: lambda: _("The invitation is about to go out."),
    Status.SENDING: lambda: _("The invitation is about to go out."),
    Status.UNCERTAIN: lambda: _("The invitation may not have arrived. Please ask them."),
    Status.FAILED: lambda: _("The invitation could not be delivered. Please check the address."),
}


class UuidText(Cast):
    """A UUID as people write it; SQLite keeps its 32 digits without the hyphens."""

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        digits, params = compiler.compile(self.source_expressions[0])
        parts = " || '-' || ".join(f"substr({digits}, {start}, {length})" for start, length in GROUPS)
        return f"({parts})", list(params) * len(GROUPS)


GROUPS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


def with_delivery(rows: NominationQuerySet) -> NominationQuerySet:
    """Return the nominations with `mail_status` and `mail_sent_at` of the invitation that is good now, else None."""
    # The key under which enrolment.services.tokens queues it.
    key = Concat(
        Value("invitation:", TextField()),
        UuidText(F("nomination_id"), TextField()),
        Value(":", TextField()),
        Cast(F("generation"), TextField()),
    )
    live = EnrolmentToken.objects.live().filter(nomination=OuterRef("pk")).annotate(mail_key=key)
    mail = OutboundEmail.objects.filter(key=OuterRef("mail_key")).order_by()
    return rows.annotate(
        mail_status=Subquery(live.values(found=Subquery(mail.values("status")[:1]))[:1]),
        mail_sent_at=Subquery(live.values(found=Subquery(mail.values("sent_at")[:1]))[:1]),
    )


def delivery_of(nomination: Any) -> Delivery | None:
    """Return what became of the invitation of a nomination read `with_delivery`; None where none is out."""
    return Delivery(Status(nomination.mail_status), nomination.mail_sent_at) if nomination.mail_status else None

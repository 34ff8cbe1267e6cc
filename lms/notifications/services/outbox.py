"""Commands of the outbox: write to somebody once, and send again by hand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.core import audit
from lms.core.background import on_commit_run
from lms.core.errors import DomainError
from lms.notifications import rules
from lms.notifications.kinds import LIBRARY, mail_kinds
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.tasks import deliver_email


def queue_email(
    *,
    key: str,
    kind: str,
    to: str,
    user: User | None = None,
    refs: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> OutboundEmail:
    """Write to somebody, once: asking again with the same `key` changes nothing and returns the first row.

    Arguments: `key`, why this message exists, such as "course-completed:41" (ids, no addresses); `kind`, registered
    in `lms.notifications.kinds`; `to`, one address; `user`, the person, if they have an account; `refs`, ids for the
    kind to render from at delivery; `at`, when it may go out (default now).
    Safe inside the caller's transaction and in a race. It goes out after the commit, or with the next sweep.
    Refuses with "no_address" when `to` is empty and ValueError when nobody registered `kind`.
    """
    if kind not in mail_kinds:
        raise ValueError(f"Mail kind {kind!r} is not registered.")
    if not to:
        raise DomainError("no_address", _("This person has no e-mail address, so we cannot write to them."))
    due = at or timezone.now()
    row = OutboundEmail(
        key=key,
        kind=kind,
        to=to,
        user=user,
        refs=dict(refs or {}),
        personal=mail_kinds[kind].personal,
        next_attempt_at=due,
    )
    return store(row)


def store(row: OutboundEmail) -> OutboundEmail:
    """Save `row` unless its key is taken, arrange its delivery, and return what stands under the key.

    ON CONFLICT DO NOTHING: a caught IntegrityError would cost the caller a savepoint, and on PostgreSQL the
    second of two racing transactions waits here until the first has committed, then reads its row.
    """
    OutboundEmail.objects.bulk_create([row], ignore_conflicts=True)
    email = OutboundEmail.objects.get(key=row.key)
    if email.status == Status.QUEUED and email.next_attempt_at <= timezone.now():
        on_commit_run(deliver_email, email.pk)
    return email


@transaction.atomic
def resend(*, email: OutboundEmail, by: User, at: datetime) -> OutboundEmail:
    """Send `email` again because a person decided so; it may then arrive twice.

    Arguments: `email`, uncertain or failed; `by`, who decided (the caller checks `permissions.may_resend`); `at`, now.
    Refuses with "not_resendable" when it stands otherwise by now, "text_gone" when its text is no longer kept, and
    "no_address" when the person was erased.
    """
    email = OutboundEmail.objects.get(pk=email.pk)
    refusal = refusal_to_resend(email)
    if refusal:
        raise refusal
    again = OutboundEmail.objects.filter(pk=email.pk, status__in=rules.RESENDABLE).update(
        status=Status.QUEUED, next_attempt_at=at, attempts=0, claimed_at=None, error=""
    )
    if not again:
        raise not_resendable()
    audit.record("notifications.resend", email, by=by, data={"kind": email.kind, "was": email.status})
    on_commit_run(deliver_email, email.pk)
    return OutboundEmail.objects.get(pk=email.pk)


def refusal_to_resend(email: OutboundEmail) -> DomainError | None:
    """Return what stands against sending `email` again, or None."""
    if email.status not in rules.RESENDABLE:
        return not_resendable()
    if not email.to:
        return DomainError("no_address", _("The address of this message has been erased, so it cannot be sent again."))
    if email.kind == LIBRARY and not (email.text or email.html):
        return DomainError(
            "text_gone",
            _("The text of this message is no longer kept. Please ask the person to request it again on the site."),
        )
    return None


def not_resendable() -> DomainError:
    """Return the refusal for a message that is on its way, sent or no longer needed."""
    return DomainError(
        "not_resendable",
        _("Only a message that is uncertain or was not delivered can be sent again. Please reload the list."),
    )

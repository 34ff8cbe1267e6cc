"""Sending one message, at most once: claim the row, speak to the mail server, write down what is known."""

import hashlib
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from lms.notifications import rules
from lms.notifications.kinds import Rendered
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.rendering import message_of
from lms.notifications.rules import Outcome, State

logger = structlog.get_logger(__name__)
ERROR_LENGTH = 500


@dataclass(frozen=True)
class Attempt:
    """What one attempt came to; `words` is what was (or would have been) said."""

    outcome: Outcome
    error: str = ""
    words: Rendered | None = None


def room(*, at: datetime) -> int:
    """Return how many messages may go out at `at` (kill switch, daily cap).

    Workers that ask at the same moment may together pass the cap by as many as they are: it is a brake, not a count.
    """
    counted = OutboundEmail.objects.counting_towards_cap(at=at).count()
    return rules.room_left(cap=settings.OUTBOX_DAILY_CAP, counted=counted, paused=settings.OUTBOX_PAUSED)


def deliver(*, pk: int, at: datetime) -> None:
    """Send the message `pk` if it is due at `at`, there is room, and nobody else has it.

    The claim is committed before the mail server is spoken to. A process that dies after it leaves a row in `sending`
    that no machine sends again: the sweep calls it uncertain.
    """
    if not room(at=at) or not OutboundEmail.objects.claim(pk=pk, at=at):
        return
    email = OutboundEmail.objects.select_related("user").get(pk=pk)
    attempt = attempt_to_send(email)
    state = settle(email, attempt, at=at)
    logger.info("mail", pk=pk, kind=email.kind, outcome=attempt.outcome.value, state=state.value)


def attempt_to_send(email: OutboundEmail) -> Attempt:
    """Return what came of making the words and handing them over. Raises nothing."""
    try:
        words = message_of(email)
        message = built(email, words) if words else None
    except Exception as error:  # a fault in a template or a kind: nothing left the house, and a release may mend it
        logger.exception("mail_not_rendered", pk=email.pk, kind=email.kind)
        return Attempt(Outcome.NOT_SENT, described(error))
    if words is None or message is None:
        return Attempt(Outcome.UNWANTED)
    outcome, reason = handed_over(message, get_connection(settings.OUTBOX_TRANSPORT))
    return Attempt(outcome, reason, words)


def handed_over(message: EmailMultiAlternatives, transport: BaseEmailBackend) -> tuple[Outcome, str]:
    """Return what is known after giving `message` to `transport`, and the reason if it did not go.

    Until the connection stands nothing can have gone out. After that only a reply of the server is proof.
    """
    with closing_quietly(transport):
        try:
            transport.open()
        except Exception as error:
            return Outcome.NOT_SENT, described(error)
        try:
            accepted = transport.send_messages([message])
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
            return rules.outcome_of_reply(reply_code(error)), described(error)
        except Exception as error:
            return Outcome.UNKNOWN, described(error)
    return (Outcome.ACCEPTED, "") if accepted == 1 else (Outcome.UNKNOWN, "The transport did not say.")


@contextmanager
def closing_quietly(transport: BaseEmailBackend) -> Iterator[None]:
    """Close `transport` at the end; a failing farewell does not change what happened before."""
    try:
        yield
    finally:
        with suppress(Exception):
            transport.close()


def reply_code(error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> int:
    """Return the server's reply code; we write to one address at a time, so there is one."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return next((code for code, _ in error.recipients.values()), 0)


def settle(email: OutboundEmail, attempt: Attempt, *, at: datetime) -> State:
    """Write down what came of the attempt, only if the claim is still ours, and return the new state."""
    step = rules.step_after(attempt.outcome, attempts=email.attempts)
    changes: dict[str, Any] = {"status": step.state.value, "error": attempt.error}
    if attempt.words:
        changes["subject"] = attempt.words.subject
    if step.wait is not None:
        changes["next_attempt_at"] = at + step.wait
    if step.state is State.SENT:
        changes |= {"sent_at": at, **kept_text(email, attempt.words)}
    if step.state is State.CANCELLED:
        changes |= kept_text(email, None)
    OutboundEmail.objects.filter(pk=email.pk, status=Status.SENDING, claimed_at=email.claimed_at).update(**changes)
    return step.state


def kept_text(email: OutboundEmail, words: Rendered | None) -> dict[str, str]:
    """Return the text to keep of a settled message: none if it was personal."""
    if email.personal or words is None:
        return {"text": "", "html": ""}
    return {"text": words.text, "html": words.html}


def built(email: OutboundEmail, words: Rendered) -> EmailMultiAlternatives:
    """Return the message as Django sends it, proved to be encodable."""
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        to=[email.to],
        headers={"Message-ID": message_id(email), "Auto-Submitted": "auto-generated"},
    )
    if words.html:
        message.attach_alternative(words.html, "text/html")
    message.message()
    return message


def message_id(email: OutboundEmail) -> str:
    """Return the same Message-ID for every attempt at one row, so that mail systems can drop a repetition."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{email.pk}:{email.key}".encode()).hexdigest()[:24]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{digest}@{domain}>"


def described(error: Exception) -> str:
    """Return what went wrong, short enough for a list."""
    return f"{type(error).__name__}: {error}"[:ERROR_LENGTH]

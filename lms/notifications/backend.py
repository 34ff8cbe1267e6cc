"""EMAIL_BACKEND: mail of libraries (allauth, Wagtail, Django) becomes rows of the outbox like any other."""

import uuid
from collections.abc import Sequence
from email.utils import parseaddr

import structlog
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import strip_tags

from lms.notifications.kinds import LIBRARY
from lms.notifications.models import OutboundEmail
from lms.notifications.rendering import one_line
from lms.notifications.services.outbox import store

logger = structlog.get_logger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Queues one row per recipient. The sender is always DEFAULT_FROM_EMAIL; attachments are not carried."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages and return how many there were; they go out after the commit."""
        for message in email_messages:
            self.queue(message)
        return len(email_messages)

    def queue(self, message: EmailMessage) -> None:
        """Queue `message` for each of its recipients."""
        text, html = bodies(message)
        if message.attachments:
            logger.error("mail_attachments_dropped", subject=message.subject, count=len(message.attachments))
        for recipient in message.recipients():
            store(
                OutboundEmail(
                    # A library asks twice only when a person did ("send it again"), so each is a message of its own.
                    key=f"{LIBRARY}:{uuid.uuid4().hex}",
                    kind=LIBRARY,
                    to=parseaddr(recipient)[1],
                    subject=one_line(str(message.subject)),
                    text=text,
                    html=html,
                    personal=True,
                )
            )


def bodies(message: EmailMessage) -> tuple[str, str]:
    """Return the text and the HTML of `message`; text is made from HTML where only that was given."""
    body = str(message.body)
    if message.content_subtype == "html":
        return strip_tags(body), body
    html = [str(content) for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
    return body, html[0] if html else ""

"""What tests of the outbox share."""

import pytest

from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.messages import MessageFactory
from tests.notifications import letters  # noqa: F401  (importing registers the kinds)
from tests.notifications.smtp_server import SmtpServer


@pytest.fixture
def message(db) -> OutboundEmail:
    """A message that is due."""
    return MessageFactory(queued_at=NOW, next_attempt_at=NOW)


@pytest.fixture
def smtp(settings):
    """A mail server on this machine whose answers a test chooses, and the outbox speaking to it."""
    settings.OUTBOX_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.3
    with SmtpServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
        yield server

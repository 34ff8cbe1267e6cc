"""Messages of the outbox: by default one that is due; traits for every other state."""

import factory
from django.utils import timezone

from lms.notifications.models import OutboundEmail, Status

NOW = factory.LazyFunction(timezone.now)


class MessageFactory(factory.django.DjangoModelFactory[OutboundEmail]):
    """A queued note; `sending=True`, `sent=True`, `uncertain=True`, `failed=True` move it on."""

    class Meta:
        model = OutboundEmail

    class Params:
        sending = factory.Trait(status=Status.SENDING, claimed_at=NOW, attempts=1)
        sent = factory.Trait(status=Status.SENT, claimed_at=NOW, sent_at=NOW, attempts=1)
        uncertain = factory.Trait(status=Status.UNCERTAIN, claimed_at=NOW, attempts=1, error="TimeoutError")
        failed = factory.Trait(status=Status.FAILED, claimed_at=NOW, attempts=8, error="550 no such user")
        cancelled = factory.Trait(status=Status.CANCELLED)

    key = factory.Sequence(lambda n: f"tests:{n}")
    kind = "tests-note"
    to = "zoe@example.org"

"""What notifications puts on the shared shelves, called once from `ready()`."""

from django.utils.translation import gettext_lazy as _
from prometheus_client import REGISTRY

from lms.core.registries import integrity_checks, reference_loaders
from lms.notifications import gauges, integrity, reference
from lms.notifications.kinds import LIBRARY, MailKind, register_kind


def register() -> None:
    """Fill the registries of the core and our own."""
    integrity_checks.register("outbox", integrity.outbox)
    reference_loaders.register("messages", reference.load)
    # Its text comes with the row; once that is no longer kept there is nothing left to say.
    register_kind(MailKind(LIBRARY, render=nothing, personal=True, label=_("Account")))
    REGISTRY.register(gauges.collector)


def nothing(refs: object, user: object) -> None:
    """Render no message."""

"""How we write to a person: the outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Registers what the outbox offers the house."""

    name = "lms.notifications"
    label = "notifications"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Fill the registries."""
        from lms.notifications import registrations

        registrations.register()

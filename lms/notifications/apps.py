"""How we write to a person: the outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "lms.notifications"
    label = "notifications"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from lms.notifications import registrations

        registrations.register()

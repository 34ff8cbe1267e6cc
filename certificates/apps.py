"""Certificates: what we attest. To begin with, the dated note that somebody finished an open course."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Connects the receivers and registers the messages."""

    name = "certificates"
    label = "certificates"
    verbose_name = _("certificates")

    def ready(self) -> None:
        from certificates import receivers, registrations

        receivers.connect()
        registrations.register()

"""Who may take a course and how far they are: enrolments, progress, access."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrolmentConfig(AppConfig):
    name = "enrolment"
    verbose_name = _("Enrolment")

    def ready(self) -> None:
        from enrolment import registrations

        registrations.register()

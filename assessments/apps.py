"""How well they did: the question bank, quizzes, attempts and their marks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from assessments import receivers, registrations

        receivers.connect()
        registrations.register()

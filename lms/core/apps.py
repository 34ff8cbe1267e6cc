"""The shared shelf: registers the system checks that hold the house together."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lms.core"
    label = "core"

    def ready(self) -> None:
        from lms.core import checks, scanning  # noqa: F401  (importing registers them)
        from lms.core.pdf import checks as pdf_checks  # noqa: F401

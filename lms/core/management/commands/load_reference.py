"""Make the rows production needs (roles, site pages, programmes, course shells); running it again is harmless."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lms.core.registries import reference_loaders


class Command(BaseCommand):
    help = "Make or complete the reference rows. Idempotent; makes no people."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, load in reference_loaders:
            with transaction.atomic():
                self.stdout.write(f"{name}: {load()}")

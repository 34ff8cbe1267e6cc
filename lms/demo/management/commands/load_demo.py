"""Fill the demo: courses and cast, and with --scale many learners; refuses outside demo settings."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from lms.demo.cast import INTRODUCTION, load_cast
from lms.demo.courses import load_courses
from lms.demo.library import load_library
from lms.demo.manuals import load_manuals
from lms.demo.partners import load_partners
from lms.demo.scale import add_learners


class Command(BaseCommand):
    help = "Load the demo's courses and people. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=int, default=0, metavar="N", help="add learners up to N, for load tests")

    def handle(self, *args: Any, scale: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("load_demo makes invented people and runs in demo settings only.")
        call_command("load_reference", stdout=self.stdout)
        with transaction.atomic():
            self.stdout.write(f"kept in the library: {load_library()}")
            self.stdout.write(f"courses filled: {load_courses()}")
            self.stdout.write(f"manuals made: {load_manuals()}")
            self.stdout.write(f"people made: {load_cast()}")
            self.stdout.write(f"partners: {load_partners()}")
        if scale:
            made = add_learners(scale, course_slug=INTRODUCTION, at=timezone.now())
            self.stdout.write(f"learners made for load tests: {made}")

"""Write a course as a folder of Markdown and YAML, with its media alongside (docs/course-files.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.models import CoursePage
from lms.core.errors import DomainError
from lms.coursepacks.files.exporting import export_course, save


class Command(BaseCommand):
    help = "Write a course as a folder of Markdown and YAML. Takes what is published; says what it leaves out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the course, as in its address")
        parser.add_argument("path", type=Path, help="a folder that is empty or not there yet")

    def handle(self, *args: Any, slug: str, path: Path, **options: Any) -> None:
        course = CoursePage.objects.filter(slug=slug).first()
        if course is None:
            known = ", ".join(CoursePage.objects.on_path().values_list("slug", flat=True))
            raise CommandError(f"There is no course “{slug}”. There are: {known}.")
        try:
            written = export_course(course)
            count = save(written, path)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        for note in written.notes:
            self.stdout.write(f"Left out: {note}")
        self.stdout.write(f"{count} files written to {path}.")

"""Write a bank as a file that reads back the same; what the format cannot say is named."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.exchange.named import FORMATS, bank_named
from assessments.exchange.taking_out import Taken, take_out
from lms.core.errors import DomainError


class Command(BaseCommand):
    help = (
        "Write a bank of questions as a file. A draft is written as it was last kept. What the format cannot say is "
        "left out and named, and the command then ends with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bank", help="the name of the bank")
        parser.add_argument("file", type=Path, help="a file that is not there yet")
        parser.add_argument("--format", choices=FORMATS, required=True, help="how the file is written")
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

    def handle(self, *args: Any, bank: str, file: Path, force: bool, **options: Any) -> None:
        written = FORMATS[options["format"]]
        try:
            taken = take_out(bank_named(bank), written)
            self.name_left_out(taken)
            if taken.drafts:
                self.write(taken.file(written), file, force=force)
        except (DomainError, OSError) as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        self.conclude(taken, file)

    def name_left_out(self, taken: Taken) -> None:
        """Print which questions are not in the file, and why."""
        for one in taken.left_out:
            self.stdout.write(f"left out       {one.question} ({one.question.get_kind_display()})")
            self.stdout.write(f"{'':<15}{one.sentence}")

    def write(self, data: bytes, path: Path, *, force: bool) -> None:
        """Write the file; refuses to write over one that is there, unless that was asked for."""
        try:
            with path.open("wb" if force else "xb") as file:
                file.write(data)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already: choose another name, or say --force.") from error

    def conclude(self, taken: Taken, path: Path) -> None:
        """Say how many questions there are and where; ends with 1 when some, or all, are missing."""
        if not taken.drafts:
            raise CommandError("There is nothing to write, so no file was made.")
        self.stdout.write(f"Questions written to {path}: {len(taken.drafts)}.")
        if taken.left_out:
            raise CommandError(f"Questions left out, for the reasons above: {len(taken.left_out)}.")

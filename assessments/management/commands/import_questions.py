"""Bring questions from a file into a bank: told question by question, the same file again changes nothing."""

from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.exchange import Reading, read_questions
from assessments.exchange.named import FORMATS, bank_named
from assessments.exchange.taking_out import Written
from assessments.models import Rubric
from assessments.services.importing import DryRun, Outcome, Shelf, dry_run, import_questions
from lms.accounts.models import User
from lms.core.errors import DomainError

WORDS: Final = {
    Outcome.NEW: "new",
    Outcome.UNFINISHED: "new, a draft",
    Outcome.THERE: "there already",
    Outcome.REFUSED: "left out",
}


class Command(BaseCommand):
    help = (
        "Bring questions from a file into a bank, and say what becomes of each. What cannot be asked here is left out, "
        "with the reason, and the command then ends with 1. The same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bank", help="the name of the bank")
        parser.add_argument("file", type=Path, help="at most 2 MB and 2,000 questions")
        parser.add_argument("--format", choices=FORMATS, required=True, help="how the file is written")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of each, change nothing")
        parser.add_argument("--rubric", metavar="NAME", help="what trainers judge by, for what they read")
        parser.add_argument("--publish", action="store_true", help="ask them at once; else they come in as drafts")
        parser.add_argument("--by", metavar="E-MAIL", help="in whose name they are brought in")

    def handle(self, *args: Any, bank: str, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            shelf = Shelf(bank_named(bank), self.rubric(options["rubric"]), options["publish"])
            reading = self.read(file, FORMATS[options["format"]])
        except (DomainError, OSError) as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        by = self.editor(options["by"])
        run = self.say(reading, shelf)
        if dry_run:
            self.stdout.write("Only looked at; nothing was changed.")
        else:
            self.store(reading, shelf, run, by)
        if refused := run.counts[Outcome.REFUSED]:
            raise CommandError(f"Questions left out, for the reasons above: {refused} of {len(run.lines)}.")

    def rubric(self, name: str | None) -> Rubric | None:
        """Return the rubric of this name, or refuse."""
        found = Rubric.objects.filter(name=name).first() if name else None
        if name and found is None:
            known = "; ".join(Rubric.objects.values_list("name", flat=True)) or "none"
            raise CommandError(f"There is no rubric “{name}”. There are: {known}.")
        return found

    def editor(self, email: str | None) -> User | None:
        """Return the person with this address, or refuse."""
        found = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if email and found is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return found

    def read(self, path: Path, written: Written) -> Reading:
        """Return what the file says, if it is written as was said."""
        with path.open("rb") as file:
            reading = read_questions(file, name=path.name)
        if reading.written != written:
            found = next(name for name, value in FORMATS.items() if value == reading.written)
            hint = " If it is GIFT, let its name end with .gift." if written is Written.GIFT else ""
            raise CommandError(f"This file looks like --format {found}.{hint}\nNothing was changed.")
        return reading

    def say(self, reading: Reading, shelf: Shelf) -> DryRun:
        """Print what becomes of each question, and return it."""
        run = dry_run(reading=reading, shelf=shelf)
        for note in run.notes:
            self.stdout.write(f"The whole file: {note}")
        for line in run.lines:
            self.stdout.write(f"line {line.number:<6} {WORDS[line.outcome]:<14} {line.title}")
            for sentence in (*line.reasons, *line.notes):
                self.stdout.write(f"{'':<27}{sentence}")
        counts = ", ".join(f"{words}: {run.counts[outcome]}" for outcome, words in WORDS.items() if run.counts[outcome])
        self.stdout.write(f"Questions: {len(run.lines)}. {counts}.")
        return run

    def store(self, reading: Reading, shelf: Shelf, run: DryRun, by: User | None) -> None:
        """Store what is new, some at a time: so many hold up nobody else for long, and what broke off goes on."""
        count = 0
        while run.stored:
            shown, written, at = run.digest, reading.written, timezone.now()
            try:
                made = import_questions(reading=reading, shelf=shelf, shown=shown, written=written, by=by, at=at)
            except DomainError as error:
                raise CommandError(f"{error}\nBrought in until then: {count}.") from error
            count += len(made)
            run = dry_run(reading=reading, shelf=shelf)
        self.stdout.write(f"Brought in: {count}.")

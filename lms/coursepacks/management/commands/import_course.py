"""Make a course from a folder of Markdown and YAML, or bring it up to date (docs/course-files.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.accounts.models import User
from lms.core.errors import DomainError
from lms.coursepacks.files.importing import Outcome, import_course
from lms.coursepacks.files.planning import Plan

WORDS = {
    "create": "make",
    "change": "change",
    "move": "move",
    "publish": "publish",
    "unpublish": "take offline",
    "retire": "retire",
    "meant": "word meant",
    "look": "needs a look",
    "reuse": "use again",
}


class Command(BaseCommand):
    help = "Make a course from a folder, or bring it up to date: prints the plan, then does all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a folder as export_course writes it")
        parser.add_argument("--dry-run", action="store_true", help="print the plan and check it, change nothing")
        parser.add_argument("--by", metavar="E-MAIL", help="in whose name pages are published")

    def handle(self, *args: Any, path: Path, dry_run: bool, by: str | None, **options: Any) -> None:
        editor = self.editor(by) if by else None
        try:
            outcome = import_course(folder=path, by=editor, at=timezone.now(), dry_run=dry_run, say=self.say)
        except (DomainError, OSError) as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self.conclude(outcome, dry_run=dry_run)

    def editor(self, email: str) -> User:
        """Return the person with this address, or refuse."""
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return found

    def say(self, plan: Plan) -> None:
        """Print the plan."""
        for step in plan.steps:
            self.stdout.write(f"{WORDS[step.action]:<13} {step.what}")
            for detail in step.details:
                self.stdout.write(f"{'':<13}   {detail}")
        self.stdout.write(f"{'unchanged':<13} {plan.unchanged}")

    def conclude(self, outcome: Outcome, *, dry_run: bool) -> None:
        """Say what came of it."""
        if outcome.plan.is_empty:
            self.stdout.write("Nothing to change.")
            return
        if outcome.edition:
            self.stdout.write(f"{'publish':<13} edition {outcome.edition.number}")
        elif outcome.no_edition:
            self.stdout.write(f"No edition: {outcome.no_edition}")
        self.stdout.write("Only a plan; nothing was changed." if dry_run else "Done.")

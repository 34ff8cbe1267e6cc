"""Prove every invariant that more than one row shares; print a table; fail when one is broken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.registries import integrity_checks

SHOWN = 20


class Command(BaseCommand):
    help = "Prove every invariant. Prints a table; exits with 1 if one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = sum(self.report(name, list(check())) for name, check in integrity_checks)
        if broken:
            raise CommandError(f"{broken} broken. Nothing was changed.", returncode=1)
        self.stdout.write("All invariants hold.")

    def report(self, name: str, findings: list[str]) -> int:
        """Print one line for the check, and its first findings; return how many there are."""
        self.stdout.write(f"{name:<48} {'ok' if not findings else f'{len(findings)} broken'}")
        for finding in findings[:SHOWN]:
            self.stdout.write(f"    {finding}")
        return len(findings)

"""`make bench`: builds or reuses a database of the asked size, measures, prints a table, writes bench.json."""

import json
import platform
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from lms.demo.bench.database import SIZES, prepare_database
from lms.demo.bench.measuring import Row, UnexpectedAnswerError, measure
from lms.demo.bench.pages import targets

COLUMNS = "{:<14} {:>7} {:>9} {:>5} {:>9} {:>9} {:>9}"


class Command(BaseCommand):
    """Measures, prints, writes bench.json."""

    help = "Measure our pages against a bare Django view in one run; writes var/bench.json."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size of the database and how much to measure."""
        parser.add_argument("--size", choices=sorted(SIZES), default="1k", help="learners in the database")
        parser.add_argument("--rounds", type=int, default=10)
        parser.add_argument("--requests", type=int, default=20, help="requests for each page in each round")

    def handle(self, *args: Any, size: str, rounds: int, requests: int, **options: Any) -> None:
        """Prepare, measure, report."""
        if not settings.DEMO or settings.ROOT_URLCONF != "lms.demo.bench.urls":
            raise CommandError(
                "The benchmark needs its own settings: make bench, or DJANGO_SETTINGS_MODULE=lms.settings.bench."
            )
        prepare_database(size, say=self.say)
        try:
            rows = measure(targets(newcomers=rounds * requests), rounds=rounds, requests=requests)
        except UnexpectedAnswerError as error:
            raise CommandError(str(error)) from error
        self.report(rows, size=size)

    def say(self, text: str) -> None:
        """Print a line of progress."""
        self.stdout.write(text)
        self.stdout.flush()

    def report(self, rows: list[Row], *, size: str) -> None:
        """Print the table and write bench.json (its shape: docs/operations.md)."""
        self.say(f"\n{size} learners on {_database()}, Python {platform.python_version()}\n")
        self.say(COLUMNS.format("page", "ratio", "CPU ms", "SQL", "rps", "p50 ms", "p95 ms"))
        for row in rows:
            self.say(COLUMNS.format(row.name, row.ratio, row.cpu_ms, row.sql, row.rps, row.p50_ms, row.p95_ms))
        reference = {**rows[0].as_json(), "size": size, "database": _database(), "python": platform.python_version()}
        report = {"reference": reference, "rows": [row.as_json() for row in rows[1:]]}
        path = settings.VAR_DIR / "bench.json"
        path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
        self.say(f"\nWritten to {path}")


def _database() -> str:
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {version}"

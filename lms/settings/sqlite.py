"""The one SQLite configuration: transactions begin IMMEDIATE, so locks behave as on PostgreSQL."""

from pathlib import Path
from typing import Any


def database(path: Path | str) -> dict[str, Any]:
    """Return a DATABASES entry for the SQLite file at `path`."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }

"""Brings the demo's database up to date: nothing when nothing changed, so that a second start takes seconds."""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

Say = Callable[[str], None]

PACKAGES = ("lms", "content", "courses", "enrolment", "assessments", "certificates")
SOURCES = frozenset(
    {".py", ".md", ".yaml", ".yml", ".json", ".gift", ".svg", ".png", ".jpg", ".webp", ".webm", ".m4a", ".vtt", ".pdf"}
)
KEPT = 2


def hold() -> IO[str]:
    """Return an open lock on the demo's folder, to be kept as long as the demo runs.

    Refuses when another demo runs from the same folder: it would lose its database under `fresh`.
    """
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    lock = (settings.VAR_DIR / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError("The demo is running already from this folder; stop that one first (Ctrl-C).") from None
    return lock


def prepare(*, fresh: bool, say: Say) -> None:
    """Migrate the database and fill it with the reference rows and the demo, unless both are as they should be.

    Arguments: `fresh` to begin anew, losing what people did; `say` is given lines of progress.
    """
    if fresh:
        say("Beginning anew: the demo's database, files and mail are removed")
        remove()
    stamp, now = _database().with_suffix(".stamp"), fingerprint()
    if _database().exists() and stamp.exists() and stamp.read_text() == now:
        say("The demo is as it was left (FRESH=1 begins anew)")
        return
    migrate(say=say)
    say("Loading the reference rows and the demo")
    call_command("load_demo", stdout=Silent())
    connection.close()
    stamp.write_text(now)


def remove() -> None:
    """Remove the demo's database with its stamp, uploaded and private files, and the mailbox."""
    for suffix in (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".stamp"):
        _database().with_suffix(suffix).unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT, settings.MAILBOX_DIR):
        shutil.rmtree(folder, ignore_errors=True)


def fingerprint() -> str:
    """Return a hash of whatever decides what the database holds: our sources, the lock, the demo's settings."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path).encode() + path.read_bytes())
    digest.update(repr((settings.SITE_URL, settings.DEMO_PASSWORD)).encode())
    return digest.hexdigest()


def migrate(*, say: Say) -> None:
    """Migrate the database, starting from a copy of an empty migrated one when we kept one."""
    kept = settings.VAR_DIR / "cache" / f"migrated-{migrations_hash()}.sqlite3"
    empty = not _database().exists()
    if empty and kept.exists():
        shutil.copyfile(kept, _database())
    say("Migrating the database")
    call_command("migrate", interactive=False, stdout=_Counted(say))
    if empty and not kept.exists():
        _keep(kept)


def _keep(target: Path) -> None:
    connection.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(target.parent.glob("migrated-*"), key=lambda path: path.stat().st_mtime)[: 1 - KEPT]:
        old.unlink()
    with sqlite3.connect(_database()) as source, sqlite3.connect(target) as copy:
        source.backup(copy)


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _sources() -> Iterator[Path]:
    roots = (path for name in PACKAGES for path in (settings.BASE_DIR / name).rglob("*"))
    yield from sorted(path for path in roots if path.suffix in SOURCES and path.is_file())
    yield settings.BASE_DIR / "requirements" / "base.txt"


def migrations_hash() -> str:
    """Return a hash of what decides the shape of the database."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "base.txt").read_bytes())
    for path in (path for path in _sources() if {"migrations", "models"} & {*path.parts, path.stem}):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Silent:
    """Takes what a command prints and keeps it to itself."""

    def write(self, text: str) -> None:
        """Drop `text`."""


class _Counted:
    """Takes what migrate prints and says every so often how far it is."""

    EVERY = 50

    def __init__(self, say: Say) -> None:
        self.say = say
        self.done = 0

    def write(self, text: str) -> None:
        """Count `text` when it names a migration."""
        self.done += "Applying" in text
        if "Applying" in text and self.done % self.EVERY == 0:
            self.say(f"Migrating the database: {self.done} steps done")

"""The benchmark's database: built once for each size and set of migrations, then used again."""

from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from lms.accounts.models import User
from lms.demo.preparing import Say, Silent, migrate, migrations_hash, remove

SIZES = {"1k": 1_000, "100k": 100_000, "1m": 1_000_000}
INVENTED = ("@demo.example", "@scale.example")


def prepare_database(size: str, *, say: Say) -> None:
    """Bring the configured database to `size` learners.

    On SQLite a file of an older set of migrations is built anew; a PostgreSQL database is migrated and filled up.
    Refuses a database that holds people who are not invented.
    """
    if connection.vendor == "sqlite":
        _renew(Path(settings.DATABASES["default"]["NAME"]))
    migrate(say=say)
    _refuse_real_people()
    say(f"Filling the database up to {size} learners")
    call_command("load_demo", scale=SIZES[size], stdout=Silent())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _renew(database: Path) -> None:
    stamp, now = database.with_suffix(".stamp"), migrations_hash()
    if database.exists() and not (stamp.exists() and stamp.read_text() == now):
        remove()
    database.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def _refuse_real_people() -> None:
    people = User.objects.all()
    for ending in INVENTED:
        people = people.exclude(email__endswith=ending)
    if people.exists():
        raise CommandError("This database holds real people; the benchmark fills only a database of its own.")

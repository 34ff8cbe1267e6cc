"""A migrated database in a second: built once per set of migrations, then copied for every process of tests.

SQLite: a file below var/test-cache/. PostgreSQL: a template database. Both are named by the hash of every migration
(ours and installed packages'), so a new migration builds a new one and old ones are tidied away.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

CACHE = settings.VAR_DIR / "test-cache"
KEPT = 3
TEMPLATE_PREFIX = "smart_tests_template_"


def migrations_hash() -> str:
    """Return a short hash of every migration file of every installed app."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def fresh_database(name: str) -> Iterator[None]:
    """Point the default connection at a migrated database of its own called `name`, and remove it at the end."""
    make, drop = (_copy_file, _drop_file) if connection.vendor == "sqlite" else (_copy_template, _drop_database)
    with _one_at_a_time():
        target = make(name)
    _use(target)
    if connection.vendor == "postgresql":
        _flush_by_deleting()
    try:
        yield
    finally:
        connection.close()
        drop(target)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _migrate(name: str) -> None:
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- SQLite ---------------------------------------------------------------------------------------


def _copy_file(name: str) -> str:
    template = CACHE / f"{migrations_hash()}.sqlite3"
    if not template.exists():
        _build_file(template)
    target = settings.SCRATCH_DIR / f"{name}.sqlite3"
    shutil.copyfile(template, target)
    return str(target)


def _build_file(template: Path) -> None:
    building = CACHE / "building"
    _drop_file(str(building))
    _migrate(str(building))
    building.rename(template)
    for old in sorted(CACHE.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()


def _drop_file(target: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(target + suffix).unlink(missing_ok=True)


# --- PostgreSQL -----------------------------------------------------------------------------------


def _copy_template(name: str) -> str:
    template = TEMPLATE_PREFIX + migrations_hash()
    if template not in _templates():
        _build_template(template)
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _build_template(template: str) -> None:
    for old in _templates()[:-KEPT]:
        _administer(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
    building = template.replace("template", "building")
    _administer(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)', f'CREATE DATABASE "{building}"')
    _migrate(building)
    _administer(f'ALTER DATABASE "{building}" RENAME TO "{template}"')


def _templates() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [f"{TEMPLATE_PREFIX}%"])
        return [row[0] for row in cursor.fetchall()]


def _flush_by_deleting() -> None:
    """Let `flush` delete rows. TRUNCATE writes a new file for each of a hundred tables, a second or more each time."""
    quoted = connection.ops.quote_name
    connection.ops.sql_flush = lambda style, tables, **options: [f"DELETE FROM {quoted(table)}" for table in tables]


def _administer(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _drop_database(target: str) -> None:
    _administer(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')

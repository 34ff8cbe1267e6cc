"""Every row that migrations and `load_reference` leave behind, to be put back after a test that empties the tables.

Django flushes all tables after a transactional test (`transactional_db`, `live_server`), and with them Wagtail's root,
site, locale and groups. Putting back the very rows (same ids) needs no knowledge of what they are.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

Rows = dict[str, tuple[list[str], list[Sequence[Any]]]]


def read_rows() -> Rows:
    """Return the columns and rows of every table of a model that has any."""
    with connection.cursor() as cursor:
        found = {table: _read(cursor, table) for table in _tables()}
    return {table: content for table, content in found.items() if content[1]}


def restore_rows(rows: Rows) -> None:
    """Empty every table of `rows`, then write them all; keys are checked once, at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table, (columns, values) in rows.items():
            names, places = ", ".join(map(_quoted, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({places})", values)


def _tables() -> list[str]:
    """Return the tables of models, without SQLite's search index: triggers of the indexed table write that one."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(table for table in tables if not table.endswith("_fts"))


def _read(cursor: Any, table: str) -> tuple[list[str], list[Sequence[Any]]]:
    cursor.execute(f"SELECT * FROM {_quoted(table)}")
    return [column[0] for column in cursor.description], cursor.fetchall()


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

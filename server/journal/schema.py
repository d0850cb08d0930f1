"""What a database's tables should be like, and how it differs.

What they should be like is what the migrations make of an empty database; so there is no second
list of columns to forget.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from msgspec import Struct

from server.journal.errors import StorageError
from server.journal.migrations import (
    CREATE_MIGRATIONS,
    SELECT_MIGRATIONS,
    known_migrations,
    missing_migrations,
    statements,
)
from server.journal.session import Row, View
from server.journal.sqlite import SqliteView


class Column(Struct, frozen=True):
    """A column as far as both engines agree on it. `key`: its place in the primary key, or 0."""

    required: bool
    key: int


Columns = dict[str, dict[str, Column]]
"""By table and name."""


async def schema_problems(view: View) -> list[str]:
    """How the schema differs from ours: in words, nothing if it does not.

    Raises:
        StorageError: the database cannot be read.
    """
    found = _columns(await view.fetch(view.columns))
    if "migrations" not in found:
        return ["this is no database of Antrean: it has no table migrations"]
    try:
        recorded = {row[0]: row[1] for row in await view.fetch(SELECT_MIGRATIONS)}
        missing = missing_migrations(recorded)
    except StorageError as error:
        return [str(error)]
    if missing:
        names = ", ".join(f"{each.number:04} ({each.name})" for each in missing)
        return [f"the schema is an older one, without {names}: a server brings it up to date"]
    return list(_differences(_expected(), found))


def _expected() -> Columns:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(CREATE_MIGRATIONS)
        for migration in known_migrations():
            for statement in statements(migration.sql):
                database.execute(statement)
        return _columns(database.execute(SqliteView.columns).fetchall())


def _columns(rows: Iterable[Row]) -> Columns:
    found: Columns = {}
    for table, name, required, key in rows:
        found.setdefault(table, {})[name] = Column(bool(required or key), key)
    return found


def _differences(expected: Columns, found: Columns) -> Iterator[str]:
    """Tables of somebody else's in the same database are nobody's business here."""
    for table, columns in expected.items():
        if table not in found:
            yield f"table {table} is missing"
            continue
        for name, column in columns.items():
            there = found[table].get(name)
            if there is None:
                yield f"table {table}: column {name} is missing"
            elif there.key != column.key:
                yield f"table {table}: column {name} is not where it should be in the primary key"
            elif there.required != column.required:
                should = "must" if column.required else "need not"
                yield f"table {table}: column {name} {should} have a value by the migrations"
        for name in found[table].keys() - columns.keys():
            yield f"table {table}: column {name} is of no migration"

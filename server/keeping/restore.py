"""`antrean restore`: a backup takes the place of the database, which is kept aside.

The backup is copied beside the database and checked there; only then the old one is put aside
(under a second name first, so that the exchange itself is one step) and the copy takes its place.
The copy has no epoch, so that the server makes a new one: versions that screens have seen mean
nothing any more, and they take whatever comes. By that it also knows that it must not give again
what was given since the backup (`queueing.restoring`).
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from server.journal.errors import StorageError
from server.journal.lock import held_lock
from server.keeping.files import (
    LOG,
    SIDE_FILES,
    beside,
    check_antrean,
    copy_whole,
    heads_in,
    make_durable,
    remove,
    sqlite_errors,
)


class Lost(Struct, frozen=True):
    """A day of which the database had more events than the backup."""

    office: str
    date: date
    events: int


class Restored(Struct, frozen=True):
    """What came of it. `aside`: where the former database is now; None if there was none."""

    aside: Path | None
    lost: tuple[Lost, ...]


def restore(backup: Path, database: Path) -> Restored:
    """Let `database` be what `backup` holds.

    Raises:
        JournalLockedError: a server runs on it.
        SchemaTooNewError: a newer Antrean made the backup.
        StorageError: it could not be done; the database is as it was.
    """
    check_antrean(backup)
    if database.exists() and database.samefile(backup):
        raise StorageError(f"{backup}: this is the database itself")
    with held_lock(database):
        copy = database.with_name(f".{database.name}.{secrets.token_hex(4)}")
        copy_whole(backup, copy)
        try:
            with sqlite_errors(database):
                _forget_epoch(copy)
                lost = tuple(_lost(database, copy))
                _take_owner(copy, database)
                aside = _exchange(copy, database)
        finally:
            remove(copy)
    return Restored(aside, lost)


def _forget_epoch(copy: Path) -> None:
    """The next start makes a new one."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("DELETE FROM installation")
    make_durable(copy)


def _lost(database: Path, copy: Path) -> Iterator[Lost]:
    """The days that lose events by it, as far as the former database can still be read."""
    if not database.exists():
        return
    kept = heads_in(copy)
    for (office, day), head in heads_in(database).items():
        there = kept.get((office, day))
        events = head.version - (0 if there is None else there.version)
        if events > 0:
            yield Lost(office, day, events)


def _take_owner(copy: Path, database: Path) -> None:
    """Let it belong to whom the former one, or the folder, belongs to: root may be restoring."""
    model = database if database.exists() else database.parent
    if os.geteuid() == 0:
        for each in (copy, beside(database, ".lock")):
            os.chown(each, model.stat().st_uid, model.stat().st_gid)


def _exchange(copy: Path, database: Path) -> Path | None:
    """Put the former database aside with what lies beside it, and the copy in its place."""
    aside = None
    if database.exists():
        aside = _free_name(database)
        for ending in ("", LOG):
            if beside(database, ending).exists():
                _second_name(beside(database, ending), beside(aside, ending))
        for ending in SIDE_FILES:  # what belongs to the former one would spoil the new one
            beside(database, ending).unlink(missing_ok=True)
    copy.replace(database)
    make_durable(database.parent)
    return aside


def _free_name(database: Path) -> Path:
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    aside, number = beside(database, f".before-{moment}"), 1
    while aside.exists():
        number += 1
        aside = beside(database, f".before-{moment}-{number}")
    return aside


def _second_name(file: Path, other: Path) -> None:
    try:
        os.link(file, other)
    except OSError:  # a file system without links
        shutil.copy2(file, other)

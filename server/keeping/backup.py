"""`antrean backup`: the whole database as one file, copied beside the running server.

SQLite's own online backup reads one unchanging view, so that nobody waits and nothing is half.
"""

import secrets
from pathlib import Path

from server.journal.errors import StorageError
from server.keeping.files import check_antrean, copy_whole, make_durable, remove, sqlite_errors


def back_up(database: Path, target: Path, *, overwrite: bool = False) -> None:
    """Write a copy beside `target`, then move it there in one step.

    Raises:
        StorageError: it could not be done; a file that was at `target` is still there, whole.
    """
    check_antrean(database)
    if target.exists() and not overwrite:
        raise StorageError(f"{target}: there is a file already, and it stays (--overwrite)")
    if target.exists() and target.samefile(database):
        raise StorageError(f"{target}: this is the database itself")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    copy_whole(database, part)
    try:
        with sqlite_errors(target):
            part.replace(target)
            make_durable(target.parent)
    finally:
        remove(part)

"""The lock beside an SQLite file: one server has it, whatever SQLite itself would allow.

The operating system holds it and drops it with the process, however that ends; the file beside
the database stays and means nothing by itself.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.journal.errors import JournalLockedError, StorageError


@contextmanager
def held_lock(database: Path) -> Iterator[None]:
    """Be the only server with this database, inside the `with`.

    Raises:
        JournalLockedError: another process has it.
        StorageError: the folder is missing or may not be written to.
    """
    path = database.with_name(database.name + ".lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StorageError(f"{database}: {error.strerror}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
            raise JournalLockedError(
                f"{database} is in use by another server (process {holder})"
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)

"""Secrets that a terminal keeps: each in a file that is its owner's alone.

Promises that a file is whole at any moment (written beside and moved into place, down to the
disk), readable by nobody else from its first byte on, and that one which others can read is never
trusted.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600


class PrivateFileError(Exception):
    """The file cannot be made, read or trusted. The text says which file, and why."""


def read_private(path: Path) -> str | None:
    """What is written in it; None where there is none. Raises PrivateFileError."""
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PrivateFileError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PrivateFileError(f"{path}: this is no file of ours") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise PrivateFileError(f"{path}: other users can read it; run chmod 600 {path}")
    return text


def write_private(path: Path, text: str) -> None:
    """Write it, in the place of an older one; its folder is made if need be.

    Raises PrivateFileError.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            beside.unlink()
        made = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(made, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise PrivateFileError(f"{path}: cannot be written ({error.strerror})") from error


def remove_private(path: Path) -> None:
    """There is none any more. One that cannot be removed is emptied, if that can be done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        return
    with suppress(PrivateFileError):
        write_private(path, "")

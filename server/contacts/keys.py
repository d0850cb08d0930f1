"""The file of keys: what personal data is encrypted with, kept outside the database.

One line for each key, the newest first: its id and 256 random bits. Only its owner may read the
file (0600). It is made when the first key is needed. Whoever has the database, or a backup of it,
without this file has nothing; whoever loses this file has lost the data.
"""

import base64
import os
import re
import secrets
from pathlib import Path

from msgspec import Struct

KEY_BYTES = 32
ID_BYTES = 4
_LINE = re.compile(r"(?P<id>[0-9a-f]{8}) (?P<secret>[A-Za-z0-9_-]{43}=)")
HEADING = (
    "# Keys of personal data, the newest first. Keep a copy, apart from backups of the database.\n"
)


class KeysFileError(Exception):
    """The file of keys cannot be used; the message says why and what to do."""


class ContactKey(Struct, frozen=True):
    """One key. `secret` is never used as it is: what is needed is derived from it."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        """Without the secret, wherever this may be written."""
        return f"ContactKey(id={self.id!r})"


def new_key() -> ContactKey:
    """A key that nobody has had."""
    return ContactKey(secrets.token_hex(ID_BYTES), secrets.token_bytes(KEY_BYTES))


def make_keys_file(path: Path) -> None:
    """A file with one new key, if there is none. Raises KeysFileError."""
    if not path.exists():
        write_keys(path, [new_key()])


def read_keys(path: Path) -> list[ContactKey]:
    """The keys of a file, the newest first, at least one.

    Raises KeysFileError: it cannot be read, others may read it, or it holds no keys.
    """
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        raise KeysFileError(f"{path}: the keys of personal data are missing") from None
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "it holds other things than keys"
        raise KeysFileError(f"{path}: the keys of personal data cannot be read: {told}") from None
    if mode & 0o077:
        raise KeysFileError(f"{path}: others may read it; run: chmod 600 {path}")
    keys = [_key(path, number, line) for number, line in enumerate(lines, 1) if _is_key(line)]
    if not keys:
        raise KeysFileError(f"{path}: it holds no key")
    return keys


def write_keys(path: Path, keys: list[ContactKey]) -> None:
    """Let the file hold these keys; whole, or as it was. Raises KeysFileError."""
    lines = [f"{key.id} {base64.urlsafe_b64encode(key.secret).decode()}\n" for key in keys]
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(HEADING + "".join(lines))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise KeysFileError(f"{path}: the keys cannot be written: {error.strerror}") from error


def _is_key(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _key(path: Path, number: int, line: str) -> ContactKey:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise KeysFileError(f"{path}: line {number} is no key")
    return ContactKey(match["id"], base64.urlsafe_b64decode(match["secret"]))


def _sync_folder(folder: Path) -> None:
    """A file that was renamed is there for sure only when its folder is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

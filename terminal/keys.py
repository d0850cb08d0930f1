"""The key of a kiosk or display: its own, made by itself, and known to nobody else.

It lies in a file that only the machine's user can read, and is made at the first start. Its
SHA-256 is all that the server ever learns when a supervisor pairs the machine; from then on the
key itself says, in every request, which machine asks.
"""

import hashlib
import secrets
from pathlib import Path

from terminal.private_file import PrivateFileError, read_private, write_private

KEY_BYTES = 32
LEAST_LETTERS = 32


class KeyFileError(Exception):
    """The key file cannot be made, read or trusted. The text says which, and why."""


def fingerprint_of(key: str) -> str:
    """What the server is told of a key: the SHA-256 of its letters, in hexadecimal."""
    return hashlib.sha256(key.encode("ascii")).hexdigest()


def read_or_make_key(path: Path) -> str:
    """The key in `path`; where there is no such file, or an empty one, a new key.

    Raises KeyFileError where the file holds something else, or may not be trusted.
    """
    try:
        found = (read_private(path) or "").strip()
        if found:
            return _check(found, path)
        made = secrets.token_urlsafe(KEY_BYTES)
        write_private(path, f"{made}\n")
    except PrivateFileError as error:
        raise KeyFileError(str(error)) from error
    return made


def _check(found: str, path: Path) -> str:
    is_key = found.isascii() and found.replace("-", "").replace("_", "").isalnum()
    if not is_key or len(found) < LEAST_LETTERS:
        raise KeyFileError(f"{path}: this is no key; remove the file to have one made")
    return found

"""The office key: the one secret that kiosks, desks and displays hold.

Owns the file that keeps it and the comparison with what somebody offers. The file is made at the
first start beside the database, readable by its owner alone (0600), and never written again.
A browser is not given the key itself but a value made from it, so that a cookie that leaks is no
key for terminals; a new key ends all sign-ins.
"""

import hmac
import os
import re
import secrets
from pathlib import Path

KEY_BYTES = 24
_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,200}")
_COOKIE_LABEL = b"antrean sign-in"


class KeyFileError(Exception):
    """The key's file cannot be used; the message says why and what to do."""


class OfficeKey:
    """The key, and whether an offered value is it. Compares in constant time."""

    def __init__(self, value: str) -> None:
        self._value = value
        digest = hmac.new(value.encode(), _COOKIE_LABEL, "sha256")
        self.cookie = digest.hexdigest()

    def fits(self, offered: str) -> bool:
        """Whether `offered` is the key."""
        return hmac.compare_digest(self._value.encode(), offered.encode())

    def fits_cookie(self, offered: str) -> bool:
        """Whether `offered` is what a sign-in with this key sets as cookie."""
        return hmac.compare_digest(self.cookie.encode(), offered.encode())


def read_or_make_key(path: Path) -> str:
    """The key in `path`; at the first start a new one.

    Raises KeyFileError where the file holds no key, cannot be read, or others may read it.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    except OSError as error:
        raise KeyFileError(f"{path}: the office key cannot be made: {error.strerror}") from error
    value = secrets.token_urlsafe(KEY_BYTES)
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
        file.flush()
        os.fsync(file.fileno())
    return value


def _read_key(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        value = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"{path}: the office key cannot be read: {error}") from error
    if mode & 0o077:
        raise KeyFileError(f"{path}: others may read the office key; run: chmod 600 {path}")
    if not _SHAPE.fullmatch(value):
        raise KeyFileError(
            f"{path}: holds no office key (16 to 200 letters, digits, - and _);"
            " remove the file to have a new one made"
        )
    return value

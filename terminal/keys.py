"""The office key of a terminal: read once at the start, from a file that is the owner's alone.

The key lets its holder issue numbers and call visitors, so it is never taken from the command
line, where other users of the machine could read it.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

#: The environment variable that holds the key itself, where there is no file.
KEY_VARIABLE = "ANTREAN_KEY"


class KeyFileError(Exception):
    """The key file is missing, empty, unreadable, or open to others. The text says which."""


def read_key(path: Path | None, environ: Mapping[str, str] = os.environ) -> str | None:
    """The office key from `path`, else from ANTREAN_KEY, else None.

    Raises KeyFileError where a file is named but gives no key that may be trusted.
    """
    if path is None:
        return environ.get(KEY_VARIABLE, "").strip() or None
    try:
        mode = path.stat().st_mode
        key = path.read_text("ascii").strip()
    except OSError as error:
        raise KeyFileError(f"{path}: the key cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise KeyFileError(f"{path}: this is no key") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError(f"{path}: other users can read the key; run chmod 600 {path}")
    if not key or any(letter.isspace() or not letter.isprintable() for letter in key):
        raise KeyFileError(f"{path}: this is no key")
    return key

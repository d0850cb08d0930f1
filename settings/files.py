"""Reading a TOML file, with plain words for what stops us before the first key."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from settings.problems import ConfigurationError, Problem

_POSITION = re.compile(r"^(?P<what>.*) \(at (?P<where>[^()]*)\)$", re.DOTALL)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ConfigurationError if it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode())
    except FileNotFoundError:
        raise _error(path, "no such file", "the path of a TOML file") from None
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise _error(path, f"a file that cannot be read ({reason})", "a readable file") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _error(
            path, f"bytes that are not UTF-8 at line {line}", "a UTF-8 text file"
        ) from None
    except RecursionError:
        raise _error(
            path, "lists or tables within each other, too many", "TOML (toml.io)"
        ) from None
    except ValueError as error:  # TOMLDecodeError, or a number too long for Python
        match = _POSITION.match(str(error))
        where, what = (match["where"], match["what"]) if match else ("", str(error))
        at = f" at {where}" if where else ""
        raise _error(path, f"what is not TOML{at} ({what})", "TOML (toml.io)") from None


def is_of_a_kiosk(path: Path, found: Mapping[str, Any]) -> bool:
    """Whether a file is meant as a kiosk's own: by its name, or by keys that no office has."""
    if "services" in found:
        return False
    return "kiosk" in path.name or bool(found.keys() & {"printer", "server", "key_file"})


def _error(path: Path, found: str, allowed: str) -> ConfigurationError:
    return ConfigurationError([Problem(str(path), "", found, allowed)])

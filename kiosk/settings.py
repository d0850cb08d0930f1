"""kiosk.toml: which server and office a kiosk belongs to, and which printer it has.

Options of the command line come first, then the environment, then the file, then the defaults.
Paths in the file are taken from the file's own folder.
"""

import os
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from yarl import URL

from kiosk.printing.settings import PRINTER, PrinterSettings, build_printer
from settings.checking import Findings
from settings.files import is_of_a_kiosk, read_toml
from settings.kinds import Key, Scalar, Table
from settings.problems import ConfigurationError, Place, Report
from settings.values import FLAG, IDENTIFIER, TEXT
from terminal.state_folder import default_state_folder

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


def _server(found: object) -> str:
    if not isinstance(found, str):
        raise ValueError
    url = URL(found)
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError
    return found


def _name(found: object) -> str:
    if not isinstance(found, str) or not _NAME.fullmatch(found):
        raise ValueError
    return found


KIOSK = Table(
    Key(
        "server",
        Scalar('the address of the server, such as "https://queue.example"', _server),
        None,
    ),
    Key("office", IDENTIFIER, None),
    Key("key_file", TEXT, None),
    Key("ca_file", TEXT, None),
    Key("name", Scalar("1 to 64 of the letters A to Z, a to z, digits, . _ -", _name), None),
    Key("dark", FLAG, None),
    Key("state_folder", TEXT, None),
    Key("printer", PRINTER, None),
)
"""The whole file."""


@dataclass(frozen=True)
class KioskSettings:
    """What a kiosk.toml says; None where it says nothing. `printer` None: nothing is printed.

    `state_folder` holds what the kiosk must know after a power cut.
    """

    server: str | None = None
    office: str | None = None
    key_file: Path | None = None
    ca_file: Path | None = None
    name: str | None = None
    dark: bool | None = None
    state_folder: Path | None = None
    printer: PrinterSettings | None = None

    @property
    def options(self) -> dict[str, Any]:
        """What stands for the options of the command line, under their names."""
        names = {name: name for name in ("server", "office", "key_file", "name", "dark")}
        names["ca_file"] = "ca"
        found = {option: getattr(self, name) for name, option in names.items()}
        return {option: each for option, each in found.items() if each is not None}


def load_kiosk(path: Path) -> KioskSettings:
    """Read a kiosk.toml. Raises ConfigurationError with everything that is wrong."""
    report = Report(str(path), tuple(KIOSK.paths()))
    place = Place(report)
    found = read_toml(path)
    values = KIOSK.read(place, found)
    printer = None
    if (table := values.get("printer")) is not None:
        printer = build_printer(place.at("printer"), table)
    for name in ("key_file", "ca_file", "state_folder"):
        if values.get(name) is not None:
            values[name] = path.parent / values[name]
    _check_key_file(place, values)
    _check_authority(place, values)
    report.raise_if_any()
    values.update(printer=printer)
    return KioskSettings(**values)


def _check_key_file(place: Place, values: dict[str, Any]) -> None:
    """It is made at the first start, so it may be missing; its folder may not."""
    path: Path | None = values.get("key_file")
    if path is None:
        return
    if path.exists():
        if not (path.is_file() and os.access(path, os.R_OK)):
            place.at("key_file").note(f'"{path}", which cannot be read', "the file of its key")
    elif not os.access(path.parent, os.W_OK):
        found = f'"{path}", which cannot be made'
        place.at("key_file").note(found, "a file in a folder that this user may write")


def _check_authority(place: Place, values: dict[str, Any]) -> None:
    path: Path | None = values.get("ca_file")
    if path is not None and not (path.is_file() and os.access(path, os.R_OK)):
        found = f'"{path}", which cannot be read'
        place.at("ca_file").note(found, "the certificate of the office's own authority")


def prepare_state_folder(path: Path | None) -> Path:
    """The folder, made if need be. Raises ConfigurationError where it cannot be written."""
    folder = path or default_state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_ours = os.access(folder, os.W_OK)
    except OSError:
        is_ours = False
    if not is_ours:
        report = Report("kiosk.toml")
        Place(report, "state_folder").note(f'"{folder}"', "a folder that this user may write")
        raise ConfigurationError(report.problems)
    return folder


def is_kiosk_file(path: Path) -> bool:
    """Whether a file is meant as a kiosk.toml: by its name, or by keys that no office has."""
    try:
        found = read_toml(path)
    except ConfigurationError:
        found = {}
    return is_of_a_kiosk(path, found)


def check_kiosk(path: Path) -> Findings:
    """What `antrean check` tells of a kiosk.toml. Raises ConfigurationError."""
    settings = load_kiosk(path)
    printer = settings.printer
    if printer is None:
        return Findings("a kiosk without a printer")
    kind = type(printer.address).__name__.removesuffix("Address").lower()
    speaks = "which tells how it is" if printer.answers else "which is not asked how it is"
    missing = find_spec("escpos") is None
    warning = f'{path}: printer: python-escpos is missing; install "antrean[printer]"'
    return Findings(f"a kiosk with a {kind} printer, {speaks}", (warning,) if missing else ())

"""antrean.toml: where the server keeps its journal, where it listens, how it is reached.

Options of the command line come first, then the file, then the defaults. Paths in the file are
taken from the file's own folder, those of the command line from the current one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yarl import URL

from server.configuration.server_file.reach import (
    HOST_NAMES,
    PORT,
    PROXIES,
    PUBLIC_URL,
    REACH,
    Network,
    PhonesReach,
    check_reach,
    check_tls,
    is_loopback,
    makes_certificate,
)
from settings.files import read_toml
from settings.kinds import UNUSABLE, Key, Table
from settings.problems import ConfigurationError, Place, Report, describe
from settings.values import FLAG, TEXT, whole

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080
DEFAULT_TEXTS_DAYS = 7
DEFAULT_SESSION_IDLE_MINUTES = 8 * 60
POSTGRESQL_SCHEMES = ("postgresql://", "postgres://")
COMMAND_LINE = "command line"
FILE_NAME = "antrean.toml"


SERVER = Table(
    Key("database", TEXT, "antrean.db"),
    Key("host", TEXT, DEFAULT_HOST),
    Key("port", PORT, DEFAULT_PORT),
    Key("public_url", PUBLIC_URL, None),
    Key("phones_reach", REACH, "everywhere"),
    Key("host_names", HOST_NAMES, ()),
    Key("trusted_proxies", PROXIES, ()),
    Key("local_certificate", FLAG, None),
    Key("certificate_folder", TEXT, None),
    Key("tls_certificate", TEXT, None),
    Key("tls_key", TEXT, None),
    Key("insecure_lan", FLAG, False),
    Key("contacts_key_file", TEXT, None),
    Key("texts_days", whole(1, 3650, "days"), DEFAULT_TEXTS_DAYS),
    Key("session_idle_minutes", whole(5, 10_080, "minutes"), DEFAULT_SESSION_IDLE_MINUTES),
)
"""The whole file."""


@dataclass(frozen=True)
class ServerSettings:
    """How the server runs, checked. `database` is kept out of repr: it may hold a password."""

    database: str = field(repr=False)  # a path of SQLite, or a URL postgresql://...
    host: str
    port: int  # 0: the system chooses
    public_url: str | None  # without a slash at its end; None only on loopback
    tls_certificate: Path | None
    tls_key: Path | None
    insecure_lan: bool
    contacts_key_file: Path  # where the keys of personal data are, or are made when first needed
    texts_days: int = DEFAULT_TEXTS_DAYS  # how long notes and notices are kept
    certificate_folder: Path | None = None  # of a certificate of our own; None: there is none
    phones_reach: PhonesReach = "everywhere"  # from where visitors' phones reach public_url
    host_names: tuple[str, ...] = ()  # that browsers may know us by, beside public_url's
    trusted_proxies: tuple[Network, ...] = ()  # whose word on who asks is taken
    session_idle_minutes: int = DEFAULT_SESSION_IDLE_MINUTES  # unused so long, staff sign in anew

    @property
    def is_postgresql(self) -> bool:
        """Whether the journal is kept in PostgreSQL."""
        return self.database.startswith(POSTGRESQL_SCHEMES)

    @property
    def speaks_tls(self) -> bool:
        """Whether the server itself speaks https."""
        return self.tls_certificate is not None or self.certificate_folder is not None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)


def load_server(
    path: Path | str | None = None, options: Mapping[str, Any] | None = None
) -> ServerSettings:
    """Read an antrean.toml, if there is one, under the options of the command line.

    `options` have the file's keys; those that are None were not given. Raises ConfigurationError
    with everything that is wrong.
    """
    given = {name: each for name, each in (options or {}).items() if each is not None}
    report = Report(FILE_NAME if path is None else str(path), tuple(SERVER.paths()))
    asked = Report(COMMAND_LINE)
    found = {} if path is None else read_toml(Path(path))
    values = SERVER.read(Place(report), found)
    _resolve_paths(values, found, Path() if path is None else Path(path).parent)
    values.update(_read_options(asked, given))
    sources = {
        name: _option(asked, name) if name in given else Place(report, name) for name in SERVER.keys
    }
    _check_database(sources, values)
    check_tls(sources, values)
    check_reach(sources, values)
    if problems := [*report.problems, *asked.problems]:
        raise ConfigurationError(problems)
    return _settings(values)


def _read_options(asked: Report, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options' values, under the names of the file's keys."""
    read = {
        name: SERVER.keys[name].kind.read(_option(asked, name), each)
        for name, each in given.items()
    }
    return {name: each for name, each in read.items() if each is not UNUSABLE}


def _option(asked: Report, name: str) -> Place:
    return Place(asked, f"--{name.replace('_', '-')}")


def _resolve_paths(values: dict[str, Any], found: Mapping[str, Any], folder: Path) -> None:
    """Paths of the file are meant from the file's folder."""
    for name in (
        *("database", "contacts_key_file"),
        *("tls_certificate", "tls_key", "certificate_folder"),
    ):
        written = values.get(name) if name in found else None
        if written and "://" not in written:
            values[name] = str(folder / written)


def _check_database(sources: Mapping[str, Place], values: Mapping[str, Any]) -> None:
    database = values.get("database")
    if database is None:
        return
    if database.startswith(POSTGRESQL_SCHEMES):
        if not _is_url(database):
            sources["database"].note(
                "a PostgreSQL URL that cannot be read", "postgresql://USER:PASSWORD@HOST:PORT/NAME"
            )
        return
    if "://" in database:
        scheme = database.split("://")[0]
        sources["database"].note(
            describe(f"{scheme}://..."), "the path of an SQLite file, or postgresql://..."
        )
    elif Path(database).is_dir() or not Path(database).absolute().parent.is_dir():
        sources["database"].note(f'"{database}"', "a file in a folder that exists")


def _is_url(database: str) -> bool:
    try:
        return URL(database).path.strip("/") != ""
    except ValueError:
        return False


def _settings(values: Mapping[str, Any]) -> ServerSettings:
    certificate, key = values["tls_certificate"], values["tls_key"]
    database = values["database"]
    is_url = database.startswith(POSTGRESQL_SCHEMES)
    folder = values["certificate_folder"] or ("antrean.tls" if is_url else f"{database}.tls")
    return ServerSettings(
        database=database,
        host=values["host"],
        port=values["port"],
        public_url=values["public_url"],
        tls_certificate=Path(certificate) if certificate else None,
        tls_key=Path(key) if key else None,
        insecure_lan=values["insecure_lan"],
        contacts_key_file=Path(
            values["contacts_key_file"]
            or ("antrean.contacts-keys" if is_url else f"{database}.contacts-keys")
        ),
        texts_days=values["texts_days"],
        certificate_folder=Path(folder) if makes_certificate(values) else None,
        phones_reach=values["phones_reach"],
        host_names=tuple(values["host_names"]),
        trusted_proxies=tuple(values["trusted_proxies"]),
        session_idle_minutes=values["session_idle_minutes"],
    )

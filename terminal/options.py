"""The options that `antrean kiosk`, `display` and `desk` share, and the client they lead to."""

import asyncio
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from yarl import URL

from protocol.refusals import Refusal
from terminal.client import Client, list_offices
from terminal.keys import KeyFileError, read_or_make_key
from terminal.state_folder import default_state_folder
from terminal.transport import tls_trusting
from texts import texts_for
from texts.refusals import explain

#: Where `antrean serve` listens unless told.
DEFAULT_SERVER = "http://127.0.0.1:8080"

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class TerminalOptions:
    """What the command line told: the server, the office (None: the only one), and the name."""

    server: URL
    office: str | None
    name: str
    authority: Path | None = None

    def make_client(self, kind: str) -> Client:
        """The client of this terminal; asks the server for its office where none was named.

        Raises click.ClickException where the office cannot be told.
        """
        office = self.office or asyncio.run(find_office(self.server, self.authority))
        return Client(self.server, office, kind=kind, name=self.name, authority=self.authority)

    def make_device(self, kind: str, key_file: Path | None, folder: Path | None = None) -> Client:
        """The client of a kiosk or display, with its own key, made now if it has none yet.

        Without a `key_file` it lies in `folder`, or where the system keeps what must last. Raises
        as `make_client` does, and click.BadParameter where the file cannot be used.
        """
        client = self.make_client(kind)
        usual = f"{kind}-{client.office}-{client.name}.key"
        client.key = take_key(key_file or (folder or default_state_folder()) / usual)
        return client


def terminal_options(command: F) -> F:
    """Give a click command the shared options, as its first argument `terminal`."""

    @click.option(
        "--server",
        default=DEFAULT_SERVER,
        show_default=True,
        metavar="URL",
        envvar="ANTREAN_SERVER",
        help="Where the server is.",
    )
    @click.option(
        "--office",
        metavar="ID",
        envvar="ANTREAN_OFFICE",
        help="The office; may be left out where the server has only one.",
    )
    @click.option(
        "--name",
        metavar="NAME",
        help="What this machine is called at the desks. [default: the host's name]",
    )
    @click.option(
        "--ca",
        metavar="FILE",
        envvar="ANTREAN_CA",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=take_authority,
        help="The certificate of the office's own authority, which the server made: ca.crt. "
        "See docs/network.md.",
    )
    @wraps(command)
    def with_options(
        server: str,
        office: str | None,
        name: str | None,
        ca: Path | None,
        **others: Any,
    ) -> Any:
        return command(
            TerminalOptions(read_server(server), office, name or host_name(), ca), **others
        )

    return with_options  # type: ignore[return-value]


def key_file_option(command: F) -> F:
    """Give the command of a kiosk or display the option `key_file`."""
    return click.option(
        "--key-file",
        metavar="FILE",
        envvar="ANTREAN_KEY_FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The file of this machine's own key, made at the first start; it is its owner's alone "
        "(chmod 600). [default: KIND-OFFICE-NAME.key in the user's state folder]",
    )(command)


def read_server(text: str) -> URL:
    """The server's address. Raises click.BadParameter where it is none."""
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise click.BadParameter(
            f"{text!r} is no address of a server, such as {DEFAULT_SERVER}",
            param_hint="'--server'",
        )
    return url.with_query(None).with_fragment(None)


def take_key(path: Path) -> str:
    """The key of this machine. Raises click.BadParameter where the file gives none."""
    try:
        return read_or_make_key(path)
    except KeyFileError as error:
        raise click.BadParameter(str(error), param_hint="'--key-file'") from error


def take_authority(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    """The file, which is looked into now rather than at the first connection.

    Raises click.BadParameter where it holds no certificate.
    """
    if path is not None:
        try:
            tls_trusting(path)
        except OSError as error:
            told = f"{path} cannot be read, or holds no certificate in PEM: {error}"
            raise click.BadParameter(told) from error
    return path


async def find_office(server: URL, authority: Path | None = None) -> str:
    """The id of the server's only office. Raises click.ClickException where it is not one."""
    offices = await list_offices(server, authority)
    if isinstance(offices, Refusal):
        told = explain(offices.code, offices.params, texts_for("en"))
        raise click.ClickException(f"{server}: {told} To start all the same, give --office.")
    if len(offices) != 1:
        known = ", ".join(office.id for office in offices) or "none"
        raise click.ClickException(f"Which office? Give --office. {server} has: {known}")
    return offices[0].id


def host_name() -> str:
    """The machine's own name, in the letters that the server takes for a name."""
    first = socket.gethostname().split(".")[0]
    return re.sub(r"[^A-Za-z0-9._-]", "-", first)[:64] or "terminal"

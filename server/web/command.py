"""`antrean serve`: its options, what it prints, and how it says that it cannot start."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from server.access.accounts import FIRST_ACCOUNT
from server.certificates import CertificateError
from server.configuration import (
    ConfigurationError,
    OfficeSettings,
    Problem,
    ServerSettings,
    load_office,
    load_server,
)
from server.configuration.server_file.cautions import server_cautions
from server.configuration.server_file.reach import PHONES_REACH
from server.contacts.keys import KeysFileError
from server.journal.errors import StorageError
from server.office.clock import OfficeClock
from server.web.authority import how_to_trust
from server.web.logs import LEVELS, configure_logging
from server.web.running import RunningServer
from server.web.running import serve as serve_until_stopped

CONFIGURATION_WRONG = 2
CANNOT_START = 1
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("office_files", metavar="OFFICE.toml...", nargs=-1, required=True, type=FILE)
@click.option("--config", type=FILE, help="The server's own file, antrean.toml.")
@click.option(
    "--database",
    metavar="FILE-OR-URL",
    help="Where the days are kept: an SQLite file (default antrean.db), or postgresql://...",
)
@click.option("--host", help="The address to listen on. Default 127.0.0.1: this machine only.")
@click.option("--port", type=int, help="The port to listen on; 0: any free one. Default 8080.")
@click.option("--public-url", help="The address under which visitors' phones reach the server.")
@click.option(
    "--phones-reach",
    type=click.Choice(PHONES_REACH),
    help="From where visitors' phones get there. Default everywhere.",
)
@click.option(
    "--local-certificate",
    is_flag=True,
    default=None,
    help="Speak https by a certificate of its own making, for a network without one. The default "
    "beyond this machine; see docs/network.md.",
)
@click.option(
    "--insecure-lan",
    is_flag=True,
    default=None,
    help="Listen beyond this machine without encryption, on a network that you trust.",
)
@click.option(
    "--clock",
    metavar="MOMENT",
    help="A rehearsal: start the offices' clock at a moment such as 2026-06-23T09:00.",
)
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    help="How many times faster than life a rehearsal's clock runs. Default 1.",
)
@click.option("--log-level", type=click.Choice(LEVELS), default="info", show_default=True)
def serve(
    office_files: tuple[Path, ...],
    config: Path | None,
    clock: str | None,
    speed: float | None,
    log_level: str,
    **options: object,
) -> None:
    """Run the server of one or more offices, each described by its OFFICE.toml.

    Staff sign in with an account (`antrean staff`); kiosks and displays are paired with a code that
    a supervisor confirms. The first start makes the account admin and tells its password, this
    once. Ctrl+C stops it; nothing is lost.
    """
    try:
        offices = _load_offices(office_files)
        settings = load_server(config, options)
        office_clock = _office_clock(clock, speed, offices[0])
    except ConfigurationError as error:
        _give_up(str(error), CONFIGURATION_WRONG)
    configure_logging(log_level)
    try:
        asyncio.run(
            serve_until_stopped(
                offices, settings, office_clock, lambda server: _announce(server, settings)
            )
        )
    except (StorageError, KeysFileError, CertificateError) as error:
        _give_up(str(error), CANNOT_START)
    except OSError as error:
        _give_up(f"{settings.host}, port {settings.port}: {error.strerror}", CANNOT_START)


def _load_offices(paths: tuple[Path, ...]) -> list[OfficeSettings]:
    """All offices. Raises ConfigurationError; two files with one id cannot be told apart."""
    offices: list[OfficeSettings] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            offices.append(load_office(path))
        except ConfigurationError as error:
            problems += error.problems
    if problems:
        raise ConfigurationError(problems)
    seen: dict[str, Path] = {}
    for office in offices:
        earlier = seen.setdefault(office.office.id, office.path)
        if earlier is not office.path:
            found = f'"{office.office.id}", as in {earlier}'
            raise ConfigurationError([Problem(str(office.path), "id", found, "another id")])
    return offices


def _office_clock(clock: str | None, speed: float | None, office: OfficeSettings) -> OfficeClock:
    """The time of day, or a rehearsal's; a moment without an offset is on `office`'s own clock."""
    if clock is None and speed is None:
        return OfficeClock()
    try:
        moment = datetime.fromisoformat(clock or "")
    except ValueError:
        found = "nothing, beside --speed" if clock is None else f'"{clock}"'
        allowed = "a moment such as 2026-06-23T09:00"
        raise ConfigurationError([Problem("command line", "--clock", found, allowed)]) from None
    zone = moment.tzinfo or ZoneInfo(office.office.timezone)
    return OfficeClock(moment.replace(tzinfo=zone), speed or 1.0)


def _announce(server: RunningServer, settings: ServerSettings) -> None:
    """Where everything is."""
    click.echo(f"Antrean listens on {server.url}")
    for caution in server_cautions(settings, [office.id for office in server.offices]):
        click.echo(f"WARNING: {caution}", err=True)
    for office in server.offices:
        click.echo(f"\n{office.settings.office.name} ({office.id})")
        click.echo(f"  lobby display  {server.public_url}/display/{office.id}")
        click.echo(f"  desk           {server.public_url}/desk/{office.id}")
        if office.settings.office.hall is not None:
            click.echo(f"  door           {server.public_url}/door/{office.id}")
    if server.first_password is not None:
        click.echo(
            f"\nThis is the first start. Sign in as {FIRST_ACCOUNT} with the one-time password\n"
            f"  {server.first_password}\n"
            "It is told only now, and must be changed at the first sign-in."
        )
    if server.certificates is not None:
        click.echo("\n" + how_to_trust(server.certificates, server.public_url))
    if server.offices.clock.is_rehearsal:
        click.echo("This is a rehearsal: the clock is not the time of day.")
    if settings.insecure_lan and not settings.is_loopback:
        click.echo(
            "WARNING: other machines reach this server without encryption. Whoever listens on "
            "the network can read passwords and keys.",
            err=True,
        )


def _give_up(told: str, code: int) -> NoReturn:
    click.echo(told, err=True)
    raise SystemExit(code)

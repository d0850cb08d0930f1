"""`antrean keys`: changing the keys of personal data, beside the running server."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from server.configuration import ConfigurationError, ServerSettings, load_server
from server.contacts.keys import KeysFileError, read_keys
from server.contacts.resealing import Resealed, add_key, drop_keys, reseal, rows_by_key
from server.contacts.vault import ContactsUnreadableError, Vault
from server.journal.errors import StorageError
from server.journal.opening import open_engine
from server.journal.session import Engine

NOT_DONE, FILE_WRONG = 1, 2
FILE = click.Path(dir_okay=False, path_type=Path)
T = TypeVar("T")

database_option = click.option(
    "--database",
    metavar="FILE-OR-URL",
    help="The database. Default: that of --config, else antrean.db.",
)
config_option = click.option("--config", type=FILE, help="The server's own file, antrean.toml.")


@click.group()
def keys() -> None:
    """Change the keys that personal data is encrypted with. A server may run."""


@keys.command()
@database_option
@config_option
def rotate(database: str | None, config: Path | None) -> None:
    """Make a new key, and put all data under it.

    The former key stays in the file until `antrean keys drop`: backups made before need it.
    """
    settings = _settings(database, config)
    key_id = _tried(lambda: add_key(settings.contacts_key_file))
    done = _run(settings, lambda engine: reseal(engine, Vault(settings.contacts_key_file)))
    click.echo(f"{settings.contacts_key_file}: new key {key_id}")
    _tell(done)


@keys.command(name="list")
@database_option
@config_option
def list_keys(database: str | None, config: Path | None) -> None:
    """Tell which keys there are, the newest first, and how much data needs each."""
    settings = _settings(database, config)
    found = _tried(lambda: read_keys(settings.contacts_key_file))
    needed = _run(settings, rows_by_key)
    for key in found:
        click.echo(f"{key.id}  needed for {needed.get(key.id, 0):,}")
    for key_id in sorted(needed.keys() - {key.id for key in found}):
        click.echo(f"{key_id}  needed for {needed[key_id]:,}, but NOT in the file", err=True)


@keys.command()
@database_option
@config_option
def drop(database: str | None, config: Path | None) -> None:
    """Put all data under the newest key, then remove the keys that nothing needs any more.

    Backups that were made before can then not be read any more, as far as personal data goes.
    """
    settings = _settings(database, config)
    path = settings.contacts_key_file

    async def reseal_and_drop(engine: Engine) -> tuple[Resealed, list[str]]:
        return await reseal(engine, Vault(path)), await drop_keys(engine, path)

    done, dropped = _run(settings, reseal_and_drop)
    _tell(done)
    click.echo(f"{path}: removed {', '.join(dropped) or 'nothing'}")


def _tell(done: Resealed) -> None:
    click.echo(f"Put under the newest key: {done.rows:,}")
    if done.unreadable:
        click.echo(
            f"WARNING: {done.unreadable:,} could not be read: their key is missing, or they were "
            "altered. They stay as they are.",
            err=True,
        )


def _settings(database: str | None, config: Path | None) -> ServerSettings:
    try:
        return load_server(config, {"database": database})
    except ConfigurationError as error:
        _give_up(str(error), FILE_WRONG)


def _run(settings: ServerSettings, work: Callable[[Engine], Awaitable[T]]) -> T:
    async def opened() -> T:
        async with open_engine(settings.database, beside_server=True) as engine:
            return await work(engine)

    return _tried(lambda: asyncio.run(opened()))


def _tried(work: Callable[[], T]) -> T:
    try:
        return work()
    except (StorageError, KeysFileError, ContactsUnreadableError) as error:
        _give_up(str(error), NOT_DONE)


def _give_up(told: str, code: int) -> NoReturn:
    click.echo(told, err=True)
    raise SystemExit(code)

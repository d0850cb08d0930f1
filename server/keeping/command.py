"""`antrean backup`, `antrean restore`, `antrean verify`: their options, and what they say."""

import asyncio
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from server.journal.errors import JournalLockedError, StorageError
from server.journal.opening import open_view, postgres_url
from server.keeping.backup import back_up
from server.keeping.place import database_meant, file_meant
from server.keeping.restore import Restored
from server.keeping.restore import restore as restore_backup
from server.keeping.verify import Verdict
from server.keeping.verify import verify as verify_view

NOT_DONE = 1
FILE = click.Path(dir_okay=False, path_type=Path)
P = ParamSpec("P")

config_option = click.option("--config", type=FILE, help="The server's own file, antrean.toml.")
database_option = click.option(
    "--database",
    metavar="FILE",
    help="The database: an SQLite file. Default: that of --config, else antrean.db.",
)


def tells_what_failed(command: Callable[P, None]) -> Callable[P, None]:
    """End with the reason and exit code 1 where it could not be done."""

    @wraps(command)
    def telling(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            command(*arguments, **options)
        except StorageError as error:
            click.echo(str(error), err=True)
            raise SystemExit(NOT_DONE) from None

    return telling


@click.command()
@click.argument("file", type=FILE)
@database_option
@config_option
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
@tells_what_failed
def backup(file: Path, database: str | None, config: Path | None, overwrite: bool) -> None:
    """Copy everything into FILE, beside the running server.

    The copy is of one moment, whole, and read back before it takes its name; only its owner can
    read it. Keep it on another machine: it holds what the database holds.
    """
    place = file_meant(config, database, "pg_dump (docs/reliability.md)")
    back_up(place, file.absolute(), overwrite=overwrite)
    click.echo(f"{file}: {file.stat().st_size / 1000:,.0f} kB, as {place} is now")


@click.command()
@click.argument("file", type=FILE)
@database_option
@config_option
@tells_what_failed
def restore(file: Path, database: str | None, config: Path | None) -> None:
    """Let the database be what the backup FILE holds. Stop the server first.

    What was there is kept aside, under another name. All screens follow by themselves when the
    server is started again.
    """
    place = file_meant(config, database, "pg_restore (docs/reliability.md)")
    try:
        restored = restore_backup(file.absolute(), place)
    except JournalLockedError as error:
        raise StorageError(f"{error}: stop it first") from error
    _tell_restored(file, place, restored)


def _tell_restored(file: Path, place: Path, restored: Restored) -> None:
    click.echo(f"{place} is now as {file}. Start the server; the screens follow by themselves.")
    if restored.aside is not None:
        click.echo(f"What was there is kept in {restored.aside}")
    for lost in restored.lost:
        click.echo(
            f"WARNING: {lost.office}, {lost.date}: the last {lost.events:,} events are not in the "
            "backup. Numbers go on further up, so that none is given again; docs/reliability.md "
            "says what to do for those who hold one."
        )


@click.command()
@click.option(
    "--database",
    metavar="FILE-OR-URL",
    help="The database, or a backup. Default: that of --config, else antrean.db.",
)
@config_option
@tells_what_failed
def verify(database: str | None, config: Path | None) -> None:
    """Check that the database holds what it should; changes nothing, a server may run.

    Checks the file, the tables, and every day of every office by the real rules: no event
    missing, every event possible, the rows of tickets as the events make them. Exit code 1 if
    something does not add up.
    """
    place = database_meant(config, database)
    verdict = asyncio.run(_verified(place))
    name = "the PostgreSQL database" if postgres_url(place) else place
    for problem in verdict.problems:
        click.echo(problem, err=True)
    seen = (
        f"Days: {verdict.days:,}, offices: {verdict.offices:,}, events: {verdict.events:,}, "
        f"tickets: {verdict.tickets:,}."
    )
    if verdict.is_sound:
        click.echo(f"{name} is sound. {seen}")
        return
    click.echo(f"{name} is NOT sound. Findings: {len(verdict.problems):,}. {seen}", err=True)
    raise SystemExit(NOT_DONE)


async def _verified(place: str) -> Verdict:
    async with open_view(place) as view:
        return await verify_view(view)

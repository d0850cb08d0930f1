"""`antrean audit`: its options, and what it says."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from server.auditing.audit import Told, Wanted, audit, encoded, last_day
from server.configuration import ConfigurationError, load_office
from server.journal.errors import StorageError
from server.journal.opening import open_view
from server.keeping.place import database_meant
from texts import LANGUAGES, Texts, texts_for
from texts.moments import write_date

NOTHING_FOUND = 1
FILE_WRONG = 2
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(name="audit")
@click.argument("office_file", metavar="[OFFICE.toml]", required=False, type=FILE)
@click.option("--office", metavar="ID", help="The office by its id, instead of its file.")
@click.option("--ticket", metavar="NUMBER", help="A number, such as A-012.")
@click.option("--account", metavar="NAME", help="Only what somebody of the staff did.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day, such as 2026-06-23. Default: the office's last one.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="id", show_default=True)
@click.option(
    "--database",
    metavar="FILE-OR-URL",
    help="The database, or a backup. Default: that of --config, else antrean.db.",
)
@click.option("--config", type=FILE, help="The server's own file, antrean.toml.")
def audit_day(
    office_file: Path | None,
    office: str | None,
    ticket: str | None,
    account: str | None,
    day: datetime | None,
    as_json: bool,
    language: str,
    database: str | None,
    config: Path | None,
) -> None:
    """Tell who did what to a ticket, when, and why. Changes nothing; a server may run.

    With --account: everything that somebody did on a day, or did to that ticket.
    """
    if ticket is None and account is None:
        _give_up("Name a --ticket, an --account, or both.", FILE_WRONG)
    office_id = office or _office_id(office_file)
    place = database_meant(config, database)
    texts = texts_for(language)
    try:
        told, on = asyncio.run(
            _audited(place, office_id, day.date() if day else None, ticket, account, texts)
        )
    except StorageError as error:
        _give_up(str(error), NOTHING_FOUND)
    if as_json:
        click.echo(encoded(told), nl=False)
    else:
        for line in _lines(told, on, texts):
            click.echo(line)
    if not told.steps:
        told_of = ticket or account
        _give_up(
            texts.gettext("Nothing was found of %(what)s on that day.", what=told_of),
            NOTHING_FOUND,
        )


async def _audited(
    place: str, office: str, day: date | None, ticket: str | None, account: str | None, texts: Texts
) -> tuple[Told, date]:
    async with open_view(place) as view:
        on = day or await last_day(view, office)
        if on is None:
            raise StorageError(texts.gettext("No day of %(office)s is kept there.", office=office))
        return await audit(view, Wanted(office, on, ticket, account), texts), on


def _office_id(file: Path | None) -> str:
    if file is None:
        _give_up("Name the office: its OFFICE.toml, or --office ID.", FILE_WRONG)
    try:
        return load_office(file).office.id
    except ConfigurationError as error:
        _give_up(str(error), FILE_WRONG)


def _lines(told: Told, day: date, texts: Texts) -> Iterator[str]:
    """One line a step: the moment, who, the number where several are told of, what."""
    if told.office is None or not told.steps:
        return
    zone = ZoneInfo(told.office.timezone)
    numbers = "" if len(told.tickets) != 1 else f"{told.tickets[0]} · "
    yield f"{numbers}{told.office.name} · {write_date(day, texts.language)}"
    widest = max(len(step.who) for step in told.steps)
    for step in told.steps:
        at = step.at.astimezone(zone)
        dated = f"{at:%H:%M:%S}" if at.date() == day else f"{at:%Y-%m-%d %H:%M:%S}"
        about = f"{step.number or '':6}  " if not told.tickets else ""
        yield f"{dated}  {step.who:{widest}}  {about}{step.what}"


def _give_up(told: str, code: int) -> NoReturn:
    click.echo(told, err=True)
    raise SystemExit(code)

"""Which database is meant: the option, else the server's own file, else the default."""

from pathlib import Path

import click

from server.configuration import ConfigurationError, load_server
from server.journal.errors import StorageError
from server.journal.opening import postgres_url

CONFIGURATION_WRONG = 2


def database_meant(config: Path | None, database: str | None) -> str:
    """A path or a URL. Ends the program where the file or the option is wrong."""
    try:
        return load_server(config, {"database": database}).database
    except ConfigurationError as error:
        click.echo(str(error), err=True)
        raise SystemExit(CONFIGURATION_WRONG) from None


def file_meant(config: Path | None, database: str | None, instead: str) -> Path:
    """The file of an SQLite database. Raises StorageError where PostgreSQL is meant."""
    place = database_meant(config, database)
    if postgres_url(place) is not None:
        raise StorageError(f"the days are kept in PostgreSQL, which has its own way: {instead}")
    return Path(place).absolute()

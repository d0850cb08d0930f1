"""`antrean check`: is this office's file right, and can it work?"""

from pathlib import Path

import click

from server.configuration.cautions import warnings_for
from server.configuration.office_settings import load_office
from server.configuration.speaking import speech_warnings
from settings.problems import ConfigurationError

WRONG = 2


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...]) -> None:
    """Check OFFICE.toml files without starting anything.

    Says what is wrong (file, key, what was found, what is allowed), and warns of what is allowed
    but cannot work: quotas that the counters cannot serve, letters that sound alike, services
    that no counter serves, calls that no display says, and what this machine lacks to say them.
    Exit code 2 if a file is wrong, 0 otherwise, warnings or not.
    """
    wrong = False
    for file in files:
        try:
            settings = load_office(file)
        except ConfigurationError as error:
            wrong = True
            for problem in error.problems:
                click.echo(f"wrong    {problem}")
            continue
        for caution in (*warnings_for(settings), *speech_warnings(settings)):
            click.echo(f"warning  {caution}")
        office = settings.office
        click.echo(
            f"ok       {file}: {office.name}, {len(office.services)} services, "
            f"{len(office.counters)} counters"
        )
    context.exit(WRONG if wrong else 0)

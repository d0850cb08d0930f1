"""The command line: `antrean serve`, `kiosk`, `display`, `desk`, `demo`, and what `COMMANDS` has.

Each command lives in the room it starts, and is imported only when it is asked for, so that a
kiosk never waits for the server's libraries.
"""

import gc
import importlib
from pathlib import Path
from typing import Any

import click

#: Exit code where a file cannot be used.
FILE_WRONG = 2

COMMANDS = {
    "serve": ("server.web.command:serve", "Run the server of one or more offices."),
    "staff": ("server.access.command:staff", "Make and disable the accounts of the staff."),
    "kiosk": ("kiosk.command:kiosk", "Give numbers to visitors, on this screen."),
    "display": ("displays.command:display", "Show the calls to the hall, on this screen."),
    "desk": ("desk.command:desk", "Call and serve visitors, on this screen."),
    "demo": ("demo.command:demo", "Run a whole busy day on this machine."),
    "lobby": ("server.lobby.command:lobby", "Plan where people wait, at a distance."),
    "check": ("antrean:check", "Check the file of an office or a kiosk."),
    "backup": ("server.keeping.command:backup", "Copy everything, beside the running server."),
    "restore": ("server.keeping.command:restore", "Let a backup take the database's place."),
    "audit": ("server.auditing.command:audit_day", "Tell who did what to a ticket, and why."),
    "keys": ("server.contacts.command:keys", "Change the keys of personal data."),
    "verify": ("server.keeping.command:verify", "Check that the database holds what it should."),
}

LOADING_THRESHOLD = 100_000
"""New objects between two looks for garbage while a command loads. What libraries make stays:
with Python's own 700 a tenth of a start goes into looking through it. The apps and the server take
a smaller number as soon as they stand."""


class Roof(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        gc.set_threshold(LOADING_THRESHOLD)
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.group(cls=Roof, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="antrean")
def main(**_: Any) -> None:
    """Antrean: numbers, calls and displays for offices that people walk into."""


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...]) -> None:
    """Check files of offices (OFFICE.toml) and kiosks (kiosk.toml) without starting anything.

    Says what is wrong (file, key, what was found, what is allowed), and warns of what is allowed
    but cannot work: quotas that the counters cannot serve, letters that sound alike, services
    that no counter serves, calls that no display says, and what this machine lacks to say them.
    Exit code 2 if a file is wrong, 0 otherwise, warnings or not.
    """
    from kiosk.settings import check_kiosk, is_kiosk_file
    from server.configuration.checking import check_office
    from settings.checking import check_files

    wrong = False
    for line, is_wrong in check_files(
        files, lambda file: check_kiosk if is_kiosk_file(file) else check_office
    ):
        click.echo(line)
        wrong = wrong or is_wrong
    context.exit(FILE_WRONG if wrong else 0)


if __name__ == "__main__":
    main()

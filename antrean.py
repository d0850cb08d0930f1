"""The command line: `antrean serve`, `kiosk`, `display`, `desk`, `demo`, `check`.

Each command lives in the room it starts, and is imported only when it is asked for, so that a
kiosk never waits for the server's libraries.
"""

import importlib
from typing import Any

import click

COMMANDS = {
    "serve": ("server.web.command:serve", "Run the server of one or more offices."),
    "kiosk": ("kiosk.command:kiosk", "Give numbers to visitors, on this screen."),
    "display": ("displays.command:display", "Show the calls to the hall, on this screen."),
    "desk": ("desk.command:desk", "Call and serve visitors, on this screen."),
    "demo": ("demo.command:demo", "Run a whole busy day on this machine."),
    "check": ("server.configuration.command:check", "Check an office's file."),
}


class Roof(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
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


if __name__ == "__main__":
    main()

"""`antrean display`: the lobby display on this terminal."""

import click

from terminal.options import TerminalOptions, terminal_options


@click.command
@terminal_options
def display(terminal: TerminalOptions) -> None:
    """Show the lobby display on this terminal, full screen.

    It shows the numbers that are called and their counters, large, then the last calls, the
    next numbers and how many wait for each service. The terminal needs 80 x 24 cells or more,
    UTF-8 and 256 colours or more; the larger the better, and upright screens are fine.

    The office key (--key-file) is not needed; with it, the desks see whether this display is
    alive. The display stays up while the server is away, and says so. Ctrl+Q ends it.
    """
    from displays.app import DisplayApp

    DisplayApp(terminal.make_client("display")).run()

"""`antrean display`: the lobby display on this terminal."""

from pathlib import Path

import click

from displays.asked import LAYOUTS, TURNS, USUAL_INCHES, USUAL_METRES
from terminal.options import TerminalOptions, key_file_option, terminal_options


@click.command
@terminal_options
@key_file_option
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    help="calls: the called numbers, large; plan: the hall seen from above, where the office gives "
    "places. [default: as the office's file says]",
)
@click.option(
    "--turn",
    type=click.Choice([str(each) for each in TURNS]),
    help="Turn the plan clockwise, so that up is where its viewers look. "
    "[default: as the office's file says]",
)
@click.option(
    "--reading-metres",
    type=click.FloatRange(0.1, 100),
    default=USUAL_METRES,
    show_default=True,
    help="From how far the plan is to be read: smaller labels are left out.",
)
@click.option(
    "--inches",
    type=click.FloatRange(3, 500),
    default=USUAL_INCHES,
    show_default=True,
    help="The screen from corner to corner, for --reading-metres.",
)
def display(
    terminal: TerminalOptions,
    key_file: Path | None,
    layout: str | None,
    turn: str | None,
    reading_metres: float,
    inches: float,
) -> None:
    """Show the lobby display on this terminal, full screen.

    It shows the numbers that are called and their counters, large, then the last calls, the
    next numbers and how many wait for each service. The terminal needs 80 x 24 cells or more,
    UTF-8 and 256 colours or more; the larger the better, and upright screens are fine.

    At its first start it shows a code: a supervisor types it at a desk, and the display goes on
    by itself. It stays up while the server is away, and says so. Ctrl+Q ends it.
    """
    from displays.app import DisplayApp
    from displays.asked import Asked

    asked = Asked(layout, int(turn) if turn else None, reading_metres, inches)
    DisplayApp(terminal.make_device("display", key_file), asked=asked).run()

"""`antrean desk`: the desk on a terminal."""

import click

from desk.actions import COUNTER_VIEW, VIEWS
from desk.app import DeskApp
from terminal.options import TerminalOptions, terminal_options
from texts import LANGUAGES


@click.command(short_help="The clerk's desk: call, serve, finish.")
@terminal_options
@click.option(
    "--counter",
    metavar="ID",
    help="The counter this desk is for. [default: the one chosen here last]",
)
@click.option(
    "--language",
    type=click.Choice(sorted(LANGUAGES)),
    help="The language of the desk. [default: the office's first]",
)
@click.option(
    "--view",
    type=click.Choice(list(VIEWS)),
    default=COUNTER_VIEW,
    show_default=True,
    help="What it shows at first: its counter, or the whole office.",
)
def desk(terminal: TerminalOptions, counter: str | None, language: str | None, view: str) -> None:
    """The clerk's desk on this terminal.

    It shows the ticket in hand and the queue that the counter may call, and does everything by
    single keys; ? lists them. The same desk is a web page: /desk/OFFICE on the server.

    It asks for account and password, once: it keeps the session and the choice of its counter, so
    that after a restart everything is as before. 0 signs out, Ctrl+Q ends the desk.
    """
    DeskApp(terminal.make_client("desk"), counter, language=language, view=view).run()

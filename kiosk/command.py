"""`antrean kiosk`: the visitors' kiosk on this terminal."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from terminal.options import TerminalOptions, key_file_option, terminal_options

if TYPE_CHECKING:
    from kiosk.printing.printer import Printer
    from terminal.client import Client

CONFIGURATION_WRONG = 2


def _take_file(context: click.Context, _: click.Parameter, path: Path | None) -> Any:
    """Read kiosk.toml before all other options, for which it gives the defaults."""
    if path is None:
        return None

    from kiosk.settings import load_kiosk
    from settings.problems import ConfigurationError

    try:
        settings = load_kiosk(path)
    except ConfigurationError as error:
        _give_up(context, error)
    given: Mapping[str, Any] = context.default_map or {}
    context.default_map = {**given, **settings.options}
    return settings


def _give_up(context: click.Context, error: Exception) -> NoReturn:
    """Say what is wrong with the file, without a traceback."""
    click.echo(str(error), err=True)
    context.exit(CONFIGURATION_WRONG)


@click.command
@click.option(
    "--config",
    "settings",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_take_file,
    is_eager=True,
    help="This machine's own file, kiosk.toml: server, office, name, printer. "
    "The other options come before what it says.",
)
@terminal_options
@key_file_option
@click.option("--dark", is_flag=True, help="Light on dark instead of ink on paper.")
@click.option(
    "--earphone",
    metavar="FILE|COMMAND",
    envvar="ANTREAN_EARPHONE",
    help="Tells whether an earphone is plugged in: then the kiosk reads aloud. See docs/kiosk.md.",
)
@click.pass_context
def kiosk(
    context: click.Context,
    /,
    terminal: TerminalOptions,
    key_file: Path | None,
    settings: Any,
    dark: bool,
    earphone: str | None,
) -> None:
    """Run the visitors' kiosk on this terminal, full screen.

    Visitors choose a language and a service and get a number with a QR code; scanning or typing
    a number shows its place. Touch, mouse, keyboard and a numeric keypad alone all work. The
    terminal needs 80 x 24 cells or more, UTF-8 and 256 colours or more.

    At its first start the kiosk shows a code: a supervisor types it at a desk, and the kiosk goes
    on by itself. It starts and stays up also while the server is away, and goes on giving numbers
    for the day and the next open one; see docs/kiosk.md. Tickets are printed where kiosk.toml names
    a printer (--config). Ctrl+Q ends it.
    """
    from kiosk.app import KioskApp
    from kiosk.voice.earphone import Earphone
    from look.themes import DARK_THEME, LIGHT_THEME

    folder = settings.state_folder if settings is not None else None
    client = terminal.make_device("kiosk", key_file, folder)
    has_printer = settings is not None and settings.printer is not None
    kept = _prepare_state(context, settings, client)
    printer = _make_printer(settings) if has_printer else None
    theme = DARK_THEME if dark else LIGHT_THEME
    ear = Earphone(earphone) if earphone else None
    KioskApp(client, theme=theme, printer=printer, state_file=kept, earphone=ear).run()


def _make_printer(settings: Any) -> "Printer":
    from kiosk.printing.printer import Printer

    return Printer(settings.printer)


def _prepare_state(context: click.Context, settings: Any, client: "Client") -> Path:
    """The file of what the kiosk must know after a power cut, and to go on without the server."""
    from kiosk.settings import prepare_state_folder
    from settings.problems import ConfigurationError

    try:
        folder = prepare_state_folder(settings.state_folder if settings is not None else None)
    except ConfigurationError as error:
        _give_up(context, error)
    return folder / f"kiosk-{client.office}-{client.name}.db"

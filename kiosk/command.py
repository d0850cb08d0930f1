"""`antrean kiosk`: the visitors' kiosk on this terminal."""

import click

from terminal.options import TerminalOptions, terminal_options


@click.command
@terminal_options
@click.option("--dark", is_flag=True, help="Light on dark instead of ink on paper.")
def kiosk(terminal: TerminalOptions, dark: bool) -> None:
    """Run the visitors' kiosk on this terminal, full screen.

    Visitors choose a language and a service and get a number with a QR code; scanning or typing
    a number shows its place. Touch, mouse and keyboard all work. The terminal needs 80 x 24
    cells or more, UTF-8 and 256 colours or more.

    The kiosk needs the office key (--key-file). It starts and stays up also while the server is
    away, and says so. Ctrl+Q ends it.
    """
    from kiosk.app import KioskApp
    from look.themes import DARK_THEME, LIGHT_THEME

    client = terminal.make_client("kiosk")
    KioskApp(client, theme=DARK_THEME if dark else LIGHT_THEME).run()

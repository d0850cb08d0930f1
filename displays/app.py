"""The lobby display as a terminal app: it follows the hall and shows its one screen."""

from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from displays.screen import DisplayScreen
from look.themes import DARK_THEME
from terminal.app import TerminalApp
from terminal.client import Client


class DisplayApp(TerminalApp):
    """The lobby display of one office: dark, nothing to press."""

    CSS_PATH: ClassVar[list[Path | str]] = [*TerminalApp.CSS_PATH, "display.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False)]
    TITLE = "Antrean"
    ALLOW_SELECT = False

    def __init__(self, client: Client, theme: str = DARK_THEME) -> None:
        super().__init__(client, theme=theme)

    def get_default_screen(self) -> Screen[Any]:
        """The only screen."""
        return DisplayScreen()

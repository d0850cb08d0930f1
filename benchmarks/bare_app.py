"""The limit of a kiosk: a Textual app with one screen of buttons, and nothing behind it."""

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Footer, Header, Static

SERVICES = ("Pengambilan", "Permohonan", "Perubahan", "Akta", "Informasi")


class BareApp(App[None]):
    """A title, five buttons, a foot."""

    TITLE = "Bare"
    CSS = "Vertical { align: center middle; } Button { width: 60%; }"
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Of Textual."""
        yield Header()
        with Vertical():
            yield Static("Choose a service")
            for service in SERVICES:
                yield Button(service)
        yield Footer()


if __name__ == "__main__":
    BareApp().run()

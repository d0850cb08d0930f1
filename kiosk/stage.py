"""What the kiosk's pages, and the dialogue that shows them, may ask of the app.

Owns nothing: it is the one interface between them, so that the app knows pages and dialogue, and
they know only this.
"""

from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.patience import Patience, Times
from protocol.refusals import Refusal
from protocol.snapshots import HallSnapshot, OfficeView
from terminal.client import Client
from terminal.clock import OfficeClock
from texts import Texts

if TYPE_CHECKING:
    from kiosk.codes.watch import CodeWatch
    from kiosk.conversation.slips import Slips
    from kiosk.offline.standby import Standby
    from kiosk.page import Page
    from kiosk.screens.place import PlacePage


class Surroundings(Protocol):
    """What a page knows of the world, and the keys that are the same on every page."""

    texts: Texts
    times: Times
    patience: Patience
    clock: OfficeClock
    codes: "CodeWatch"
    offline: bool
    offline_refusal: Refusal | None
    is_large: bool

    @property
    def hall(self) -> HallSnapshot | None:
        """The latest news of the office, None before the first."""

    @property
    def office(self) -> OfficeView | None:
        """The office, None before the first news."""

    @property
    def gives_offline(self) -> bool:
        """Whether numbers are given although the server is away."""

    def say_offline(self, texts: Texts) -> str:
        """That the server is away, since when, and that numbers are given all the same."""

    @property
    def zone(self) -> tzinfo:
        """The office's time zone."""

    @property
    def can_speak(self) -> bool:
        """Whether there is a voice, and something to play it on."""

    @property
    def is_speaking(self) -> bool:
        """Whether this visitor is read to."""

    def takes_touch(self, at: float) -> bool:
        """Whether a touch is one of its own, or the same finger again."""

    def switch_language(self) -> None:
        """Show the next language of the office."""

    def switch_size(self) -> None:
        """Show large letters, or those of the terminal again."""

    def read_aloud(self) -> None:
        """Read this page aloud, and those that follow."""

    def read_page(self) -> None:
        """Read this page aloud where this visitor is read to: it is new, or has changed."""

    def call_for_help(self) -> None:
        """Ask whether staff shall come."""

    def say_focused(self, words: str) -> None:
        """A choice has come into focus: say it where this visitor is read to."""


class Stage(Surroundings, Protocol):
    """What the dialogue asks of the app that shows its pages."""

    client: Client
    slips: "Slips"
    standby: "Standby | None"

    @property
    def language(self) -> str:
        """The code of the language in use."""

    def set_language(self, code: str) -> None:
        """Show all in this language."""

    async def show(self, page: "Page", seconds: float | None = None) -> None:
        """Put a page on the screen; it is given up after `seconds` without a touch."""

    async def ask(self, page: "Page") -> Any:
        """Show a page and wait for its answer. Raises VisitorLeft or CodeRead."""

    def forget_visitor(self) -> None:
        """Nothing of the last visitor stays."""

    def refresh_place(self, page: "PlacePage", path: str) -> None:
        """Keep a page about a ticket up to date for as long as it is there."""

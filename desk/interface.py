"""What the desk's screens and flows need of the desk, and no more.

So that neither knows the app: it knows them. `desk.app.DeskApp` is the one that does all this.
"""

from collections.abc import Awaitable
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from desk.erasable import ErasableTexts
from desk.posts import Post
from desk.situation import Situation
from desk.staff import Staff
from look.floor_picture import Way
from protocol.refusals import Refusal
from protocol.snapshots import (
    DeskTicket,
    DevicesSnapshot,
    NoteView,
    OfficeView,
    WordsView,
)
from terminal.clock import OfficeClock
from texts import Texts

T = TypeVar("T")


class Shown(Protocol):
    """All that a screen draws. Before the first snapshot `snapshot` is None."""

    snapshot: Any  # DeskSnapshot | None
    devices: DevicesSnapshot | None
    clock: OfficeClock
    texts: Texts
    connected: bool
    view: str
    notes: ErasableTexts[NoteView]
    notices: ErasableTexts[WordsView]

    @property
    def staff(self) -> Staff:
        """Who is signed in."""

    @property
    def is_under_way(self) -> bool:
        """Whether a command is on its way, or waits for the server."""

    @property
    def kept_words(self) -> str:
        """What is said of the press that waits for the server, "" where none does."""

    @property
    def situation(self) -> Situation:
        """What the newest snapshot says of this desk's counter; of none in the hall's view."""

    @property
    def office(self) -> OfficeView | None:
        """The office of the newest snapshot."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The office's languages."""


class Pressed(Protocol):
    """All that a screen hands on."""

    def press(self, action_id: str, place: str = "") -> None:
        """A key or a press of the mouse: do it, or say why not."""

    def open_ticket(self, ticket: DeskTicket) -> None:
        """Show one ticket and what can be done with it."""

    def open_counter(self, counter_id: str) -> None:
        """Show one counter and what can be done with it."""

    def drop_kept(self) -> bool:
        """Let go of the press that waits for the server. Whether one did."""


class ScreenDesk(Shown, Pressed, Protocol):
    """The desk as its screen knows it."""


class Desk(Protocol):
    """The desk as its flows know it: what is shown, whom to ask, and the one way out."""

    clock: OfficeClock
    texts: Texts
    view: str
    ways: tuple[Way, ...]  # of those called, as far as their place was seen
    notes: ErasableTexts[NoteView]
    notices: ErasableTexts[WordsView]

    @property
    def staff(self) -> Staff:
        """Who is signed in."""

    @property
    def situation(self) -> Situation:
        """What the newest snapshot says of this desk's counter; of none in the hall's view."""

    @property
    def counter_id(self) -> str | None:
        """The counter that this desk stands at."""

    @property
    def chosen_ticket(self) -> DeskTicket | None:
        """The ticket chosen in the lists."""

    @property
    def chosen_counter(self) -> str | None:
        """The counter chosen in the view of the hall."""

    def ask(self, dialog: Any) -> Awaitable[Any]:
        """Show a dialog and wait for what it gives back."""

    def read(self, path: str, kind: type[T]) -> Awaitable[T | Refusal]:
        """Ask the server for something that changes nothing."""

    def send(self, post: Post) -> Awaitable[Any | None]:
        """Send one command and wait until the screen shows what it did. None: refused, or kept."""

    def order(self, path: str, body: Struct, kind: type[T]) -> Awaitable[T | Refusal]:
        """Ask the server for something that changes no day, such as who may work here."""

    def explain(self, refusal: Refusal) -> str:
        """A refusal in words."""

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Tell the clerk something."""

    def refuse(self, code: str, params: dict[str, Any]) -> None:
        """Say in words why something was not done."""

    def choose_counter(self, counter_id: str) -> None:
        """Stand at this counter from now on."""

    def change_view(self) -> None:
        """From the counter to the hall, and back."""

    def next_language(self) -> None:
        """Go on to the office's next language."""

    def sign_out(self) -> Awaitable[None]:
        """Leave the desk to the next one."""

"""The desk as a Textual app: follows the office, sends one command at a time, keeps one choice.

Owns what a press leads to: a question, a command, or a word why not. Who sits here is the
`entrance`'s, what goes out and when the `sender`'s.
"""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, ClassVar, TypeVar

from msgspec import Struct

from desk.actions import ACTIONS, COUNTER_VIEW, HALL_VIEW, refusal_of
from desk.entrance import Entrance
from desk.erasable import ErasableTexts
from desk.flows import Flows
from desk.memory import Memory
from desk.posts import Post
from desk.presses import Presses
from desk.screen import DeskScreen, next_language
from desk.sender import Sender
from desk.session import Session
from desk.situation import Situation, is_newer, refusal_params, situation_of
from desk.staff import Staff
from desk.words import refusal_words
from look.floor_picture import Way
from protocol.commands import DeviceReport
from protocol.refusals import Refusal
from protocol.snapshots import DeskSnapshot, DeskTicket, NoteView, WordsView
from terminal.app import TerminalApp
from terminal.client import Client
from terminal.reporting import Reporter
from terminal.ways import Ways
from texts import LANGUAGES, N_

T = TypeVar("T")

NOT_SENT = N_("No connection: nothing was sent. Press again when it is back.")


class DeskApp(TerminalApp):
    """One counter's desk. `counter` is an id; None takes the one that was used here last."""

    CSS_PATH: ClassVar[list[Any]] = [*TerminalApp.CSS_PATH, "desk.tcss"]
    STREAM_PATH = "desk/stream"
    STREAM_TYPE = DeskSnapshot

    def __init__(
        self,
        client: Client,
        counter: str | None = None,
        *,
        language: str | None = None,
        view: str = COUNTER_VIEW,
        memory: Memory | None = None,
        presses: Presses | None = None,
        session: Session | None = None,
    ) -> None:
        super().__init__(client, language)
        self.title = "Antrean"
        self.memory = memory or Memory()
        self.presses = presses or Presses()
        self.session = session or Session(str(client.server), client.office, client.name)
        self.entrance = Entrance(self, self.session)
        self.sender = Sender(self)
        self.view = view
        self.notes = self._erasable("notes", NoteView)
        self.notices = self._erasable("notices", WordsView)
        self.ways: tuple[Way, ...] = ()
        self._seen_ways = Ways()
        self._is_flowing = False
        self._counter_id = counter or self.memory.counter(str(client.server), client.office)
        self._taken = asyncio.Event()
        self._is_connected = asyncio.Event()
        self._asked_for_counter = False
        self._flows = Flows(self)
        self._reporter = Reporter(client, describe)

    def begin(self) -> None:
        """Follow the office as whoever is signed in, or ask who sits here."""
        self.entrance.begin()

    @property
    def staff(self) -> Staff:
        """Who is signed in."""
        return self.entrance.staff

    @property
    def account_id(self) -> str:
        """Whose presses these are."""
        return self.staff.account_id

    @property
    def is_under_way(self) -> bool:
        """Whether a command is on its way, or waits for the server."""
        return self.sender.is_under_way or self.sender.kept is not None

    @property
    def kept_words(self) -> str:
        """What is said of the press that waits for the server, "" where none does."""
        return self.sender.kept_words

    @property
    def situation(self) -> Situation:
        """What the newest snapshot says of this counter; in the view of the hall of none."""
        counter_id = None if self.view == HALL_VIEW else self._counter_id
        return situation_of(self.snapshot, counter_id, may_supervise=self.staff.may_supervise)

    @property
    def counter_id(self) -> str | None:
        """The counter that this desk stands at."""
        return self._counter_id

    @property
    def chosen_ticket(self) -> DeskTicket | None:
        """The ticket chosen in the lists."""
        return self.desk_screen.chosen_ticket

    @property
    def chosen_counter(self) -> str | None:
        """The counter chosen in the view of the hall."""
        return self.desk_screen.chosen_counter

    @property
    def languages(self) -> tuple[str, ...]:
        """The office's languages, or all that we have before it is known."""
        return self.office.languages if self.office else tuple(LANGUAGES)

    def get_default_screen(self) -> DeskScreen:
        """The one screen."""
        return DeskScreen(id="desk")

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen beneath all dialogs."""
        screen = self.screen_stack[0]
        if not isinstance(screen, DeskScreen):
            raise TypeError("the desk's screen is not at the bottom")
        return screen

    def on_snapshot_arrived(self) -> None:
        """Wake whoever waits for it; without a counter, ask for one once."""
        self._taken.set()
        self._taken.clear()
        self.ways = self._seen_ways.take(self.snapshot.hall)
        is_needed = self.view == COUNTER_VIEW and self.situation.counter is None
        if is_needed and not self._asked_for_counter:
            self._asked_for_counter = True
            self.press("counter")

    def press(self, action_id: str, place: str = "") -> None:
        """A key or a press of the mouse: do it, or say why not. Echoes of a press do nothing."""
        is_new = self.presses.is_new(action_id)
        if place:
            is_new = self.presses.is_new(place) and is_new
        if self.snapshot is None or not is_new or self._is_busy:
            return
        if ACTIONS[action_id].changes and self.sender.kept is not None:
            self.say("")  # the line says what waits
            return
        situation = self.situation
        code = refusal_of(action_id, situation.standing)
        if code is not None:
            self.refuse(code, refusal_params(situation))
        elif not (self.connected or ACTIONS[action_id].is_possible_alone):
            self.say(self.texts.gettext(NOT_SENT))
        else:
            self.say("")
            self._begin(self._flows.perform(action_id))

    def open_ticket(self, ticket: DeskTicket) -> None:
        """Show one ticket and what can be done with it."""
        if not self._is_busy:
            self._begin(self._flows.show_ticket(ticket))

    def open_counter(self, counter_id: str) -> None:
        """Show one counter and what can be done with it."""
        if not self._is_busy:
            self._begin(self._flows.show_counter(counter_id))

    def change_view(self) -> None:
        """From the counter to the hall, and back."""
        self.view = COUNTER_VIEW if self.view == HALL_VIEW else HALL_VIEW
        self.desk_screen.show_all()

    def choose_counter(self, counter_id: str) -> None:
        """Stand at this counter from now on."""
        self._counter_id, self.view = counter_id, COUNTER_VIEW
        self.memory.remember(str(self.client.server), self.client.office, counter_id)
        self.desk_screen.show_all()

    def next_language(self) -> None:
        """Go on to the office's next language."""
        self.set_language(next_language(self.languages, self.language))

    async def ask(self, dialog: Any) -> Any:
        """Show a dialog and wait for what it gives back."""
        return await self.push_screen_wait(dialog)

    async def read(self, path: str, kind: type[T]) -> T | Refusal:
        """Ask the server for something that changes nothing."""
        return await self.client.get(path, kind)

    async def order(self, path: str, body: Struct, kind: type[T]) -> T | Refusal:
        """Ask the server for something that changes no day."""
        return await self.client.command(path, body, kind)

    async def send(self, post: Post) -> Any | None:
        """Send one command and wait until the screen shows what it did. None: refused, or kept."""
        return await self.sender.send(post)

    def drop_kept(self) -> bool:
        """Let go of the press that waits for the server. Whether one did."""
        return self.sender.drop()

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Tell the clerk something on the desk's own line."""
        self.desk_screen.say(words, is_problem=is_problem)

    def refuse(self, code: str, params: dict[str, Any]) -> None:
        """Say in words why something was not done."""
        self.say(refusal_words(code, params, self.texts))

    def explain(self, refusal: Refusal) -> str:
        """A refusal in words."""
        return refusal_words(refusal.code, refusal.params, self.texts)

    def take_newer(self, snapshot: DeskSnapshot) -> None:
        """Show a snapshot, unless it is older than the one that is shown."""
        if is_newer(snapshot, self.snapshot):
            self._take(snapshot)

    async def until_news(self) -> None:
        """Until a snapshot arrives."""
        await self._taken.wait()

    async def until_connected(self) -> None:
        """Until the office is followed."""
        await self._is_connected.wait()

    def show_staff(self) -> None:
        """Show who sits here, and what they may do."""
        self.redraw()

    async def sign_out(self) -> None:
        """Leave the desk to the next one."""
        self.sender.drop()
        await self.entrance.sign_out()

    def on_shut_out(self, refusal: Refusal) -> None:
        """Nobody is signed in any more."""
        self.entrance.shut_out(refusal)

    def follow(self) -> None:
        """Follow the office, and report that this desk is there."""
        super().follow()
        reports = self._reporter.run()
        self.run_worker(reports, name="reports", group="reports", exclusive=True)

    def leave(self) -> None:
        """Follow the office no more."""
        super().leave()
        self.workers.cancel_group(self, "reports")
        self._is_connected.clear()

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the screen."""
        self.run_worker(work, group="desk")

    def _connect(self) -> None:
        super()._connect()
        self._is_connected.set()
        self.run_worker(self.entrance.ask_who(), name="who", group="who", exclusive=True)

    def _disconnect(self, refusal: Refusal | None) -> None:
        self._is_connected.clear()
        super()._disconnect(refusal)

    @property
    def _is_busy(self) -> bool:
        """Whether an action is under way, from its press to the end of what it leads to."""
        return self._is_flowing or len(self.screen_stack) > 1

    def _erasable(self, room: str, kind: type[T]) -> ErasableTexts[T]:
        def start(fetching: Awaitable[None]) -> None:
            self.run_worker(fetching, group="texts")

        return ErasableTexts(
            lambda text_id: self.client.get(f"{room}/{text_id}", kind), start, self.redraw
        )

    def redraw(self) -> None:
        """Show what is known now."""
        if self.snapshot is not None and self.is_running:
            self.desk_screen.show_snapshot()

    def _begin(self, flow: Coroutine[Any, Any, None]) -> None:
        self._is_flowing = True
        self.run_worker(self._finish(flow), group="flow")

    async def _finish(self, flow: Coroutine[Any, Any, None]) -> None:
        try:
            await flow
        finally:
            self._is_flowing = False


def describe(still_seconds: float) -> DeviceReport:
    """A desk prints and says nothing: that it is there is all that there is to tell."""
    return DeviceReport(frozen_seconds=still_seconds)

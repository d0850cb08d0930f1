"""The desk as a Textual app: follows the office, sends one command at a time, keeps one choice.

Owns what may go out and when. Promises that no press is sent while another is under way, that
none is kept for later, and that each that was not done is answered in words.
"""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, ClassVar, TypeVar

from desk.actions import ACTIONS, COUNTER_VIEW, HALL_VIEW, refusal_of
from desk.erasable import ErasableTexts
from desk.flows import Flows
from desk.memory import Memory
from desk.posts import Post
from desk.presses import Presses
from desk.screen import DeskScreen, next_language
from desk.situation import Situation, situation_of
from desk.words import refusal_words
from look.floor_picture import Way
from protocol.commands import DeviceReport
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import DeskSnapshot, DeskTicket, NoteView, WordsView
from terminal.app import TerminalApp
from terminal.client import Client
from terminal.reporting import Reporter
from terminal.ways import Ways
from texts import LANGUAGES, N_

T = TypeVar("T")

#: How long a desk waits, after an answer, for the snapshot that shows what was done.
SHOWN_WITHIN_SECONDS = 3.0

#: Refusals which mean that the screen did not show things as they are.
STALE = frozenset({RefusalCode.SCREEN_OUT_OF_DATE, RefusalCode.VISITORS_LEFT})

NOT_SENT = N_("No connection: nothing was sent. Press again when it is back.")
NO_ANSWER = N_("No answer. The screen will show whether it was done.")


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
    ) -> None:
        super().__init__(client, language)
        self.title = "Antrean"
        self.memory = memory or Memory()
        self.presses = presses or Presses()
        self.is_under_way = False
        self.view = view
        self.notes = self._erasable("notes", NoteView)
        self.notices = self._erasable("notices", WordsView)
        self.ways: tuple[Way, ...] = ()
        self._seen_ways = Ways()
        self._is_flowing = False
        self._counter_id = counter or self.memory.counter(str(client.server), client.office)
        self._taken = asyncio.Event()
        self._asked_for_counter = False
        self._flows = Flows(self)
        self._reporter = Reporter(client, describe)

    async def on_mount(self) -> None:
        """Begin to report that this desk is there."""
        self.run_worker(self._reporter.run(), name="reports", group="reports")

    @property
    def situation(self) -> Situation:
        """What the newest snapshot says of this counter; in the view of the hall of none."""
        return situation_of(self.snapshot, None if self.view == HALL_VIEW else self._counter_id)

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
        situation = self.situation
        code = refusal_of(action_id, situation.standing)
        if code is not None:
            self.refuse(code, refusal_params(situation))
        elif ACTIONS[action_id].changes and not self.connected:
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

    async def send(self, post: Post) -> Any | None:
        """Send one command and wait until the screen shows what it did. None if it was refused.

        A second command while one is under way is not sent.
        """
        if self.is_under_way:
            return None
        self._show_under_way(True)
        try:
            answer = await self.client.command(post.path, post.body, post.reply)
            if isinstance(answer, Refusal):
                await self._take_refusal(answer)
                return None
            self.say("")
            await self._wait_for(answer.version)
            return answer
        finally:
            self._show_under_way(False)

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Tell the clerk something on the desk's own line."""
        self.desk_screen.say(words, is_problem=is_problem)

    def refuse(self, code: str, params: dict[str, Any]) -> None:
        """Say in words why something was not done."""
        self.say(refusal_words(code, params, self.texts))

    async def _take_refusal(self, refusal: Refusal) -> None:
        if refusal.code is RefusalCode.SERVER_UNREACHABLE:
            self.say(self.texts.gettext(NO_ANSWER))
            return
        # "Look again" is said when there is something new to look at.
        if refusal.code in STALE:
            await self._read_anew()
        self.refuse(refusal.code, refusal.params)

    async def _read_anew(self) -> None:
        newest = await self.client.get("desk", DeskSnapshot)
        if isinstance(newest, DeskSnapshot) and is_newer(newest, self.snapshot):
            self._take(newest)

    async def _wait_for(self, version: int) -> None:
        """Until a snapshot shows that version, for a few seconds at most."""
        try:
            async with asyncio.timeout(SHOWN_WITHIN_SECONDS):
                while self.snapshot.hall.id.version < version:
                    self._taken.clear()
                    await self._taken.wait()
        except TimeoutError:
            return  # the stream lags; the next command will tell if the screen is out of date

    @property
    def _is_busy(self) -> bool:
        """Whether an action is under way, from its press to the end of what it leads to."""
        return self._is_flowing or len(self.screen_stack) > 1

    def _erasable(self, room: str, kind: type[T]) -> ErasableTexts[T]:
        def start(fetching: Awaitable[None]) -> None:
            self.run_worker(fetching, group="texts")

        return ErasableTexts(
            lambda text_id: self.client.get(f"{room}/{text_id}", kind), start, self._redraw
        )

    def _redraw(self) -> None:
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

    def _show_under_way(self, is_under_way: bool) -> None:
        self.is_under_way = is_under_way
        self._redraw()


def describe(still_seconds: float) -> DeviceReport:
    """A desk prints and says nothing: that it is there is all that there is to tell."""
    return DeviceReport(frozen_seconds=still_seconds)


def refusal_params(situation: Situation) -> dict[str, Any]:
    """What a refusal of the desk's own table is about."""
    return {
        "counter": situation.counter.number if situation.counter else "",
        "number": situation.hand.number if situation.hand else "",
        "state": situation.hand.state if situation.hand else "",
    }


def is_newer(one: DeskSnapshot, other: DeskSnapshot) -> bool:
    """Whether a snapshot may replace another: not if it is older, in the same epoch."""
    ours, theirs = one.hall.id, other.hall.id
    if ours.epoch != theirs.epoch:
        return True
    return (ours.day, ours.version) >= (theirs.day, theirs.version)

"""The one screen of the desk: it shows the situation and hands on what is pressed.

Owns no rule and sends nothing: keys and presses become `ActionPressed` for the app, and the
app says what to show. Its widgets never take the focus, so that a key means the same wherever
the eye is.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key

from desk.hand import HandPanel
from desk.keys_bar import ActionPressed, FootActions, MainAction, SmallActions, action_of_key
from desk.lists import Lists, TicketChosen
from desk.situation import Situation
from desk.status import CounterLine, DeviceLine, NoticeLine
from desk.words import LANGUAGE_WORDS
from protocol.snapshots import DeskTicket, DeviceView
from terminal.screen import TerminalScreen
from texts import Texts

if TYPE_CHECKING:
    from desk.app import DeskApp


class DeskScreen(TerminalScreen):
    """Everything at once: the ticket in hand, the actions, the lists, the machines."""

    def compose_body(self) -> ComposeResult:
        """From top to bottom."""
        yield CounterLine(id="counter-line")
        with Horizontal(id="work"):
            with Vertical(id="left"):
                yield HandPanel(id="hand")
                yield MainAction()
                yield SmallActions(id="small-actions")
            yield Lists()
        yield NoticeLine(id="notice-line")
        yield FootActions(id="foot-actions")
        yield DeviceLine(id="device-line")

    @property
    def chosen(self) -> DeskTicket | None:
        """The ticket chosen in the lists."""
        return self._desk.situation.ticket(self.query_one(Lists).chosen_id)

    def on_mount(self) -> None:
        """Let the times run."""
        super().on_mount()
        self.set_interval(1, self._tick)

    def on_resize(self) -> None:
        """Fill the new room."""
        self.call_after_refresh(self._tick)

    def show_snapshot(self) -> None:
        """Show the situation as it is now."""
        app, situation = self._desk, self._desk.situation
        texts, standing = app.texts, situation.standing
        self.query_one(CounterLine).show(situation, texts)
        self.query_one(HandPanel).show(situation, app.clock.age_seconds, texts)
        self.query_one(MainAction).show(standing, texts, is_under_way=app.is_under_way)
        self.query_one(SmallActions).show(standing, texts)
        self.query_one(FootActions).show(standing, texts, self._other_words(situation, texts))
        self.query_one(Lists).show(situation, app.clock.age_seconds, texts)
        self._show_devices()

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Tell the clerk something; an empty sentence takes the last one away."""
        self.query_one(NoticeLine).say(words, is_problem=is_problem)

    def on_key(self, event: Key) -> None:
        """A key of the table, or a move in the lists."""
        action_id = action_of_key(event.character or "")
        if action_id is not None:
            event.stop()
            self.post_message(ActionPressed(action_id))
        elif event.key in ("up", "down"):
            self._move(1 if event.key == "down" else -1)
        elif event.key == "enter" and (chosen := self.chosen) is not None:
            self._desk.open_ticket(chosen)
        elif event.key == "escape":
            self.query_one(Lists).let_go()
            self.say("")
            self._tick()

    def on_action_pressed(self, event: ActionPressed) -> None:
        """The app does it, or says why not."""
        event.stop()
        self._desk.press(event.action_id, event.place)

    def on_ticket_chosen(self, event: TicketChosen) -> None:
        """Chosen with the mouse: the second press opens it."""
        lists = self.query_one(Lists)
        if lists.chosen_id == event.ticket_id and (chosen := self.chosen) is not None:
            self._desk.open_ticket(chosen)
        lists.chosen_id = event.ticket_id
        self._tick()

    def on_devices_arrived(self) -> None:
        """Show the machines."""
        self._show_devices()

    def on_connection_lost(self) -> None:
        """Say so at the top and at the bottom."""
        super().on_connection_lost()
        self._show_devices()

    def on_connection_restored(self) -> None:
        """All is well again."""
        super().on_connection_restored()
        self._show_devices()

    @property
    def _desk(self) -> "DeskApp":
        return cast("DeskApp", self.app)

    def _tick(self) -> None:
        if self._desk.snapshot is not None:
            self.show_snapshot()

    def _move(self, step: int) -> None:
        if self._desk.snapshot is not None:
            self.query_one(Lists).move(step)
            self._tick()

    def _show_devices(self) -> None:
        app = self._desk
        devices: Iterable[DeviceView] = app.devices.devices if app.devices else ()
        zone = app.office.timezone if app.office else "UTC"
        self.query_one(DeviceLine).show(devices, zone, app.texts, is_connected=app.connected)

    def _other_words(self, situation: Situation, texts: Texts) -> dict[str, str]:
        """Words of actions that say what they will do now."""
        is_stopped = situation.snapshot.issuing_stopped
        return {
            "issuing": texts.gettext("Give numbers again") if is_stopped else "",
            "language": next_language_name(self._desk.languages, texts.language),
        }


def next_language(languages: tuple[str, ...], current: str) -> str:
    """The language that the key leads to."""
    if current not in languages:
        return languages[0]
    return languages[(languages.index(current) + 1) % len(languages)]


def next_language_name(languages: tuple[str, ...], current: str) -> str:
    """Its short name in its own words."""
    code = next_language(languages, current)
    return LANGUAGE_WORDS.get(code, code)

"""The one screen of the desk, with its two views: it shows the desk and hands on what is pressed.

Owns no rule and sends nothing: keys and presses become `ActionPressed` for the desk, and the
desk says what to show. Its widgets never take the focus, so that a key means the same wherever
the eye is.
"""

from typing import cast
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key

from desk.actions import COUNTER_VIEW, HALL_VIEW, action_of_key
from desk.hall import CounterChosen, HallPanel
from desk.hand import HandPanel
from desk.interface import ScreenDesk
from desk.keys_bar import ActionPressed, FootActions, MainAction, SmallActions
from desk.lists import Lists, TicketChosen
from desk.machines import DeviceLine, StaffKey
from desk.overview import devices_for
from desk.situation import Situation
from desk.status import CounterLine, NoticeLine, help_words
from desk.words import LANGUAGE_WORDS
from protocol.snapshots import DeskTicket, DeviceView
from terminal.screen import TerminalScreen
from texts import Texts


class DeskScreen(TerminalScreen):
    """Everything at once: one counter's work, or the whole office."""

    def compose_body(self) -> ComposeResult:
        """From top to bottom."""
        yield CounterLine(id="counter-line")
        with Horizontal(id="work"):
            with Vertical(id="left"):
                yield HandPanel(id="hand")
                yield MainAction()
                yield SmallActions(id="small-actions")
            yield Lists()
        yield HallPanel(id="hall")
        yield NoticeLine(id="notice-line")
        yield FootActions(COUNTER_VIEW, id="counter-actions", classes="foot-actions")
        yield FootActions(HALL_VIEW, id="hall-actions", classes="foot-actions")
        with Horizontal(id="bottom-line"):
            yield DeviceLine(id="device-line")
            yield StaffKey(id="staff-key")

    @property
    def chosen_ticket(self) -> DeskTicket | None:
        """The ticket chosen in the lists."""
        if self._is_hall:
            return None
        return self._desk.situation.ticket(self.query_one(Lists).chosen_id)

    @property
    def chosen_counter(self) -> str | None:
        """The counter chosen in the view of the hall."""
        return self.query_one(HallPanel).chosen_id if self._is_hall else None

    def on_mount(self) -> None:
        """Let the times run."""
        super().on_mount()
        self.set_interval(1, self._tick)

    def on_resize(self) -> None:
        """Fill the new room."""
        self.call_after_refresh(self._tick)

    def show_snapshot(self) -> None:
        """Show the desk as it is now."""
        desk, situation = self._desk, self._desk.situation
        texts, age, is_hall = desk.texts, desk.clock.age_seconds, self._is_hall
        self.set_class(is_hall, "-hall")
        self.query_one(CounterLine).show(situation, age, texts, is_hall=is_hall)
        self.query_one(NoticeLine).show_kept(desk.kept_words)
        if is_hall:
            self.query_one(NoticeLine).show_help("")
            panel = self.query_one(HallPanel)
            panel.show(situation.snapshot, self._devices, desk.notices, age, texts)
        else:
            self._show_counter(situation)
        self._show_actions(situation)
        self._show_devices()

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Tell the clerk something; an empty sentence takes the last one away."""
        self.query_one(NoticeLine).say(words, is_problem=is_problem)

    def on_key(self, event: Key) -> None:
        """A key of the table, or a move in the lists."""
        action_id = action_of_key(event.character or "", self._desk.view)
        if action_id is not None:
            event.stop()
            self.post_message(ActionPressed(action_id))
        elif event.key in ("up", "down"):
            self._move(1 if event.key == "down" else -1)
        elif event.key == "enter":
            self._open_chosen()
        elif event.key == "escape":
            self._let_go()

    def on_action_pressed(self, event: ActionPressed) -> None:
        """The desk does it, or says why not."""
        event.stop()
        self._desk.press(event.action_id, event.place)

    def on_ticket_chosen(self, event: TicketChosen) -> None:
        """Chosen with the mouse: the second press opens it."""
        lists = self.query_one(Lists)
        if lists.chosen_id == event.ticket_id:
            self._open_chosen()
        lists.chosen_id = event.ticket_id
        self._tick()

    def on_counter_chosen(self, event: CounterChosen) -> None:
        """Chosen with the mouse: the second press opens it."""
        hall = self.query_one(HallPanel)
        if hall.chosen_id == event.counter_id:
            self._open_chosen()
        hall.chosen_id = event.counter_id
        self._tick()

    def on_devices_arrived(self) -> None:
        """Show the machines."""
        self._tick()

    def on_connection_lost(self) -> None:
        """Say so at the top and at the bottom."""
        super().on_connection_lost()
        self._show_devices()

    def on_connection_restored(self) -> None:
        """All is well again."""
        super().on_connection_restored()
        self._show_devices()

    @property
    def _desk(self) -> ScreenDesk:
        return cast("ScreenDesk", self.app)

    @property
    def _devices(self) -> tuple[DeviceView, ...]:
        """The machines of the hall that concern whoever is signed in."""
        known = self._desk.devices.devices if self._desk.devices else ()
        return devices_for(known, may_supervise=self._desk.staff.may_supervise)

    @property
    def _is_hall(self) -> bool:
        return self._desk.view == HALL_VIEW

    @property
    def _list(self) -> Lists | HallPanel:
        return self.query_one(HallPanel) if self._is_hall else self.query_one(Lists)

    def _tick(self) -> None:
        if self._desk.snapshot is not None:
            self.show_snapshot()

    def _move(self, step: int) -> None:
        if self._desk.snapshot is not None:
            self._list.move(step)
            self._tick()

    def _let_go(self) -> None:
        """Of the press that waits for the server; else of what is chosen and what was said."""
        if not self._desk.drop_kept():
            self._list.let_go()
            self.say("")
        self._tick()

    def _open_chosen(self) -> None:
        if ticket := self.chosen_ticket:
            self._desk.open_ticket(ticket)
        elif counter_id := self.chosen_counter:
            self._desk.open_counter(counter_id)

    def _show_counter(self, situation: Situation) -> None:
        desk, texts, age = self._desk, self._desk.texts, self._desk.clock.age_seconds
        note = desk.notes.of(situation.hand.note_id) if situation.hand else None
        self.query_one(NoticeLine).show_help(help_words(situation, age, texts))
        self.query_one(HandPanel).show(situation, age, texts, note)
        standing, is_under_way = situation.standing, desk.is_under_way
        self.query_one(MainAction).show(standing, texts, is_under_way=is_under_way)
        self.query_one(SmallActions).show(standing, texts)
        self.query_one(Lists).show(situation, age, texts)

    def _show_actions(self, situation: Situation) -> None:
        texts = self._desk.texts
        words = self._other_words(situation, texts)
        for foot in self.query(FootActions):
            foot.show(situation.standing, texts, words)

    def _show_devices(self) -> None:
        desk = self._desk
        if not desk.clock.is_known:
            return
        devices = () if self._is_hall else self._devices
        zone = ZoneInfo(desk.office.timezone if desk.office else "UTC")
        self.query_one(DeviceLine).show(
            devices, desk.clock.age_seconds, zone, desk.texts, is_connected=desk.connected
        )
        self.query_one(StaffKey).show_staff(desk.staff, desk.texts)

    def _other_words(self, situation: Situation, texts: Texts) -> dict[str, str]:
        """Words of actions that say what they will do now."""
        is_stopped = situation.snapshot.issuing_stopped
        return {
            "issuing": texts.gettext("Give numbers again") if is_stopped else "",
            "help": texts.gettext("Help has come") if situation.is_asked_for else "",
            "office": texts.gettext("Back") if self._is_hall else "",
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

"""What each action asks of the clerk before it is sent, one question after the other.

Each flow ends in at most one command. A question that is closed ends it, with nothing sent.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from desk.actions import ACTIONS, COUNTER_VIEW
from desk.dialogs.keys import KeysDialog
from desk.flows.asking import Asking
from desk.flows.at_counter import CounterFlows
from desk.flows.of_hall import HallFlows
from desk.flows.of_machines import MachineFlows
from desk.flows.of_office import OfficeFlows
from desk.flows.of_places import PlacesFlows
from desk.flows.of_ticket import TicketFlows
from desk.interface import Desk
from protocol.snapshots import DeskTicket


class Flows:
    """All flows of one desk, by action."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asking = Asking(desk)
        self._tickets = TicketFlows(self._asking)
        self._counter = CounterFlows(self._asking)
        self._hall = HallFlows(self._asking, self._counter)
        office = OfficeFlows(self._asking)
        places = PlacesFlows(self._asking)
        self._flows: dict[str, Callable[[], Awaitable[Any]]] = {
            "transfer": self._counter.transfer,
            "resume": self._counter.resume,
            "pause": self._counter.pause,
            "help": self._counter.help,
            "counter": self._counter.choose,
            "come": self._hall.come,
            "release": self._hall.release,
            "assign": self._hall.assign,
            "announce": self._hall.announce,
            "run": self._hall.judge_run,
            "search": self._tickets.search,
            "issue": office.issue,
            "service": office.change_service,
            "issuing": office.change_issuing,
            "end-day": office.end_day,
            "plan": places.show_plan,
            "spot": places.change_spot,
            "profile": places.change_profile,
            "machines": MachineFlows(self._asking).show,
            "office": self._change_view,
            "language": self._language,
            "sign-out": self._sign_out,
            "keys": self._keys,
        }

    async def perform(self, action_id: str) -> None:
        """Ask what has to be asked, then send."""
        if action_id in self._flows:
            await self._flows[action_id]()
        elif ACTIONS[action_id].ticket:
            await self._tickets.perform(action_id)
        else:
            await self._counter.perform(action_id)

    async def show_ticket(self, ticket: DeskTicket) -> None:
        """One ticket, and what can be done with it."""
        await self._tickets.show(ticket)

    async def show_counter(self, counter_id: str) -> None:
        """One counter, and what can be done with it."""
        await self._hall.show(counter_id)

    async def _change_view(self) -> None:
        """The view of a counter is of no use without one: then it is asked for."""
        self._desk.change_view()
        if self._desk.view == COUNTER_VIEW and self._desk.situation.counter is None:
            await self._counter.choose()

    async def _language(self) -> None:
        self._desk.next_language()

    async def _sign_out(self) -> None:
        """Asked first: whatever the counter is doing stays as it is."""
        texts = self._desk.texts
        lines = [texts.gettext("Signed in: %(name)s", name=self._desk.staff.name)]
        if self._desk.situation.counter is not None:
            lines.append(texts.gettext("The counter stays as it is now."))
        word = texts.gettext("Sign out")
        if await self._asking.confirm(word, word, lines):
            await self._desk.sign_out()

    async def _keys(self) -> None:
        await self._asking.ask(
            KeysDialog(self._desk.texts, self._desk.view, self._desk.situation.standing)
        )

"""What each action asks of the clerk before it is sent, one question after the other.

Each flow ends in at most one command. A question that is closed ends it, with nothing sent.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from desk import posts
from desk.actions import ACTIONS
from desk.dialogs.keys import KeysDialog
from desk.flows.asking import Asking
from desk.flows.at_counter import CounterFlows
from desk.flows.of_office import OfficeFlows
from desk.flows.of_ticket import TicketFlows
from protocol.snapshots import DeskTicket

if TYPE_CHECKING:
    from desk.app import DeskApp


class Flows:
    """All flows of one desk, by action."""

    def __init__(self, desk: "DeskApp") -> None:
        self._desk = desk
        self._asking = Asking(desk)
        self._tickets = TicketFlows(self._asking)
        counter = CounterFlows(self._asking)
        office = OfficeFlows(self._asking)
        self._flows: dict[str, Callable[[], Awaitable[Any]]] = {
            "transfer": counter.transfer,
            "resume": counter.resume,
            "pause": counter.pause,
            "counter": counter.choose,
            "search": self._tickets.search,
            "issue": office.issue,
            "service": office.change_service,
            "issuing": office.change_issuing,
            "end-day": office.end_day,
            "language": self._language,
            "keys": self._keys,
        }

    async def perform(self, action_id: str) -> None:
        """Ask what has to be asked, then send."""
        if action_id in self._flows:
            await self._flows[action_id]()
        elif ACTIONS[action_id].ticket:
            await self._tickets.perform(action_id)
        else:
            await self._desk.send(posts.counter_post(action_id, self._desk.situation))

    async def show_ticket(self, ticket: DeskTicket) -> None:
        """One ticket, and what can be done with it."""
        await self._tickets.show(ticket)

    async def _language(self) -> None:
        self._desk.next_language()

    async def _keys(self) -> None:
        await self._asking.ask(KeysDialog(self._desk.texts))

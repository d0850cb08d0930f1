"""Days that are over: kiosks that were away bring what they gave then, and visitors ask.

A former day is read anew each time and kept nowhere: somebody asks for one once in a while.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import TicketView
from server.configuration.office_settings import OfficeSettings
from server.journal.journal import Journal
from server.office.clock import OfficeClock
from server.office.kept_day import KeptDay
from server.office.orders import Order, Outcome
from server.office.ticket_view import VisitorViews
from server.queueing.apply import replay
from server.queueing.commands import HandInTicket

DAYS_TOLD = 3
"""How long visitors are told what became of a ticket: over a weekend and a day."""


class FormerDays:
    """The former days of one office."""

    def __init__(self, settings: OfficeSettings, journal: Journal, clock: OfficeClock) -> None:
        self._settings, self._journal, self._clock = settings, journal, clock
        self._id = settings.office.id

    async def hand_in(self, day: date, orders: Sequence[Order]) -> list[Outcome | Refusal]:
        """Decide and keep hand-ins of a former day. Raises StorageError if that cannot be kept."""
        if await self._journal.head(self._id, day) is None:  # on which nothing can have been leased
            return [_not_leased(order) for order in orders]
        schedule = self._settings.schedule(day)
        kept = KeptDay(self._journal, self._clock, self._settings.office, schedule, ())
        return await kept.carry_out(orders)

    async def ticket_view(self, token_hash: str, today: date) -> TicketView | None:
        """What became of a ticket of the last few days, by its secret; None: there is none such."""
        since = today - timedelta(days=DAYS_TOLD)
        found = await self._journal.find_ticket(self._id, since, token_hash)
        if found is None or found.date >= today:
            return None
        day = replay(await self._journal.read(self._id, found.date))
        if day is None:
            return None
        views = VisitorViews(
            day, self._journal.epoch, self._clock.view(), self._settings.presentation
        )
        return views.view(found.ticket_id)


def _not_leased(order: Order) -> Refusal:
    number = order.command.number if isinstance(order.command, HandInTicket) else ""
    return Refusal(RefusalCode.NUMBER_NOT_LEASED, {"number": number})

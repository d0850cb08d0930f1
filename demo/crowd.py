"""The visitors of the demo: they come when the real day says, and take numbers at the kiosks."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle

from protocol.commands import ConfirmBody, IssueBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply, IssueReply
from server.simulation.arrivals import Visitor
from terminal.client import Client
from terminal.clock import OfficeClock
from terminal.identity import new_command_id, new_ticket_id, new_token


class Crowd:
    """Lets visitors come, one after the other, on the office's clock."""

    def __init__(
        self, kiosks: Sequence[Client], clock: OfficeClock, day: date, visitors: Sequence[Visitor]
    ) -> None:
        """`day` is the office's own date; `clock` is kept right by whoever follows a stream."""
        self._kiosks, self._clock, self._day, self._visitors = cycle(kiosks), clock, day, visitors
        self.came = 0
        self.refused = 0
        self.somebody_came = asyncio.Event()
        self.last_url = ""  # the page of the newest ticket
        self.absent: set[str] = set()  # ids of tickets whose visitors will not come when called

    async def come(self) -> None:
        """All of them, in their time."""
        for visitor in self._visitors:
            await wait_until(self._clock, visitor.comes_at)
            await self._take_number(visitor, next(self._kiosks))

    async def _take_number(self, visitor: Visitor, kiosk: Client) -> None:
        self.came += 1
        body = IssueBody(
            command_id=new_command_id(),
            day=self._day,
            ticket_id=new_ticket_id(),
            token=new_token(),
            services=visitor.services,
            priority=visitor.priority,
            language=visitor.language,
            party_size=visitor.party_size,
        )
        if not visitor.comes_when_called:
            self.absent.add(body.ticket_id)
        reply = await self._ask_for_number(body, kiosk)
        if isinstance(reply, Refusal):
            self.refused += 1
            return
        self.last_url = reply.url
        self.somebody_came.set()
        confirmation = ConfirmBody(command_id=new_command_id(), day=self._day)
        path = f"tickets/{body.ticket_id}/confirm"
        await kiosk.command(path, confirmation, CommandReply)

    async def _ask_for_number(self, body: IssueBody, kiosk: Client) -> IssueReply | Refusal:
        """Patient where the kiosk has given many numbers at once and must wait."""
        reply = await kiosk.command("tickets", body, IssueReply)
        while isinstance(reply, Refusal) and reply.code is RefusalCode.TOO_MANY_AT_ONCE:
            rest = timedelta(seconds=reply.params["seconds"])
            await wait_until(self._clock, self._clock.now() + rest)
            reply = await kiosk.command("tickets", body, IssueReply)
        return reply


async def wait_until(clock: OfficeClock, moment: datetime) -> None:
    """Until the office's clock shows `moment`; asks again, because a rehearsal may be corrected."""
    while (seconds := -clock.age_seconds(moment)) > 0:  # noqa: ASYNC110 - time is the condition
        await asyncio.sleep(min(1.0, seconds / clock.speed))

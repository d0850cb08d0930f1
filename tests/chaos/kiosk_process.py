"""A kiosk without a screen, to be cut off and killed: `python -m tests.chaos.kiosk_process`.

It asks the server for each number, and takes one from its lease where no answer comes, by the very
parts of the real kiosk: its client, its file, its hand-in. Arguments: the server's address, the
office, the key, the kiosk's name, the service, the day, the file. Each number is told in a line of
JSON as soon as a visitor could see it: not before it is in the file. After a line that comes in it
hands in what is left, tells `empty`, and ends.
"""

import asyncio
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from kiosk.offline.contact import Contact
from kiosk.offline.store import Store
from protocol.commands import ConfirmBody, IssueBody
from protocol.offline import LeaseView, OfflineTicket
from protocol.refusals import Refusal
from protocol.replies import CommandReply, IssueReply
from terminal.client import Client
from terminal.identity import new_command_id, new_ticket_id, new_token

ATTEMPT_SECONDS = 0.4
GAP_SECONDS = 0.02
EMPTY = "empty"


class Cabinet:
    """The kiosk, as far as numbers go."""

    def __init__(self, client: Client, store: Store, service: str, day: date) -> None:
        self._client, self._store, self._service, self._day = client, store, service, day
        self._contact = Contact(client, store)
        self.stop = asyncio.Event()

    async def work(self) -> None:
        """Give numbers until told to stop; then leave nothing that was not handed in."""
        while not self.stop.is_set():
            if await self._contact.hand_in():
                await self._contact.renew_leases(self._day)
            await self._press()
        while not await self._contact.hand_in():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(GAP_SECONDS)
        tell(EMPTY)

    async def _press(self) -> None:
        body = IssueBody(
            command_id=new_command_id(),
            day=self._day,
            ticket_id=new_ticket_id(),
            token=new_token(),
            services=(self._service,),
        )
        reply = await self._client.command("tickets", body, IssueReply)
        if isinstance(reply, Refusal):
            await self._take_from_lease(body.ticket_id)
            return
        tell(json.dumps([reply.ticket_id, reply.number]))
        confirmation = ConfirmBody(command_id=new_command_id(), day=self._day)
        await self._client.command(f"tickets/{reply.ticket_id}/confirm", confirmation, CommandReply)

    async def _take_from_lease(self, instead_of: str) -> None:
        def made(lease: LeaseView, number: str) -> OfflineTicket:
            return OfflineTicket(
                ticket_id=new_ticket_id(),
                token=new_token(),
                lease_id=lease.lease_id,
                number=number,
                services=(self._service,),
                issued_at=datetime.now(UTC),
                instead_of=instead_of,
                clock_doubtful=True,
            )

        ticket = await self._store.give(self._service, self._day, made)
        if ticket is None:  # none left: this visitor gets no number
            await asyncio.sleep(GAP_SECONDS)
        else:
            tell(json.dumps([ticket.ticket_id, ticket.number]))


def tell(what: str) -> None:
    """Show it."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def main(
    url: str, office: str, key: str, name: str, service: str, day: str, file: str
) -> None:
    """The kiosk, until its standard input has a line, or ends."""
    store = Store(Path(file))
    client = Client(
        url,
        office,
        key,
        "kiosk",
        name,
        attempt_seconds=ATTEMPT_SECONDS,
        patience_seconds=ATTEMPT_SECONDS,
    )
    try:
        async with client:
            cabinet = Cabinet(client, store, service, date.fromisoformat(day))
            waiting = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
            waiting.add_done_callback(lambda _: cabinet.stop.set())
            await cabinet.work()
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

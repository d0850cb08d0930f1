"""Telling the server that a visitor has a number, for as long as it takes.

Promises that a number whose slip may be out is confirmed in the end: what is to be told is kept
in the kiosk's own file from before the paper moves until the server has answered; whenever the
server is back, after a restart of the program too, it goes on with it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from kiosk.offline.file import StoreError
from kiosk.offline.records import Entry
from kiosk.offline.store import Store
from kiosk.screens.ticket import TicketPage
from protocol.commands import ConfirmBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply

if TYPE_CHECKING:
    from kiosk.app import KioskApp

#: How long a confirmation is repeated while the server does not answer; then once it is back.
CONFIRM_SECONDS = 600.0
#: Whether the command was carried out is not known, or it may be in a moment.
UNSETTLED = frozenset(
    {
        *(RefusalCode.SERVER_UNREACHABLE, RefusalCode.STORAGE_UNAVAILABLE),
        *(RefusalCode.STOPPING, RefusalCode.SERVER_FAULT),
    }
)
#: States in which a number has been confirmed.
COUNTING = frozenset({"waiting", "called", "serving", "held", "no_show", "done"})
_logger = logging.getLogger(__name__)


class Confirming:
    """Confirms numbers in the background. Without a store nothing outlives the program."""

    def __init__(self, app: "KioskApp", store: Store | None = None) -> None:
        self._app = app
        self._store = store
        #: Tickets whose slips are on their way, or of which is being told.
        self._in_hand: set[str] = set()

    async def note(self, ticket_id: str, body: ConfirmBody) -> None:
        """Remember what would have to be told if the power went now."""
        self._in_hand.add(ticket_id)
        entry = Entry(ticket_id, body.day, body.command_id, body.slip)
        await self._write(lambda store: store.note_confirmation(entry))

    async def send(self, ticket_id: str, body: ConfirmBody, page: TicketPage | None) -> None:
        """Note it and tell it; returns at once. A refusal is shown on `page` while it stands."""
        await self.note(ticket_id, body)
        self._app.run_worker(self._tell(ticket_id, body, page), name="confirm", group="confirm")

    async def recover(self) -> None:
        """Tell what could not be told before. Raises StoreError."""
        for entry in await self._store.confirmations() if self._store is not None else ():
            if entry.ticket_id in self._in_hand:
                continue
            try:
                body = entry.as_command()
            except msgspec.ValidationError:
                _logger.warning("confirmation of %s is unreadable, and dropped", entry.ticket_id)
                await self._strike(entry.ticket_id)
            else:
                await self._tell(entry.ticket_id, body, None)

    async def _tell(self, ticket_id: str, body: ConfirmBody, page: TicketPage | None) -> None:
        try:
            await self._tell_until_settled(ticket_id, body, page)
        finally:
            self._in_hand.discard(ticket_id)

    async def _tell_until_settled(
        self, ticket_id: str, body: ConfirmBody, page: TicketPage | None
    ) -> None:
        path = f"tickets/{ticket_id}/confirm"
        until = monotonic() + CONFIRM_SECONDS
        while True:
            reply = await self._app.client.command(path, body, CommandReply)
            if not is_unsettled(reply):
                break
            if monotonic() > until:
                return
            await asyncio.sleep(self._app.times.retry_seconds)
        await self._strike(ticket_id)
        if page is None or not isinstance(reply, Refusal) or counts_already(reply):
            return
        if self._app.is_before_visitor(page):
            page.show_problem(reply)

    async def _strike(self, ticket_id: str) -> None:
        await self._write(lambda store: store.strike_confirmation(ticket_id))

    async def _write(self, write: Callable[[Store], Awaitable[None]]) -> None:
        """A disk that is full or read-only must not keep a number from its visitor."""
        if self._store is None:
            return
        try:
            await write(self._store)
        except StoreError as error:
            _logger.warning("confirmation not kept: %s", error)


def counts_already(refusal: Refusal) -> bool:
    """Whether a confirmation came late only because the slip was shown somewhere before it."""
    state = refusal.params.get("state")
    return refusal.code is RefusalCode.TICKET_NOT_IN_STATE and state in COUNTING


def is_unsettled(reply: object) -> bool:
    """Whether the same command should be sent again in a moment."""
    return isinstance(reply, Refusal) and reply.code in UNSETTLED

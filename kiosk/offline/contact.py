"""What the kiosk tells the server about its leases, and what it gets for it.

Promises that a ticket is handed in until the server has answered for it, the oldest first. Asking
twice is harmless on the other side, so nothing here need know whether an answer was lost.
"""

import logging
from collections.abc import Collection
from datetime import date

from kiosk.offline.records import Holding
from kiosk.offline.store import Store
from protocol.offline import (
    MOST_HANDED_IN,
    HandInBody,
    HandInReply,
    LeaseBody,
    LeaseReply,
)
from protocol.refusals import Refusal
from terminal.client import Client
from terminal.identity import new_command_id

_logger = logging.getLogger(__name__)


class Contact:
    """One kiosk's talk with the server about what it keeps. Raises StoreError."""

    def __init__(self, client: Client, store: Store) -> None:
        self._client = client
        self._store = store

    async def hand_in(self, but: Collection[str] = (), until: date = date.max) -> bool:
        """Hand in all that is kept, but those tickets; whether nothing is left to hand in.

        `until`: the office's present day; tickets of a later one stay until it comes.
        """
        while (found := await self._store.to_hand_in(MOST_HANDED_IN, but, until)) is not None:
            day, tickets = found
            body = HandInBody(command_id=new_command_id(), day=day, tickets=tickets)
            reply = await self._client.command(self._path("hand-in"), body, HandInReply)
            if isinstance(reply, Refusal):
                _logger.warning("hand-in of %s tickets: %s", len(body.tickets), reply.code)
                return False
            asked = {ticket.ticket_id for ticket in body.tickets}
            answers = [answer for answer in reply.tickets if answer.ticket_id in asked]
            for answer in answers:
                if answer.refusal is not None:
                    _logger.warning("hand-in of %s refused: %s", answer.number, answer.refusal)
            if not answers:
                return False
            await self._store.note_answers(answers)
        return True

    async def renew_leases(self, day: date) -> tuple[LeaseReply, Holding] | None:
        """The leases of a day as the server has them now, kept; None: they were not to be had."""
        body = LeaseBody(
            command_id=new_command_id(),
            day=day,
            book=await self._store.book(),
            used={each.lease_id: each.used for each in await self._store.held(day)},
        )
        reply = await self._client.command(self._path("leases"), body, LeaseReply)
        if isinstance(reply, Refusal):
            _logger.info("leases: %s", reply.code)
            return None
        return reply, await self._store.keep_leases(reply)

    def _path(self, what: str) -> str:
        return f"kiosks/{self._client.name}/{what}"

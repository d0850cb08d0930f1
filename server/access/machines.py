"""Pairing and revoking the machines of the halls, as the web asks for it."""

import asyncio

from protocol.access import (
    DevicesView,
    PairBody,
    PairedReply,
    PairingView,
    PairReply,
    RevokedReply,
    WaitingPairing,
)
from protocol.refusals import Refusal, RefusalCode
from server.access.changes import changing
from server.access.credentials import Credentials
from server.access.devices import PAIRED_KINDS, is_device_name, list_devices, revoke_device
from server.access.pairings import (
    ask_pairing,
    confirm_pairing,
    find_waiting,
    list_waiting,
    refuse_pairings,
    show_pairing,
)
from server.access.secrets import is_pairing_id
from server.journal.session import Engine


class Machines:
    """The kiosks and displays of all offices. Every method raises StorageError, too.

    `changed` is set where, at this server, a machine has begun or ended to wait for a supervisor.
    """

    def __init__(self, engine: Engine, credentials: Credentials) -> None:
        self._engine, self._credentials = engine, credentials
        self.changed = asyncio.Event()

    async def ask(self, office: str, body: PairBody, address: str) -> PairReply | Refusal:
        """A machine at an address asks to be paired."""
        async with self._engine.transaction() as transaction:
            reply = await ask_pairing(transaction, office, body, address, self._credentials.now())
            await transaction.commit()
        self.changed.set()
        return reply

    async def show(self, office: str, pairing_id: str) -> PairingView | Refusal:
        """What has become of it."""
        if not is_pairing_id(pairing_id):
            return Refusal(RefusalCode.PAIRING_UNKNOWN)
        async with self._engine.reading() as session:
            return await show_pairing(session, office, pairing_id, self._credentials.now())

    async def waiting(self, office: str, name: str, key_hash: str) -> PairReply | None:
        """The code of a machine that has asked with this key, while it can be confirmed."""
        async with self._engine.reading() as session:
            return await find_waiting(session, office, name, key_hash, self._credentials.now())

    async def list(self, office: str) -> DevicesView:
        """Those that wait, and those that are paired."""
        async with self._engine.reading() as session:
            waiting = await list_waiting(session, self._credentials.now())
            devices = await list_devices(session, office)
            return DevicesView(waiting.get(office, ()), tuple(devices))

    async def waiting_everywhere(self) -> dict[str, tuple[WaitingPairing, ...]]:
        """The machines that wait, by office, whichever server they have asked."""
        async with self._engine.reading() as session:
            return await list_waiting(session, self._credentials.now())

    async def confirm(self, office: str, code: str, confirmed_by: str) -> PairedReply | Refusal:
        """A supervisor types the code of a machine."""
        now = self._credentials.now()
        async with changing(self._engine) as transaction:
            reply = await confirm_pairing(transaction, office, code, confirmed_by, now)
        self.changed.set()
        await self._credentials.forget()
        return reply

    async def revoke(self, office: str, kind: str, name: str) -> RevokedReply | Refusal:
        """A machine's key is good for nothing any more; one that waits is refused."""
        now = self._credentials.now()
        known = ", ".join(PAIRED_KINDS)
        unknown = Refusal(
            RefusalCode.DEVICE_UNKNOWN, {"device": f"{kind}/{name}"[:80], "known": known}
        )
        if kind not in PAIRED_KINDS or not is_device_name(name):
            return unknown
        async with changing(self._engine) as transaction:
            waited = await refuse_pairings(transaction, office, kind, name, now)
            was_paired = await revoke_device(transaction, office, kind, name, now)
        self.changed.set()
        await self._credentials.forget()
        return RevokedReply(kind, name) if waited or was_paired else unknown

"""Pairing a machine: it shows a short code, a supervisor types it, and then its key is good.

The machine makes the key itself and tells only its hash. Whoever cannot see the machine's screen
does not know its code, and only a supervisor can use it; so six digits are enough. Asking costs
nothing to whoever is in the network, so few may wait at once, from one address and in all.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from protocol.access import (
    PairBody,
    PairedKind,
    PairedReply,
    PairingView,
    PairReply,
    WaitingPairing,
)
from protocol.refusals import Refusal, RefusalCode
from server.access.devices import PAIRED_KINDS, is_device_name, pair_device
from server.access.secrets import new_code, new_pairing_id
from server.journal.encoding import moment_of
from server.journal.session import Row, Session

OPEN_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(hours=1)
MOST_OF_ADDRESS = 5
MOST_OF_OFFICE = 30
WAITING, CONFIRMED, REFUSED, EXPIRED = "waiting", "confirmed", "refused", "expired"

COLUMNS = "office, pairing_id, kind, name, key_hash, code, state, asked_from, asked_at, expires_at"
SELECT_OF_OFFICE = f"SELECT {COLUMNS} FROM pairings WHERE office = $1 ORDER BY asked_at"  # noqa: S608
SELECT_OPEN = f"SELECT {COLUMNS} FROM pairings WHERE expires_at > $1 ORDER BY asked_at"  # noqa: S608
SELECT_ONE = f"SELECT {COLUMNS} FROM pairings WHERE office = $1 AND pairing_id = $2"  # noqa: S608
INSERT = f"INSERT INTO pairings ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"  # noqa: S608
SET_STATE = "UPDATE pairings SET state = $1 WHERE office = $2 AND pairing_id = $3"
DELETE_OLD = "DELETE FROM pairings WHERE expires_at < $1"


class Pairing(Struct, frozen=True):
    """A machine that has asked."""

    office: str
    pairing_id: str
    kind: PairedKind
    name: str
    key_hash: str
    code: str
    state: str
    asked_from: str
    asked_at: datetime
    expires_at: datetime

    @property
    def reply(self) -> PairReply:
        """What the machine is told."""
        return PairReply(self.pairing_id, self.code, self.expires_at)

    def is_open(self, now: datetime) -> bool:
        """Whether its code can still be confirmed."""
        return self.state == WAITING and now < self.expires_at


async def ask_pairing(
    session: Session, office: str, body: PairBody, address: str, now: datetime
) -> PairReply | Refusal:
    """Give a code to show. The same machine that asks again gets the same one, while it is open."""
    if not is_device_name(body.name):
        known = ", ".join(PAIRED_KINDS)
        params = {"device": f"{body.kind}/{body.name}"[:80], "known": known}
        return Refusal(RefusalCode.DEVICE_UNKNOWN, params)
    await session.write(DELETE_OLD, [(now - KEPT_FOR,)])
    asked = [each for each in await _of_office(session, office) if each.is_open(now)]
    for each in asked:
        if (each.kind, each.name, each.key_hash) == (body.kind, body.name, body.key_hash):
            return each.reply
    theirs = sum(each.asked_from == address for each in asked)
    if theirs >= MOST_OF_ADDRESS or len(asked) >= MOST_OF_OFFICE:
        return Refusal(RefusalCode.TOO_MANY_PAIRINGS, {"most": MOST_OF_ADDRESS})
    code = _free_code({each.code for each in asked})
    pairing_id, expires_at = new_pairing_id(), now + OPEN_FOR
    made_of = (body.kind, body.name, body.key_hash, code, WAITING, address, now, expires_at)
    await session.write(INSERT, [(office, pairing_id, *made_of)])
    return PairReply(pairing_id, code, expires_at)


async def show_pairing(
    session: Session, office: str, pairing_id: str, now: datetime
) -> PairingView | Refusal:
    """What has become of a pairing."""
    rows = await session.fetch(SELECT_ONE, office, pairing_id)
    if not rows:
        return Refusal(RefusalCode.PAIRING_UNKNOWN)
    pairing = _pairing(rows[0])
    is_expired = pairing.state == WAITING and not pairing.is_open(now)
    return PairingView(EXPIRED if is_expired else pairing.state)


async def find_waiting(
    session: Session, office: str, name: str, key_hash: str, now: datetime
) -> PairReply | None:
    """What the machine that has asked with this key, under this name, was told."""
    for each in await _of_office(session, office):
        if each.is_open(now) and (each.name, each.key_hash) == (name, key_hash):
            return each.reply
    return None


async def list_waiting(session: Session, now: datetime) -> dict[str, tuple[WaitingPairing, ...]]:
    """The machines that show a code now, by office, in the order in which they asked.

    Offices where none waits are not in it.
    """
    found: dict[str, tuple[WaitingPairing, ...]] = {}
    for each in map(_pairing, await session.fetch(SELECT_OPEN, now)):
        if each.is_open(now):
            waiting = WaitingPairing(each.kind, each.name, each.asked_at)
            found[each.office] = (*found.get(each.office, ()), waiting)
    return found


async def confirm_pairing(
    session: Session, office: str, code: str, confirmed_by: str, now: datetime
) -> PairedReply | Refusal:
    """A supervisor has read this code off a machine: pair it."""
    digits = "".join(code.split())
    for each in await _of_office(session, office):
        if each.is_open(now) and each.code == digits:
            await session.write(SET_STATE, [(CONFIRMED, office, each.pairing_id)])
            await pair_device(
                session, office, each.kind, each.name, each.key_hash, confirmed_by, now
            )
            return PairedReply(each.kind, each.name)
    return Refusal(RefusalCode.CODE_WRONG)


async def refuse_pairings(
    session: Session, office: str, kind: str, name: str, now: datetime
) -> bool:
    """Let no machine in that waits under this name. Whether one did."""
    waiting = [
        each
        for each in await _of_office(session, office)
        if each.is_open(now) and (each.kind, each.name) == (kind, name)
    ]
    rows = [(REFUSED, office, each.pairing_id) for each in waiting]
    await session.write(SET_STATE, rows)
    return bool(waiting)


async def _of_office(session: Session, office: str) -> list[Pairing]:
    return [_pairing(row) for row in await session.fetch(SELECT_OF_OFFICE, office)]


def _free_code(taken: set[str]) -> str:
    code = new_code()
    while code in taken:
        code = new_code()
    return code


def _pairing(row: Row) -> Pairing:
    office, pairing_id, kind, name, key_hash, code, state, asked_from, asked_at, expires_at = row
    told = (office, pairing_id, kind, name, key_hash, code, state, asked_from)
    return Pairing(*told, moment_of(asked_at), moment_of(expires_at))

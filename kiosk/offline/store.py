"""What the kiosk keeps in its own file, and what it reads there.

Promises that a number is used up and its ticket kept in one step, so that none is given twice and
none is lost, whenever the power goes; and that a ticket stays until the server has answered for it.
"""

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, get_args

import aiosqlite
import msgspec
from msgspec import structs

from kiosk.offline.file import StoreFile
from kiosk.offline.records import Anchor, Entry, Grant, Holding, Kept, Slip
from protocol.offline import HandedInTicket, LeaseReply, LeaseView, OfflineTicket
from protocol.snapshots import HallSnapshot, Moment

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
_logger = logging.getLogger(__name__)

#: Tickets that the server has answered for are remembered for so long: by number and answer only.
REMEMBER_DAYS = 30

#: Under which names grants are kept: of the day of the last contact, and of the next open one.
TODAY, AHEAD = "grant", "ahead"


class Store:
    """The file at `path`. All methods but `close` raise StoreError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = StoreFile(path)

    async def close(self) -> None:
        """Let go of the file."""
        await self._file.close()

    # ------------------------------------------------------------ news and leases

    async def kept(self) -> Kept:
        """All that is known without the server. What cannot be read any more is left out."""
        async with self._file.transaction() as db:
            grants = [await _read(db, name, Grant) for name in (AHEAD, TODAY)]
            holdings = [Holding(each, await _leases(db, each.day)) for each in grants if each]
            return Kept(
                hall=await _read(db, "hall", HallSnapshot),
                holdings=tuple(holdings),
                anchor=await _read(db, "anchor", Anchor),
                newest=await _read(db, "newest", Moment),
            )

    async def book(self) -> str:
        """The name of this file, made at random with it."""
        async with self._file.transaction() as db:
            rows = list(await db.execute_fetchall("SELECT value FROM kept WHERE name = 'book'"))
            return str(rows[0][0])

    async def held(self, day: date) -> tuple[LeaseView, ...]:
        """The leases of this day, and how many numbers of each were used."""
        async with self._file.transaction() as db:
            return await _leases(db, day)

    async def keep_leases(self, reply: LeaseReply) -> Holding:
        """Take what the server granted of a day, and give what the kiosk holds of it now.

        A number that was used here stays used; a lease that the server does not name has ended.
        """
        grant, day = Grant.of(reply), reply.day.isoformat()
        async with self._file.transaction() as db:
            if grant.hall is None:
                await _forget_other_days(db, reply)
            await db.execute("UPDATE leases SET count = used WHERE day = ?", (day,))
            await db.executemany(
                "INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lease_id) DO UPDATE"
                " SET count = excluded.count, used = max(used, excluded.used)",
                [(each.lease_id, day, *_columns(each)) for each in reply.leases],
            )
            await _write(db, TODAY if grant.hall is None else AHEAD, grant)
            await _write(db, "newest", reply.granted_at)
            return Holding(grant, await _leases(db, reply.day))

    async def keep_news(self, hall: HallSnapshot, anchor: Anchor) -> None:
        """The latest news of the office, and the moment at which they were had."""
        async with self._file.transaction() as db:
            await _write(db, "hall", hall)
            await _write(db, "anchor", anchor)
            await _write(db, "newest", anchor.office_at)

    async def keep_moment(self, moment: datetime) -> None:
        """It is at least so late."""
        async with self._file.transaction() as db:
            await _write(db, "newest", moment)

    # ------------------------------------------------------------ tickets

    async def give(
        self, service: str, day: date, make: Callable[[LeaseView, str], OfflineTicket]
    ) -> OfflineTicket | None:
        """Use the next number of this service and keep the ticket that `make` makes of it.

        None: there is no number left. Once this returns, the ticket survives a power cut.
        """
        async with self._file.transaction() as db:
            free = [each for each in await _leases(db, day) if each.service == service]
            lease = next((each for each in free if each.used < each.count), None)
            if lease is None:
                return None
            ticket = make(lease, lease.number(lease.used))
            await db.execute(
                "UPDATE leases SET used = used + 1 WHERE lease_id = ?", (lease.lease_id,)
            )
            await db.execute(
                "INSERT INTO tickets (ticket_id, day, number, slip, body) VALUES (?, ?, ?, ?, ?)",
                (
                    *(ticket.ticket_id, day.isoformat(), ticket.number, ticket.slip),
                    msgspec.json.encode(ticket),
                ),
            )
            await _write(db, "newest", ticket.issued_at)
        return ticket

    async def note_slip(self, ticket_id: str, slip: Slip) -> None:
        """What became of the paper of a ticket."""
        async with self._file.transaction() as db:
            await db.execute("UPDATE tickets SET slip = ? WHERE ticket_id = ?", (slip, ticket_id))

    async def to_hand_in(
        self, most: int, but: Collection[str] = (), until: date = date.max
    ) -> tuple[date, tuple[OfflineTicket, ...]] | None:
        """The oldest tickets that no answer has come for, of one day; None: there are none.

        `but`: those that are still being given. `until`: the last day of which any are wanted; a
        kiosk whose clock was ahead may have given some of a day that has not come.
        """
        found: list[tuple[date, OfflineTicket]] = []
        async with self._file.transaction() as db:
            rows = await db.execute_fetchall(
                "SELECT day, slip, body, ticket_id FROM tickets WHERE answer IS NULL ORDER BY place"
            )
            for day, slip, body, ticket_id in rows:
                try:
                    given_on = date.fromisoformat(day)
                    ticket = msgspec.json.decode(body, type=OfflineTicket)
                except (msgspec.MsgspecError, TypeError, ValueError):
                    _logger.warning("ticket %s is unreadable, and not handed in", ticket_id)
                    await _note_answer(db, ticket_id, "unreadable")
                    continue
                if ticket_id not in but and given_on <= until:
                    known = slip if slip in get_args(Slip) else ticket.slip
                    found.append((given_on, structs.replace(ticket, slip=known)))
        if not found:
            return None
        oldest = found[0][0]
        tickets = [ticket for day, ticket in found if day == oldest]
        return oldest, tuple(tickets[:most])

    async def note_answers(self, answers: Iterable[HandedInTicket]) -> None:
        """The server has these tickets, or will not have them: what was refused is kept whole."""
        async with self._file.transaction() as db:
            for each in answers:
                if each.refusal is None:
                    await db.execute(
                        "UPDATE tickets SET answer = ?, body = NULL WHERE ticket_id = ?",
                        (each.state or "", each.ticket_id),
                    )
                else:
                    await _note_answer(db, each.ticket_id, f"refused: {each.refusal}")

    # ------------------------------------------------------------ confirmations

    async def confirmations(self) -> tuple[Entry, ...]:
        """What is still to be told of the slips of numbers that the server gave.

        What cannot be read any more is left out.
        """
        async with self._file.transaction() as db:
            rows = await db.execute_fetchall("SELECT * FROM confirmations ORDER BY rowid")
        return _readable(rows, Entry)

    async def note_confirmation(self, entry: Entry) -> None:
        """Remember it, in the place of an older one of the same ticket."""
        async with self._file.transaction() as db:
            await db.execute(
                "INSERT OR REPLACE INTO confirmations VALUES (?, ?, ?, ?)",
                (entry.ticket_id, entry.day.isoformat(), entry.command_id, entry.slip),
            )

    async def strike_confirmation(self, ticket_id: str) -> None:
        """The server knows: nothing need be remembered of this ticket."""
        async with self._file.transaction() as db:
            await db.execute("DELETE FROM confirmations WHERE ticket_id = ?", (ticket_id,))


async def _forget_other_days(db: aiosqlite.Connection, today: LeaseReply) -> None:
    """Let go of days that are over, and of what was granted of a day that is no longer the next.

    What was used of days to come is not forgotten: they may become the next one again.
    """
    day = today.day.isoformat()
    oldest = (today.day - timedelta(days=REMEMBER_DAYS)).isoformat()
    await db.execute("DELETE FROM leases WHERE day < ?", (day,))
    await db.execute("DELETE FROM tickets WHERE answer NOT NULL AND day < ?", (oldest,))
    ahead = await _read(db, AHEAD, Grant)
    if ahead is None or ahead.day != today.next_day:
        await db.execute("DELETE FROM kept WHERE name = ?", (AHEAD,))


async def _leases(db: aiosqlite.Connection, day: date) -> tuple[LeaseView, ...]:
    rows = await db.execute_fetchall(
        "SELECT lease_id, service, letter, first, count, used FROM leases WHERE day = ?"
        " ORDER BY first",
        (day.isoformat(),),
    )
    leases = _readable(rows, LeaseView)
    return tuple(each for each in leases if each.first >= 0 and each.used >= 0)


def _readable(rows: Iterable[sqlite3.Row], kind: type[S]) -> tuple[S, ...]:
    """Rows as structs with the same fields; a row that a foreign hand spoiled is left out."""
    found = []
    for row in rows:
        with suppress(msgspec.ValidationError):
            found.append(msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=True)), kind))
    return tuple(found)


async def _note_answer(db: aiosqlite.Connection, ticket_id: str, answer: str) -> None:
    await db.execute("UPDATE tickets SET answer = ? WHERE ticket_id = ?", (answer, ticket_id))


def _columns(lease: LeaseView) -> tuple[str | int, ...]:
    return lease.service, lease.letter, lease.first, lease.count, lease.used


async def _read(db: aiosqlite.Connection, name: str, kind: type[T] | Any) -> Any:
    """What is kept under a name; None where there is nothing, or nothing of this kind any more."""
    rows = list(await db.execute_fetchall("SELECT value FROM kept WHERE name = ?", (name,)))
    if rows:
        with suppress(msgspec.MsgspecError, TypeError, ValueError):
            return msgspec.json.decode(rows[0][0], type=kind)
    return None


async def _write(db: aiosqlite.Connection, name: str, value: object) -> None:
    kept = (name, msgspec.json.encode(value))
    await db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", kept)

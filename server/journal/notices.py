"""News between processes that share a PostgreSQL database: "this day has moved on".

A notice goes out after the commit, on a connection of its own, so that it delays nobody; while
one is on its way the next ones gather, and only the newest of each day is sent. A notice may be
lost: a slow poll of the watched days' heads makes up for it. Notices say only where to read.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from typing import Any

import msgspec
import structlog

from server.journal.session import Head

CHANNEL = "antrean"
POLL_SECONDS = 5.0
STATEMENT_SECONDS = 5.0
RETRY_SECONDS = 0.5
GAP_SECONDS = 0.01
"""Between two sendings: in a busy hour others hear of us a hundred times a second at most."""

SELECT_WATCHED = """
SELECT office, date, version, ended
FROM heads JOIN unnest($1::text[], $2::date[]) AS watched (office, date) USING (office, date)
"""

Changed = Callable[[Head], None]
log = structlog.get_logger(__name__)


class Notices:
    """Sends and hears notices while `running`, whatever becomes of its connection."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Any]],
        database_errors: tuple[type[BaseException], ...],
    ) -> None:
        self._connect = connect
        self._database_errors = database_errors
        self._watchers: dict[tuple[str, date], list[Changed]] = {}
        self._unsent: dict[tuple[str, date], Head] = {}
        self._wake = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send and listen in the background, inside the `async with`."""
        task = asyncio.create_task(self._run(), name="journal-notices")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    def announce(self, head: Head) -> None:
        """Send this soon, unless a newer one of the same day overtakes it."""
        self._unsent[head.office, head.date] = head
        self._wake.set()

    @contextmanager
    def watch(self, office: str, date: date, changed: Changed) -> Iterator[None]:
        """See `Journal.watch`."""
        watchers = self._watchers.setdefault((office, date), [])
        watchers.append(changed)
        try:
            yield
        finally:
            watchers.remove(changed)
            if not watchers:
                self._watchers.pop((office, date), None)

    async def _run(self) -> None:
        while True:
            try:
                await self._serve()
            except self._database_errors as error:
                log.warning("journal_notices_interrupted", error=str(error) or repr(error))
            await asyncio.sleep(RETRY_SECONDS)

    async def _serve(self) -> None:
        """On one connection, until it is lost."""
        connection = await self._connect()
        try:
            connection.add_termination_listener(self._lost)
            await connection.add_listener(CHANNEL, self._heard)
            while not connection.is_closed():
                await self._poll(connection)
                await self._send_for(connection, POLL_SECONDS)
        finally:
            connection.terminate()

    async def _send_for(self, connection: Any, seconds: float) -> None:
        """Send what there is to send, up to the next poll or the connection's end."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while not connection.is_closed() and loop.time() < until:
            try:
                async with asyncio.timeout_at(until):
                    await self._wake.wait()
            except TimeoutError:
                return
            self._wake.clear()
            await self._send(connection)
            await asyncio.sleep(GAP_SECONDS)

    async def _send(self, connection: Any) -> None:
        heads, self._unsent = self._unsent, {}
        payloads = [(CHANNEL, msgspec.json.encode(head).decode()) for head in heads.values()]
        try:
            await connection.executemany(
                "SELECT pg_notify($1, $2)", payloads, timeout=STATEMENT_SECONDS
            )
        except BaseException:
            self._unsent = heads | self._unsent
            self._wake.set()
            raise

    async def _poll(self, connection: Any) -> None:
        if not self._watchers:
            return
        offices, dates = zip(*self._watchers, strict=True)
        rows = await connection.fetch(SELECT_WATCHED, offices, dates, timeout=STATEMENT_SECONDS)
        for row in rows:
            self._tell(Head(*row))

    def _heard(self, connection: Any, process: int, channel: str, payload: str) -> None:
        if process == connection.get_server_pid():
            return  # our own
        try:
            head = msgspec.json.decode(payload, type=Head)
        except msgspec.MsgspecError as error:
            log.warning("journal_notice_unreadable", error=str(error))
            return
        self._tell(head)

    def _lost(self, connection: Any) -> None:
        self._wake.set()

    def _tell(self, head: Head) -> None:
        for changed in list(self._watchers.get((head.office, head.date), ())):
            changed(head)

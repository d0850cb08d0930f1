"""The real server, for tests of whatever talks to it: over real sockets, on a free loopback port.

    async with running_server(tmp_path) as server:      # in this process and event loop
        ticket = await server.issue("pengambilan")
        await server.at_counter("1", "open")
        await server.at_counter("1", "call-next")

It stands on examples/busy-day.toml, Tuesday 2026-06-23, 09:00 of the office's clock, unless told
otherwise. `server_process` runs the same as a process of its own, for tests that kill it.
"""

import asyncio
import logging
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import msgspec
import structlog

from protocol.replies import IssueReply
from protocol.snapshots import DeskSnapshot, HallSnapshot, TicketView
from server.access.roles import Role
from server.configuration import OfficeSettings, load_office, load_server
from server.journal.session import Engine
from server.office.clock import OfficeClock
from server.web.requests.cookies import display_cookie, staff_cookie
from server.web.running import RunningServer, open_server
from server.web.settings import COMMENT_SECONDS
from tests.people import add_machine, add_people, add_person, store

ROOT = Path(__file__).parents[1]
BUSY_DAY = ROOT / "examples" / "busy-day.toml"
TUESDAY_MORNING = "2026-06-23T09:00"


structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@cache
def _example() -> OfficeSettings:
    """Read once: most tests stand on it, and reading it takes longer than starting a server."""
    return load_office(BUSY_DAY)


def settings_of(office_toml: Path) -> OfficeSettings:
    """What an office's file says."""
    return _example() if office_toml == BUSY_DAY else load_office(office_toml)


def office_without_places(folder: Path) -> Path:
    """The same office in `folder`, without the plan of its lobby: people wait where they like."""
    office = folder / BUSY_DAY.name
    office.write_text(BUSY_DAY.read_text())
    return office


class SettableClock(OfficeClock):
    """An office's clock that a test sets. It runs on from there."""

    def set(self, moment: datetime) -> None:
        """Show `moment` from now on."""
        self._start, self._began = moment.astimezone(UTC), time.monotonic()

    def advance(self, **duration: float) -> None:
        """Go forward: `clock.advance(minutes=5)`."""
        self.set(self.now() + timedelta(**duration))


@dataclass(frozen=True)
class Issued:
    """A number, and the secret that its slip holds."""

    ticket_id: str
    token: str
    number: str
    url: str


class AnsweredError(AssertionError):
    """The server refused what a test expected it to do."""

    def __init__(self, path: str, status: int, body: Any) -> None:
        super().__init__(f"{path}: {status} {body}")
        self.status, self.body = status, body
        self.code = body.get("error", {}).get("code") if isinstance(body, dict) else None


class Staff:
    """Everything that a test needs done at the other side, by HTTP, as a supervisor.

    `key` is the key of the supervisor's session: as Bearer, and as cookie.
    """

    url: str
    office: str
    today: str
    database: str | Path
    folder: Path
    _session: aiohttp.ClientSession
    _keys: dict[str, str]

    @property
    def api(self) -> str:
        """The office's address in the API."""
        return f"{self.url}/api/v1/offices/{self.office}"

    @property
    def key(self) -> str:
        """The supervisor's."""
        return self.token("supervisor")

    @property
    def headers(self) -> dict[str, str]:
        """What the supervisor sends."""
        return {"Authorization": f"Bearer {self.key}"}

    def token(self, role: str) -> str:
        """The key of the session of whoever has this role in all offices."""
        return self._keys[role]

    def cookie(self, role: str = "supervisor") -> dict[str, str]:
        """What signs a browser in, for Playwright's `add_cookies`."""
        return {"name": staff_cookie(False), "value": self.token(role), "url": self.url}

    async def display_cookie(self, name: str = "display-1") -> dict[str, str]:
        """What makes a browser this display, for Playwright's `add_cookies`."""
        key = await self.device_key("display", name)
        return {"name": display_cookie(False), "value": key, "url": self.url}

    async def token_in(self, role: str, office: str) -> str:
        """The key of a session of somebody who has this role in one office alone."""
        if (key := f"{role} {office}") not in self._keys:
            async with self._store() as engine:
                self._keys[key] = await add_person(engine, Role(role), office)
        return self._keys[key]

    async def device_key(self, kind: str, name: str) -> str:
        """The key of a machine of this office, which is paired if it is not yet."""
        return await self.device_key_of(self.office, kind, name)

    async def device_key_of(self, office: str, kind: str, name: str) -> str:
        """The key of a machine of any office."""
        if (key := f"{office}/{kind}/{name}") not in self._keys:
            async with self._store() as engine:
                self._keys[key] = await add_machine(engine, office, kind, name)
        return self._keys[key]

    async def key_file(self, kind: str, name: str) -> Path:
        """A file with a machine's key, as the terminals want it."""
        path = self.folder / f"{kind}-{name}.key"
        path.touch(mode=0o600)
        path.write_text(await self.device_key(kind, name) + "\n")
        return path

    def _store(self) -> AbstractAsyncContextManager[Engine]:
        """Where accounts and machines are kept."""
        return store(self.database)

    async def _add_people(self) -> None:
        """Before the first start, so that the server need not make an administrator."""
        if not self._keys:
            async with self._store() as engine:
                self._keys = await add_people(engine)

    async def get(self, path: str) -> Any:
        """The JSON at a path below the office's; raises AnsweredError for any refusal."""
        async with self._session.get(f"{self.api}{path}", headers=self.headers) as answer:
            body = await answer.json()
            if answer.status >= 400:
                raise AnsweredError(path, answer.status, body)
            return body

    async def post(self, path: str, device: str = "", **fields: Any) -> Any:
        """Send a command with `fields`; id and day are filled in unless given.

        `device`: which machine does so, such as "kiosk/kiosk-1", by its own key. At desks there
        are people: they have their own.
        """
        body = {"command_id": secrets.token_urlsafe(12), "day": self.today, **fields}
        headers = self.headers
        if device and not device.startswith("desk/"):
            key = await self.device_key(*device.split("/", 1))
            headers = {"Authorization": f"Bearer {key}"}
        async with self._session.post(f"{self.api}{path}", json=body, headers=headers) as answer:
            told = await answer.json()
            if answer.status >= 400:
                raise AnsweredError(path, answer.status, told)
            return told

    async def report(self, kind: str, name: str, **said: Any) -> None:
        """A machine says how it is, by its own key; a desk by the supervisor's."""
        key = self.key if kind == "desk" else await self.device_key(kind, name)
        async with self._session.post(
            f"{self.api}/devices/{kind}/{name}/report",
            json=said,
            headers={"Authorization": f"Bearer {key}"},
        ) as answer:
            assert answer.status == 200, await answer.text()

    async def issue(self, *services: str, confirm: bool = True, **fields: Any) -> Issued:
        """Take a number at the desk, or at the `device` named, and confirm it."""
        ticket_id, token = secrets.token_hex(8), secrets.token_urlsafe(16)
        reply = msgspec.convert(
            await self.post(
                "/tickets", ticket_id=ticket_id, token=token, services=services, **fields
            ),
            IssueReply,
        )
        if confirm:
            await self.post(f"/tickets/{ticket_id}/confirm")
        return Issued(ticket_id, token, reply.number, reply.url)

    async def at_counter(self, counter: str, action: str, **fields: Any) -> Any:
        """Do something at a counter, as its screen shows it now."""
        shown = next(each for each in (await self.desk()).counters if each.id == counter)
        based_on = {"ticket_id": shown.ticket_id, "call": shown.last_call}
        return await self.post(f"/counters/{counter}/{action}", based_on=based_on, **fields)

    async def hall(self) -> HallSnapshot:
        """What the hall sees."""
        return msgspec.convert(await self.get(""), HallSnapshot)

    async def desk(self) -> DeskSnapshot:
        """What staff see."""
        return msgspec.convert(await self.get("/desk"), DeskSnapshot)

    async def ticket(self, token: str) -> TicketView:
        """What a visitor sees."""
        return msgspec.convert(await self.get(f"/tickets/by-token/{token}"), TicketView)


class ServerHere(Staff):
    """The server in this process. `stop` and `start` keep the database, keys and the port."""

    def __init__(
        self, folder: Path, office_toml: Path, clock: SettableClock, comment_seconds: float
    ) -> None:
        self._office_settings = settings_of(office_toml)
        self.office = self._office_settings.office.id
        self.folder, self.database = folder, folder / "antrean.db"
        self._keys = {}
        self.clock = clock
        self._comment_seconds = comment_seconds
        self._port = 0
        self._stack: AsyncExitStack | None = None
        self.running: RunningServer

    @property
    def today(self) -> str:  # type: ignore[override]
        """The date of the office's own clock."""
        zone = ZoneInfo(self._office_settings.office.timezone)
        return self.clock.now().astimezone(zone).date().isoformat()

    async def start(self) -> None:
        """Listen; on the same port as before, if there was one."""
        await self._add_people()
        settings = load_server(None, {"database": str(self.database), "port": self._port})
        async with AsyncExitStack() as stack:
            self._session = await stack.enter_async_context(aiohttp.ClientSession())
            self.running = await stack.enter_async_context(
                open_server([self._office_settings], settings, self.clock, self._comment_seconds)
            )
            self._stack = stack.pop_all()
        self.url = self.running.url
        self._port = int(self.url.rsplit(":", 1)[1])

    async def stop(self) -> None:
        """As SIGTERM does."""
        if self._stack is not None:
            stack, self._stack = self._stack, None
            await stack.aclose()

    async def set_clock(self, moment: datetime) -> None:
        """Set the office's clock and let what is due by then happen."""
        self.clock.set(moment)
        await self.settle()

    async def advance(self, **duration: float) -> None:
        """Let time pass, `await server.advance(minutes=5)`, and let what is due by then happen."""
        self.clock.advance(**duration)
        await self.settle()

    async def settle(self) -> None:
        """Until the clock has nothing left to do at its present moment."""
        version = -1
        while (latest := (await self.hall()).id.version) != version:
            version = latest


@asynccontextmanager
async def running_server(
    folder: Path,
    office_toml: Path = BUSY_DAY,
    clock: str = TUESDAY_MORNING,
    comment_seconds: float = COMMENT_SECONDS,
) -> AsyncIterator[ServerHere]:
    """The server in this process. `clock` is on the office's own time."""
    zone = ZoneInfo(settings_of(office_toml).office.timezone)
    start = datetime.fromisoformat(clock).replace(tzinfo=zone)
    server = ServerHere(folder, office_toml, SettableClock(start), comment_seconds)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


class ServerProcess(Staff):
    """The server as a process of its own: `antrean serve`."""

    def __init__(
        self,
        folder: Path,
        office_toml: Path,
        clock: str,
        options: tuple[str, ...],
        database: str | None,
        told: int | None,
        port: int,
    ) -> None:
        self.office = settings_of(office_toml).office.id
        self.today = clock.split("T", maxsplit=1)[0]
        self.folder = folder
        self.database = database or str(folder / "antrean.db")
        self._keys = {}
        self._command = (
            *(sys.executable, "-m", "antrean", "serve", str(office_toml)),
            *("--database", self.database, "--clock", clock, "--log-level", "error"),
            *options,
        )
        self._told = told
        self._port = port
        self.process: asyncio.subprocess.Process

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        await self._add_people()
        self._session = aiohttp.ClientSession()
        self.process = await asyncio.create_subprocess_exec(
            *self._command,
            *("--port", str(self._port)),
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._told,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        first = (await self.process.stdout.readline()).decode().strip()
        assert first.startswith("Antrean listens on "), first
        self.url = first.rsplit(" ", 1)[1]
        self._port = int(self.url.rsplit(":", 1)[1])

    async def stop(self, how: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; returns the exit status."""
        await self._session.close()
        if self.process.returncode is None:
            self.process.send_signal(how)
        await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode

    async def kill(self) -> None:
        """As a power cut does to a process."""
        await self.stop(signal.SIGKILL)


@asynccontextmanager
async def server_process(
    folder: Path,
    office_toml: Path = BUSY_DAY,
    clock: str = TUESDAY_MORNING,
    options: tuple[str, ...] = (),
    database: str | None = None,
    told: int | None = None,
    port: int = 0,
) -> AsyncIterator[ServerProcess]:
    """The server as a process of its own, killed at the end if it still runs.

    `database`: the URL of a PostgreSQL database; without it an SQLite file in `folder`.
    `told`: where its standard error goes, if not to ours. `port`: 0 for any free one.
    """
    server = ServerProcess(folder, office_toml, clock, options, database, told, port)
    await server.start()
    try:
        yield server
    finally:
        await server.stop(signal.SIGKILL)

"""What a desk notices of hundreds that connect and then do nothing.

A third opens the hall's stream and never reads it, a third sends half a head, a third half a body.
Limit, in the same run: the same desk at the same server before they came.
"""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from benchmarks.connection import Connection, ask, post
from benchmarks.figures import middle, milliseconds, percentile, ratio, whole
from benchmarks.hall import API, NotDoneError, fill_hall
from benchmarks.options import OFFICE_FILE, Options
from benchmarks.process import processor_seconds, rss
from benchmarks.servers import A_DAY, HOST, Server, antrean_server
from benchmarks.table import Aim, Table
from protocol.commands import BasedOnBody, CounterBody
from protocol.replies import CommandReply
from terminal.identity import new_command_id

STALLED = 600
QUICK_STALLED = 12
CALLS = 200
QUICK_CALLS = 6
WARM_UP = 20
AIM = 1.5

COUNTER = 12
"""It serves all."""
TAKES_IN = 4096
"""Bytes that a stalled client's machine takes in for it: as little as Linux allows."""
HALF_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: "
HALF_BODY = (
    f"POST {API}/tickets/by-token/{'x' * 22}/claim HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Content-Type: application/json\r\nContent-Length: 400\r\n\r\n{"
).encode()

Row = dict[str, float]


class Desk(Struct):
    """One counter: it calls the next number and finishes, one after the other."""

    server: Server
    connection: Connection
    last_call: int | None = None

    async def call(self) -> float:
        """Seconds from sending call-next until its answer."""
        began = time.perf_counter()
        called = await self._do("call-next", BasedOnBody(None, self.last_call))
        seconds = time.perf_counter() - began
        self.last_call = called.call
        await self._do("finish", BasedOnBody(called.ticket_id, called.call))
        return seconds

    async def _do(self, action: str, based_on: BasedOnBody) -> CommandReply:
        body = CounterBody(command_id=new_command_id(), day=A_DAY, based_on=based_on)
        request = post(
            f"{API}/counters/{COUNTER}/{action}", body, self.server.key, f"desk/desk-{COUNTER}"
        )
        status, answer = await self.connection.send(request)
        if status != 200:
            raise NotDoneError(f"{status}: {answer.decode()}")
        return msgspec.json.decode(answer, type=CommandReply)


async def measure(options: Options) -> Table:
    """All runs."""
    count, calls = options.size(STALLED, QUICK_STALLED), options.size(CALLS, QUICK_CALLS)
    rows = [
        await _run(options.subfolder(f"slow-{run}"), count, calls) for run in range(options.runs)
    ]
    return _table(middle(rows), count, calls)


async def _run(folder: Path, count: int, calls: int) -> Row:
    """The desk alone, then beside the others."""
    office_file = folder / OFFICE_FILE.name
    office_file.write_text(OFFICE_FILE.read_text())  # without the plan: nobody waits for a place
    async with antrean_server(folder / "slow.db", office_file=office_file) as server:
        await fill_hall(server, 2 * calls + WARM_UP)
        desk = Desk(server, await Connection.opened(HOST, server.port))
        for _ in range(WARM_UP):
            await desk.call()
        row = await _called(desk, calls, "alone")
        memory = rss(server.pid)
        async with stalled(server.port, count):
            row |= await _called(desk, calls, "beside")
            row["memory"] = (rss(server.pid) - memory) / count
        desk.connection.close()
        return row


async def _called(desk: Desk, calls: int, name: str) -> Row:
    processor = processor_seconds(desk.server.pid)
    seconds = [await desk.call() for _ in range(calls)]
    processor = (processor_seconds(desk.server.pid) - processor) / calls
    return {
        f"{name}_p50": percentile(seconds, 0.5),
        f"{name}_p99": percentile(seconds, 0.99),
        f"{name}_processor": processor,
    }


@asynccontextmanager
async def stalled(port: int, count: int) -> AsyncIterator[None]:
    """So many connections that do nothing more, inside the block."""
    sent = (ask(b"GET", f"{API}/stream".encode()), HALF_HEAD, HALF_BODY)
    sockets = [await _opened(port, sent[index % len(sent)]) for index in range(count)]
    try:
        yield
    finally:
        for each in sockets:
            each.close()


async def _opened(port: int, sent: bytes) -> socket.socket:
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, TAKES_IN)
    opened.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(opened, (HOST, port))
    await loop.sock_sendall(opened, sent)
    return opened


def _table(found: Row, count: int, calls: int) -> Table:
    slower = found["beside_p50"] / found["alone_p50"]
    names = ("p50", "p99", "processor")
    return Table(
        name="slow",
        title="a desk beside clients that do nothing",
        columns=("", "call-next p50 ms", "p99 ms", "processor ms/call"),
        rows=[
            *(
                (told, *(milliseconds(found[f"{name}_{each}"]) for each in names))
                for told, name in (("the desk alone", "alone"), (f"beside {count}", "beside"))
            ),
            (
                "ratio",
                *(ratio(found[f"beside_{each}"], found[f"alone_{each}"]) for each in names),
            ),
        ],
        aims=[
            Aim(
                f"hundreds of stalled clients slow a desk's call by at most {AIM - 1:.0%}",
                f"{slower:.2f} times the median at {whole(count)}",
                slower <= AIM,
            )
        ],
        notes=[
            f"""{whole(count)} connections from one address: a third has opened the hall's stream
            and never reads it, a third has sent half a head, a third half a body. {calls} calls at
            one counter alone, then as many beside them, from sending call-next to its answer.""",
            f"""Server memory: {found["memory"] / 1000:.1f} kB for each such connection. Half a body
            is refused after 10 s, half a head let go of after 65 s, a stream that takes nothing in
            after 60 s.""",
        ],
    )

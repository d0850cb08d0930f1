"""From the call to the screens, with 100, 1,000 and 5,000 open streams, and what a stream costs.

Half of the streams show the hall; half are phones, each with its own view of a queue of 300.
Limit, in the same run: a bare aiohttp stream that sends the same bytes, encoded once.
"""

from pathlib import Path

from benchmarks.connection import Connection, ask
from benchmarks.figures import kilobytes, middle, milliseconds, ratio, whole
from benchmarks.hall import API, COUNTERS, counter_request, fill_hall
from benchmarks.options import Options
from benchmarks.process import asked
from benchmarks.servers import HOST, Server, antrean_server, bare_server
from benchmarks.table import Aim, Table
from benchmarks.watching import Question

STREAMS = (100, 1000, 5000)
QUICK_STREAMS = (20,)
QUEUE = 300
CALLS = COUNTERS  # each counter calls once, so that nothing else happens in between
WARM_UP = 2
AIM_P99 = 2.0
AIM_MEMORY = 15_000

Row = dict[str, float]
HALL, PHONE = 0, 1
"""The streams take turns: the even ones show the hall, the odd ones are phones."""


async def measure(options: Options) -> Table:
    """All sizes."""
    sizes = QUICK_STREAMS if options.quick else STREAMS
    found: dict[str, list[Row]] = {}
    for run in range(options.runs):
        for count in sizes:
            folder = options.subfolder(f"streams-{run}-{count}")
            found.setdefault(f"antrean {count}", []).append(await _antrean(folder, count))
            found.setdefault(f"bare {count}", []).append(await _bare(folder, count))
    return _table({name: middle(rows) for name, rows in found.items()}, sizes)


async def _antrean(folder: Path, count: int) -> Row:
    async with antrean_server(folder / "streams.db") as server:
        tokens = await fill_hall(server, QUEUE + CALLS)
        phones = tokens[-QUEUE:]
        streams = [
            f"{API}/tickets/by-token/{phones[index // 2 % QUEUE]}/stream"
            if index % 2 == PHONE
            else f"{API}/stream"
            for index in range(count)
        ]
        calls = [
            counter_request(server.key, counter, "call-next") for counter in range(1, CALLS + 1)
        ]
        return await _watched(server, streams, calls, folder)


async def _bare(folder: Path, count: int) -> Row:
    """The same bytes, which the run before has left in the folder."""
    async with bare_server(folder) as server:
        connection = await Connection.opened(HOST, server.port)
        for kind in ("hall", "phone"):
            content = (folder / kind).read_bytes()
            await connection.send(ask(b"POST", f"/content/{kind}".encode(), body=content))
        call = ask(b"POST", b"/publish", body=b"{}")
        await connection.send(call)
        connection.close()
        streams = [f"/stream/{'phone' if i % 2 == PHONE else 'hall'}" for i in range(count)]
        return await _watched(server, streams, [call] * CALLS, folder)


async def _watched(server: Server, streams: list[str], calls: list[bytes], folder: Path) -> Row:
    question = Question(
        port=server.port,
        pid=server.pid,
        streams=[ask(b"GET", path.encode()).decode() for path in streams],
        calls=[call.decode() for call in calls],
        warm_up=WARM_UP,
        keep={str(folder / "hall"): HALL, str(folder / "phone"): PHONE},
    )
    row: Row = await asked("benchmarks.watching", question)
    return row


def _table(found: dict[str, Row], sizes: tuple[int, ...]) -> Table:
    rows = [row for count in sizes for row in _rows(found, count)]
    most = max(sizes)
    mine, bare = found[f"antrean {most}"], found[f"bare {most}"]
    reached = min(found[f"antrean {count}"]["reached"] for count in sizes)
    slowest = max(sizes, key=lambda count: _slower(found, count))
    return Table(
        name="streams",
        title="from the call to the screens",
        columns=(
            *("streams", "from sent p50 ms", "p99 ms", "from answered p50 ms", "p99 ms"),
            *("processor µs/snapshot", "memory kB/stream"),
        ),
        rows=rows,
        aims=[
            Aim(
                "call-to-screen p99 at most twice the bare stream's",
                f"at most {_slower(found, slowest):.2f} times (at {whole(slowest)} streams)",
                _slower(found, slowest) <= AIM_P99,
            ),
            Aim(
                "15 kB of server memory per stream",
                f"{kilobytes(mine['memory'])} kB at {whole(most)} streams (the bare server:"
                f" {kilobytes(bare['memory'])} kB)",
                mine["memory"] <= AIM_MEMORY,
            ),
        ],
        notes=[
            f"""Half of the streams show the hall, half are phones, each with its own view of a
            queue of {QUEUE}. From the sending of call-next, or from its answer, until a screen has
            read the whole snapshot with that call; over all screens and {CALLS - WARM_UP} calls,
            each at an office at rest. All screens are one process.""",
            """The bare stream sends the same bytes, encoded once for each call, and keeps nothing;
            Antrean's call is a durable commit first. Processor: the server's, for one snapshot to
            one screen, the command included. Memory: what its resident size grew by, through
            opening the streams and the calls, by stream.""",
            f"""{reached:.1%} of all screens got a snapshot of each call; to the others it changed
            nothing.""",
        ],
    )


def _rows(found: dict[str, Row], count: int) -> list[tuple[str, ...]]:
    mine, bare = found[f"antrean {count}"], found[f"bare {count}"]
    times = ("sent_p50", "sent_p99", "answered_p50", "answered_p99")
    return [
        (
            f"{whole(count)}, {name}",
            *(milliseconds(row[each]) for each in times),
            f"{row['processor'] * 1e6:.0f}",
            kilobytes(row["memory"]),
        )
        for name, row in (("antrean", mine), ("bare", bare))
    ] + [
        (
            f"{whole(count)}, ratio",
            *(ratio(mine[each], bare[each]) for each in ("sent_p50", "sent_p99")),
            *("", ""),
            *(ratio(mine[each], bare[each]) for each in ("processor", "memory")),
        )
    ]


def _slower(found: dict[str, Row], count: int) -> float:
    return found[f"antrean {count}"]["sent_p99"] / found[f"bare {count}"]["sent_p99"]

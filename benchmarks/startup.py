"""How long a server takes to start with 5,000 events in today's journal.

Limit, in the same run: the same server on an empty file.
"""

import time
from pathlib import Path

from benchmarks.connection import Connection, ask
from benchmarks.figures import megabytes, middle, milliseconds, ratio, whole
from benchmarks.hall import API
from benchmarks.journals import keep_day
from benchmarks.options import OFFICE_FILE, Options
from benchmarks.process import rss
from benchmarks.rehearsed_day import RehearsedDay
from benchmarks.servers import A_DAY, HOST, antrean_server
from benchmarks.table import Table
from server.configuration import load_office
from server.journal.opening import open_journal
from server.queueing.events import Record

EVENTS = 5000
VISITORS = 1000
EVENING = "16:30"
"""After the last of the events, so that the clock need not wait for them."""

Row = dict[str, float]


async def measure(options: Options) -> Table:
    """Both, in turns."""
    records = RehearsedDay(load_office(OFFICE_FILE), A_DAY, VISITORS).run()[:EVENTS]
    found: dict[str, list[Row]] = {"empty": [], "full": []}
    for run in range(options.runs):
        for kind, rows in found.items():
            database = options.folder / f"startup-{kind}-{run}.db"
            if kind == "full":
                await _keep(database, records)
            rows.append(await _start(database))
    return _table(middle(found["full"]), middle(found["empty"]), len(records))


async def _keep(database: Path, records: list[Record]) -> None:
    async with open_journal(database) as journal:
        await keep_day(journal, A_DAY, records)


async def _start(database: Path) -> Row:
    async with antrean_server(database, EVENING) as server:
        connection = await Connection.opened(HOST, server.port)
        status, _ = await connection.send(ask(b"GET", API.encode()))
        assert status == 200
        seen_at = time.monotonic()
        connection.close()
        return {
            "ready": server.ready_at - server.started_at,
            "seen": seen_at - server.started_at,
            "memory": float(rss(server.pid)),
        }


def _table(full: Row, empty: Row, events: int) -> Table:
    rows = [
        (name, write(full[part]), write(empty[part]), ratio(full[part], empty[part]))
        for part, name, write in (
            ("ready", "from the start to /readyz, ms", milliseconds),
            ("seen", "from the start to the first snapshot, ms", milliseconds),
            ("memory", "resident memory then, MB", megabytes),
        )
    ]
    return Table(
        name="startup",
        title="starting with a full day in the journal",
        columns=("", f"{whole(events)} events today", "empty file", "ratio"),
        rows=rows,
        notes=[
            f"""From starting the process: the interpreter, all imports, the journal, the day's
            events read and applied, the socket. The events are a day of {whole(VISITORS)} visitors
            played through the real rules, cut at {whole(EVENTS)}.""",
        ],
    )

"""How long the kiosk takes to start, and its memory.

Limit, in the same run: a bare Textual app with one screen of buttons, in the same terminal.
"""

import asyncio
import sys
from pathlib import Path

from benchmarks.figures import megabytes, middle, milliseconds, ratio
from benchmarks.options import Options
from benchmarks.process import processor_seconds, pss, rss
from benchmarks.servers import HOST, KIOSK, OFFICE, Server, antrean_server
from benchmarks.table import Aim, Table
from benchmarks.terminals import Terminal, terminal

GREETING = "Welcome"
"""What the kiosk shows before it has heard from the server."""
LANGUAGE = "English"
"""What its first screen offers as soon as it has: a visitor can begin."""
INDONESIAN = "1"
SERVICE = "Pengambilan"
SETTLE_SECONDS = 1.0
"""After the screen is there, before the memory is looked at."""
AIM_START = 1.5
AIM_MEMORY = 90_000_000

Row = dict[str, float]


async def measure(options: Options) -> Table:
    """Both in turns, beside one server."""
    found: dict[str, list[Row]] = {"kiosk": [], "bare": []}
    database = options.folder / "kiosk.db"
    async with antrean_server(database) as server:
        for _ in range(options.runs):
            found["bare"].append(await _bare())
            found["kiosk"].append(await _kiosk(server, database))
    return _table(middle(found["kiosk"]), middle(found["bare"]))


async def _kiosk(server: Server, database: Path) -> Row:
    key_file = database.with_suffix(".key")
    key_file.touch(mode=0o600)
    key_file.write_text(server.kiosk_key)
    command = [
        *(sys.executable, "-m", "antrean", "kiosk", "--server", f"http://{HOST}:{server.port}"),
        *("--office", OFFICE, "--name", KIOSK, "--key-file", str(key_file)),
    ]
    async with terminal(command) as shown:
        greeting = await shown.shows(GREETING)
        start = await shown.shows(LANGUAGE)
        shown.press(INDONESIAN)
        return await _row(shown, greeting, start, await shown.shows(SERVICE))


async def _bare() -> Row:
    async with terminal([sys.executable, "-m", "benchmarks.bare_app"]) as shown:
        start = await shown.shows(SERVICE)
        return await _row(shown, start, start, start)


async def _row(shown: Terminal, greeting: float, start: float, services: float) -> Row:
    """The three are moments."""
    pid = shown.process.pid
    processor = processor_seconds(pid)
    await asyncio.sleep(SETTLE_SECONDS)
    return {
        "greeting": greeting - shown.started_at,
        "start": start - shown.started_at,
        "services": services - shown.started_at,
        "processor": processor,
        "rss": float(rss(pid)),
        "pss": float(pss(pid)),
    }


def _table(kiosk: Row, bare: Row) -> Table:
    rows = [
        (name, write(kiosk[part]), write(bare[part]), ratio(kiosk[part], bare[part]))
        for part, name, write in (
            ("greeting", "to the greeting, ms", milliseconds),
            ("start", "to the first choice, ms", milliseconds),
            ("services", "to the services, ms", milliseconds),
            ("processor", "processor until then, ms", milliseconds),
            ("rss", "resident memory, MB", megabytes),
            ("pss", "of it its own part (PSS), MB", megabytes),
        )
    ]
    return Table(
        name="kiosk",
        title="start and memory of the kiosk",
        columns=("", "kiosk", "bare app", "ratio"),
        rows=rows,
        aims=[
            Aim(
                "start at most 1.5 times the bare app's",
                f"{ratio(kiosk['start'], bare['start'])} times, to the first choice",
                kiosk["start"] <= AIM_START * bare["start"],
            ),
            Aim(
                "under 90 MB",
                f"{megabytes(kiosk['rss'])} MB resident",
                kiosk["rss"] < AIM_MEMORY,
            ),
        ],
        notes=[
            """From starting the process, in a terminal of 80 by 24 cells, until the words stand on
            the screen. The kiosk greets at once; what it offers is the server's to tell, so the
            first choice, of the language, needs the connection; the services follow the key that is
            pressed then. The bare app has a header, five buttons and a footer, and is ready when
            they are there.""",
        ],
    )

"""Durable tickets a second, and how long a visitor waits for one, at 1, 8 and 32 kiosks.

Limits, in the same run: a bare aiohttp handler that decodes and answers the same bodies without
keeping them, under the same load; the same that keeps each body as it is, durably, all that wait in
one commit, which is the least that the job takes here; and plain sqlite3 transactions on the same
disk.
"""

import asyncio
from pathlib import Path

from benchmarks.durable import durable_rows
from benchmarks.figures import middle, milliseconds, ratio, whole
from benchmarks.options import Options
from benchmarks.process import asked
from benchmarks.servers import A_DAY, OFFICE, Server, antrean_server, bare_server
from benchmarks.table import Aim, Table

KIOSKS = (1, 8, 32)
TICKETS = {1: 500, 8: 2000, 32: 4000}
QUICK_KIOSKS = (2,)
QUICK_TICKETS = 20
GROUP = 32
AIM = 0.5

Row = dict[str, float]


async def measure(options: Options) -> Table:
    """All rows."""
    found: dict[str, list[Row]] = {}
    for run in range(options.runs):
        folder = options.subfolder(f"issuing-{run}")
        for name, row in (await _run(options, folder)).items():
            found.setdefault(name, []).append(row)
    return _table({name: middle(rows) for name, rows in found.items()}, options)


async def _run(options: Options, folder: Path) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for group in (1, GROUP):
        count = options.size(2000, 20) if group == 1 else options.size(300, 5)
        rate = await asyncio.to_thread(durable_rows, folder / f"plain-{group}.db", count, group)
        rows[f"sqlite {group}"] = {"rate": rate}
    for confirms in (False, True):
        for kiosks in _sizes(options):
            what = f"{_what(confirms)} {kiosks}"
            async with bare_server(folder) as server:
                rows[f"bare {what}"] = await _load(server, options, kiosks, confirms=confirms)
            database = folder / f"{kiosks}-{confirms}.db"
            async with antrean_server(database) as server:
                rows[f"antrean {what}"] = await _load(server, options, kiosks, confirms=confirms)
    most = max(_sizes(options))
    async with bare_server(folder, folder / "kept.db") as server:
        rows[f"keeping issue {most}"] = await _load(server, options, most, confirms=False)
    return rows


async def _load(server: Server, options: Options, kiosks: int, *, confirms: bool) -> Row:
    tickets = _tickets(options, kiosks)
    question = {
        "port": server.port,
        "key": server.key,
        "office": OFFICE,
        "day": A_DAY,
        "kiosks": kiosks,
        "tickets": tickets,
        "warm_up": tickets // 5,
        "confirms": confirms,
    }
    row: Row = await asked("benchmarks.load", question)
    return row


def _what(confirms: bool) -> str:
    return "issue + confirm" if confirms else "issue"


def _kiosks(count: int) -> str:
    return f"{count} {'kiosk' if count == 1 else 'kiosks'}"


def _table(found: dict[str, Row], options: Options) -> Table:
    rows = [
        (
            f"{_what(confirms)}, {_kiosks(kiosks)}; bare handler",
            *_cells(found, f"{_what(confirms)} {kiosks}"),
        )
        for confirms in (False, True)
        for kiosks in _sizes(options)
    ]
    most = max(_sizes(options))
    name = f"issue, {_kiosks(most)}; bare handler that keeps each body durably in batches"
    rows.append((name, *_cells(found, f"issue {most}", limit="keeping")))
    for group, kiosks in ((1, min(_sizes(options))), (GROUP, most)):
        mine, limit = found[f"antrean issue {kiosks}"]["rate"], found[f"sqlite {group}"]["rate"]
        name = f"issue, {_kiosks(kiosks)}; plain sqlite3, {group} to a commit"
        rows.append((name, whole(mine), "", "", whole(limit), "", "", ratio(mine, limit)))
    counts = ", ".join(
        f"{_tickets(options, each):,} tickets from {_kiosks(each)}" for each in _sizes(options)
    )
    mine, bare = found[f"antrean issue {most}"]["rate"], found[f"bare issue {most}"]["rate"]
    return Table(
        name="issuing",
        title="durable tickets a second over HTTP",
        columns=(
            *("measure; limit", "tickets/s", "p50 ms", "p99 ms"),
            *("limit/s", "limit p50 ms", "limit p99 ms", "ratio"),
        ),
        rows=rows,
        aims=[
            Aim(
                f"at {most} kiosks at least half of the bare handler's rate",
                f"{ratio(mine, bare)} of it ({whole(mine)} of {whole(bare)} a second)",
                mine >= AIM * bare,
            )
        ],
        notes=[
            f"""Server, load generator and limit are processes of their own; each measure has a
            fresh server and an empty SQLite file ({counts}, after a fifth as many to warm up).""",
            """Every answer is a commit with synchronous=FULL. Latency is that of one ticket: one
            request, or two with its confirmation.""",
            """The bare handler decodes and answers the same bodies and keeps nothing; the one that
            keeps writes each body into a table without an index, all that wait in one commit, and
            decides nothing; plain sqlite3 writes one row a ticket on the same disk and as durably,
            and does nothing else.""",
        ],
    )


def _cells(found: dict[str, Row], what: str, limit: str = "bare") -> tuple[str, ...]:
    mine, bare = found[f"antrean {what}"], found[f"{limit} {what}"]
    return (
        whole(mine["rate"]),
        milliseconds(mine["p50"]),
        milliseconds(mine["p99"]),
        whole(bare["rate"]),
        milliseconds(bare["p50"]),
        milliseconds(bare["p99"]),
        ratio(mine["rate"], bare["rate"]),
    )


def _sizes(options: Options) -> tuple[int, ...]:
    return QUICK_KIOSKS if options.quick else KIOSKS


def _tickets(options: Options, kiosks: int) -> int:
    return QUICK_TICKETS if options.quick else TICKETS[kiosks]

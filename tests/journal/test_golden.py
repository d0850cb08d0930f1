"""Events live for ever: every one ever released decodes, loses nothing, and means the same."""

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from server.journal.encoding import records_of
from server.journal.journal import Journal
from server.queueing.apply import replay
from server.queueing.events import Event, Record
from tests.journal.golden_day import GOLDEN, state_of
from tests.journal.keeping import ID
from tests.queueing.rehearsal import DATE

DAYS = sorted(GOLDEN.glob("*.jsonl"))
days = pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in path.read_text().splitlines()]


def read(path: Path) -> list[Record]:
    """The golden lines as the journal reads its rows."""
    rows = [
        (
            *(line["version"], line["at"], line["actor"], line["command_id"]),
            *(line["fingerprint"], msgspec.json.encode(line["event"]).decode()),
        )
        for line in lines_of(path)
    ]
    return records_of(ID, DATE, rows, 0)


def lost(golden: Any, now: Any, where: str = "") -> list[str]:
    """Where `now` does not hold what `golden` held. More is allowed: fields are added."""
    if isinstance(golden, dict) and isinstance(now, dict):
        gone = [f"{where}.{key}" for key in golden.keys() - now.keys()]
        both = sorted(golden.keys() & now.keys())
        return gone + [
            place for key in both for place in lost(golden[key], now[key], f"{where}.{key}")
        ]
    if isinstance(golden, list) and isinstance(now, list) and len(golden) == len(now):
        pairs = enumerate(zip(golden, now, strict=True))
        return [place for i, (old, new) in pairs for place in lost(old, new, f"{where}[{i}]")]
    return [] if golden == now else [where]


@days
def test_every_golden_event_decodes_and_loses_nothing(path: Path) -> None:
    records = msgspec.json.decode(msgspec.json.encode(read(path)))
    assert lost(lines_of(path), records) == []


@days
def test_golden_events_add_up_to_the_same_day(path: Path) -> None:
    day = replay(read(path))
    assert day is not None
    golden = msgspec.json.decode(path.with_suffix(".state.json").read_bytes())
    assert lost(golden, state_of(day)) == []


def test_every_kind_of_event_has_a_golden_line() -> None:
    released = {line["event"]["event"] for path in DAYS for line in lines_of(path)}
    assert {kind.__name__ for kind in get_args(Event)} - released == set()


@days
async def test_a_golden_day_is_kept_on_both_engines(journal: Journal, path: Path) -> None:
    records = read(path)
    async with journal.batch(ID, DATE) as batch:
        await batch.append(records, [])
    assert await journal.read(ID, DATE) == records


def test_what_is_lost_is_found() -> None:
    golden = {"a": 1, "b": [{"c": 2}], "d": {"e": None}}
    assert lost(golden, golden | {"new": 1}) == []
    assert lost(golden, {"a": 1, "b": [{"x": 2}], "d": {}}) == [".b[0].c", ".d.e"]
    assert lost(golden, {"a": 2, "b": [], "d": {"e": 0}}) == [".a", ".b", ".d.e"]

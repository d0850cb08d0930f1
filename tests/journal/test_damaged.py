"""A journal that was damaged: every row is read as an event, or told to be unreadable."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.journal.encoding import records_of, values_of
from server.journal.errors import JournalUnreadableError
from server.journal.session import Row
from server.queueing.events import Record
from tests.journal.golden_day import GOLDEN
from tests.journal.keeping import ID
from tests.queueing.rehearsal import DATE

LINES = [
    msgspec.json.decode(line)
    for path in sorted(GOLDEN.glob("*.jsonl"))
    for line in path.read_text().splitlines()
]
BODIES = list(
    {line["event"]["event"]: msgspec.json.encode(line["event"]) for line in LINES}.values()
)
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=10),
    st.sampled_from(["0001-01-01T00:00:00+23:59", "2026-06-23", [], {}, [[]]]),
)


def read(body: object, at: object = "2026-06-23T01:00:00+00:00") -> Record | None:
    """The one record of a row; None if it is told to be unreadable, with its place."""
    row: Row = (7, at, "clock", None, None, body)
    try:
        (record,) = records_of(ID, DATE, [row], 6)
    except JournalUnreadableError as error:
        told = error
    else:
        return record
    assert (told.office, told.date, told.version) == (ID, DATE, 7)
    assert str(told).removeprefix(f"{ID}, {DATE}, event 7: ")
    return None


def survives(record: Record) -> bool:
    """Whether what was read is written as it would be read again."""
    version, at, *rest = values_of(ID, DATE, record)[2:]
    (again,) = records_of(ID, DATE, [(version, at, *rest[:3], rest[4])], 6)
    return again == record


@given(st.one_of(st.binary(max_size=300), st.text(max_size=100)))
def test_rubbish_is_unreadable(body: bytes | str) -> None:
    assert read(body) is None


@given(st.sampled_from(BODIES), st.data())
def test_a_body_with_other_bytes_is_an_event_or_unreadable(
    body: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 8)))
    damaged = body[:start] + data.draw(st.binary(max_size=8)) + body[end:]
    record = read(damaged)
    assert record is None or survives(record)


@given(st.sampled_from(BODIES), st.data())
def test_a_body_with_other_values_is_an_event_or_unreadable(
    body: bytes, data: st.DataObject
) -> None:
    event = msgspec.json.decode(body)
    key = data.draw(st.sampled_from(sorted(event)))
    event[key] = data.draw(ODD)
    record = read(msgspec.json.encode(event).decode())
    assert record is None or survives(record)


@given(st.one_of(st.text(max_size=30), st.binary(max_size=30), st.none(), st.integers()))
def test_a_damaged_moment_is_unreadable(at: object) -> None:
    assert read(BODIES[0], at) is None


@pytest.mark.parametrize("at", ["2026-06-23", "2026-06-23T09:00:00", "2026-06-31T09:00:00Z"])
def test_a_moment_without_its_zone_or_day_is_unreadable(at: str) -> None:
    assert read(BODIES[0], at) is None


@pytest.mark.parametrize(
    "body", [None, 5, "[" * 99_999, '{"event":"DayOpened","x":' + "[" * 99_999]
)
def test_what_is_no_text_or_too_deep_is_unreadable(body: object) -> None:
    assert read(body) is None

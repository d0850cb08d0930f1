"""A kiosk's file after anything that may befall it: it is used, put aside, or says why not."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.offline.file import StoreError
from kiosk.offline.records import Anchor, Entry
from kiosk.offline.store import Store
from tests.kiosk.offline.making import DAY, NINE, hall, lease, reply, ticket

A, B = lease(), lease("kk", 600, letter="B")
TEXT_COLUMNS = [
    *(("leases", column) for column in ("day", "service", "letter", "first", "count", "used")),
    *(("tickets", column) for column in ("day", "number", "slip", "body")),
    *(("confirmations", column) for column in ("day", "command_id", "slip")),
    ("kept", "value"),
]
ODD: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=8), st.binary(max_size=8), st.integers(-(2**63), 2**63 - 1), st.floats()
)


class KioskFile:
    """The file of a kiosk that has news, leases, tickets and a confirmation, to be damaged."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "kiosk.db"
        asyncio.run(_fill(Store(self._path)))
        self.content = self._path.read_bytes()

    def use(self, content: bytes, statement: str = "", *values: Any) -> int:
        """All that a kiosk does with such a file; how much of it could not be done."""
        for old in self._path.parent.iterdir():
            old.unlink()
        self._path.write_bytes(content)
        if statement:
            with closing(sqlite3.connect(self._path, isolation_level=None)) as db:
                db.execute(statement, values)
        return asyncio.run(_use(Store(self._path)))


async def _fill(store: Store) -> None:
    await store.keep_news(hall(), Anchor(NINE, NINE))
    await store.keep_leases(reply(A, B, next_day=DAY + timedelta(1)))
    await store.keep_leases(reply(lease("kk", 700), day=DAY + timedelta(1), hall=hall()))
    for _ in range(2):
        await store.give("ktp", DAY, ticket)
    await store.note_confirmation(Entry("one", DAY, "command-1", "assumed"))
    await store.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> KioskFile:
    return KioskFile(tmp_path_factory.mktemp("kiosk"))


async def _use(store: Store) -> int:
    steps: list[Callable[[], Awaitable[object]]] = [
        *(store.kept, store.book, store.confirmations, lambda: store.held(DAY)),
        lambda: store.keep_leases(reply(A, B)),
        lambda: store.give("kk", DAY, ticket),
        lambda: store.to_hand_in(20),
        lambda: store.keep_news(hall(), Anchor(NINE, NINE)),
        lambda: store.keep_leases(reply(A, day=DAY + timedelta(1))),
        *(lambda: store.strike_confirmation("one"), store.kept, store.confirmations),
    ]
    failed = 0
    try:
        for step in steps:
            try:
                await step()
            except StoreError:
                failed += 1
    finally:
        await store.close()
    return failed


def test_a_sound_file_does_all(file: KioskFile) -> None:
    assert file.use(file.content) == 0


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_rubbish_is_put_aside(file: KioskFile, rubbish: bytes) -> None:
    assert file.use(rubbish) == 0


@settings(max_examples=40)
@given(data=st.data())
def test_a_file_with_other_bytes_is_used_or_says_why_not(
    file: KioskFile, data: st.DataObject
) -> None:
    content = bytearray(file.content)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(file.content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    file.use(bytes(content))


@settings(max_examples=40)
@given(st.sampled_from(TEXT_COLUMNS), ODD)
def test_a_row_with_other_values_holds_up_nothing(
    file: KioskFile, column: tuple[str, str], value: Any
) -> None:
    """Whoever was at the file: numbers are given, and what can be read is handed in."""
    table, name = column
    assert file.use(file.content, f"UPDATE OR IGNORE {table} SET {name} = ?", value) == 0

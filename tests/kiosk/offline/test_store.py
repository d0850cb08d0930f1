"""What the kiosk keeps: on the disk when it is told so, once each, whatever befalls the file."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.offline.file import STEPS, StoreError
from kiosk.offline.records import Anchor, Entry
from kiosk.offline.store import Store
from protocol.offline import HandedInTicket
from protocol.refusals import RefusalCode
from tests.kiosk.kept import StateFile
from tests.kiosk.offline.making import DAY, NINE, hall, lease, reply, ticket

A, B = lease(), lease("kk", 600, letter="B")
MONDAY = DAY + timedelta(days=6)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = Store(tmp_path / "kiosk.db")
    yield opened
    await opened.close()


@pytest.fixture
def file(tmp_path: Path) -> StateFile:
    return StateFile(tmp_path / "kiosk.db")


async def test_numbers_are_given_in_order_and_each_once(store: Store) -> None:
    await store.keep_leases(reply(A, B))
    given = await asyncio.gather(*(store.give("ktp", DAY, ticket) for _ in range(5)))
    assert [each.number if each else None for each in given] == [
        *("A-500", "A-501", "A-502"),
        *(None, None),
    ]
    assert (await store.give("kk", DAY, ticket)).number == "B-600"  # type: ignore[union-attr]
    assert await store.give("nothing", DAY, ticket) is None
    assert await store.give("kk", DAY + timedelta(days=1), ticket) is None
    assert await used(store) == {A.lease_id: 3, B.lease_id: 1}


async def test_a_second_lease_follows_the_first(store: Store) -> None:
    more = lease(first=503, count=2)
    await store.keep_leases(reply(A))
    await store.give("ktp", DAY, ticket)
    await store.keep_leases(reply(A, more))  # as it was before that number was given
    numbers = [await store.give("ktp", DAY, ticket) for _ in range(4)]
    assert [each and each.number for each in numbers] == ["A-501", "A-502", "A-503", "A-504"]


async def test_leases_shrink_and_end_but_what_was_used_stays_so(store: Store) -> None:
    await store.keep_leases(reply(A, B))
    await store.give("ktp", DAY, ticket)
    held = await store.keep_leases(reply(lease(count=2)))
    assert [(each.service, each.count, each.used) for each in held.leases] == [
        ("ktp", 2, 1),
        ("kk", 0, 0),
    ]
    assert await store.give("kk", DAY, ticket) is None
    assert await used(store) == {A.lease_id: 1, B.lease_id: 0}
    await store.keep_leases(reply(day=DAY + timedelta(days=1)))
    assert await used(store) == {}


async def test_all_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    first, path = Store(tmp_path / "kiosk.db"), tmp_path / "kiosk.db"
    await first.keep_leases(reply(A))
    await first.keep_news(hall(), Anchor(NINE, NINE))
    await first.give("ktp", DAY, lambda a, number: ticket(a, number, NINE + timedelta(minutes=5)))
    book = await first.book()
    copy = tmp_path / "copy.db"  # as the disk has it now: nothing was closed
    for ending in ("", "-wal"):
        copy.with_name(copy.name + ending).write_bytes(
            path.with_name(path.name + ending).read_bytes()
        )
    await first.close()
    second = Store(copy)
    kept = await second.kept()
    assert kept.hall == hall()
    (held,) = kept.holdings
    assert held.grant.url_prefix == "https://q.example/t/dkps-plg/"
    assert [(each.count, each.used) for each in held.leases] == [(3, 1)]
    assert kept.anchor == Anchor(NINE, NINE)
    assert kept.newest == NINE + timedelta(minutes=5)
    assert await second.book() == book
    assert (await second.give("ktp", DAY, ticket)).number == "A-501"  # type: ignore[union-attr]
    await second.close()


async def test_the_next_open_day_is_kept_beside_today_until_it_comes(store: Store) -> None:
    ahead = reply(replace(A, lease_id="monday"), day=MONDAY, hall=hall())
    await store.keep_leases(reply(A, next_day=MONDAY))
    await store.keep_leases(ahead)
    await store.keep_leases(reply(A, next_day=MONDAY))
    held = {each.day: each for each in (await store.kept()).holdings}
    assert [held[day].left("ktp") for day in (DAY, MONDAY)] == [3, 3]
    assert (held[DAY].grant.hall, held[MONDAY].grant.hall) == (None, hall())
    assert await store.give("ktp", MONDAY, ticket) is not None
    now = await store.keep_leases(reply(replace(A, lease_id="monday"), day=MONDAY))
    assert (await store.kept()).holdings == (now,)
    assert (now.left("ktp"), now.grant.hall, await store.held(DAY)) == (2, None, ())


async def test_a_day_that_is_no_longer_the_next_gives_no_numbers_but_forgets_none(
    store: Store,
) -> None:
    ahead = reply(replace(A, lease_id="monday"), day=MONDAY, hall=hall())
    await store.keep_leases(ahead)
    await store.give("ktp", MONDAY, ticket)
    await store.keep_leases(reply(A, next_day=MONDAY + timedelta(days=1)))
    assert [each.day for each in (await store.kept()).holdings] == [DAY]
    assert (await store.keep_leases(ahead)).left("ktp") == 2


async def used(store: Store) -> dict[str, int]:
    return {each.lease_id: each.used for each in await store.held(DAY)}


async def test_only_this_user_can_read_it(store: Store, file: StateFile) -> None:
    await store.keep_leases(reply(A))
    for path in file.path.parent.glob("kiosk.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


async def test_every_commit_waits_for_the_disk(store: Store) -> None:
    async with store._file.transaction() as db:
        rows = list(await db.execute_fetchall("PRAGMA synchronous"))
        modes = list(await db.execute_fetchall("PRAGMA journal_mode"))
    assert (rows[0][0], modes[0][0]) == (3, "wal")  # EXTRA


# ---------------------------------------------------------------- handing in


async def test_tickets_are_handed_in_by_day_the_oldest_first(store: Store) -> None:
    tomorrow = DAY + timedelta(days=1)
    await store.keep_leases(reply(A))
    await store.give("ktp", DAY, ticket)
    await store.give("ktp", DAY, ticket)
    await store.keep_leases(reply(lease(first=510), day=tomorrow))
    await store.give("ktp", tomorrow, ticket)
    assert await numbers(store) == (DAY, ["A-500", "A-501"])
    assert await numbers(store, most=1) == (DAY, ["A-500"])
    assert await numbers(store, but={"ticket-A-500"}) == (DAY, ["A-501"])
    await store.note_answers([answer("A-500"), answer("A-501")])
    assert await numbers(store) == (tomorrow, ["A-510"])
    await store.note_answers([answer("A-510")])
    assert await store.to_hand_in(100) is None


async def test_the_slip_is_handed_in_as_it_came_out(store: Store) -> None:
    await store.keep_leases(reply(A))
    await store.give("ktp", DAY, ticket)
    await store.note_slip("ticket-A-500", "failed")
    found = await store.to_hand_in(100)
    assert found is not None
    assert [each.slip for each in found[1]] == ["failed"]


async def test_a_secret_is_forgotten_with_its_answer_and_a_refusal_is_kept(
    store: Store, file: StateFile
) -> None:
    await store.keep_leases(reply(A))
    for _ in range(2):
        await store.give("ktp", DAY, ticket)
    refused = HandedInTicket("ticket-A-501", "A-501", refusal=RefusalCode.OTHER_DAY)
    await store.note_answers([answer("A-500"), refused])
    assert file.tickets() == [
        ("A-500", "assumed", "waiting"),
        ("A-501", "assumed", "refused: other_day"),
    ]
    bodies = file._rows("SELECT body FROM tickets ORDER BY place")
    assert [body is None for (body,) in bodies] == [True, False]
    assert await store.to_hand_in(100) is None


async def test_a_ticket_that_cannot_be_read_holds_up_no_other(
    store: Store, file: StateFile
) -> None:
    await store.keep_leases(reply(A))
    for _ in range(2):
        await store.give("ktp", DAY, ticket)
    file.write("UPDATE tickets SET body = ? WHERE number = 'A-500'", b"{}")
    assert await numbers(store) == (DAY, ["A-501"])
    assert file.tickets()[0] == ("A-500", "assumed", "unreadable")


async def numbers(store: Store, most: int = 100, but: set[str] | None = None) -> object:
    found = await store.to_hand_in(most, but or set())
    return found and (found[0], [each.number for each in found[1]])


def answer(number: str) -> HandedInTicket:
    return HandedInTicket(f"ticket-{number}", number, "waiting")


# ---------------------------------------------------------------- confirmations


async def test_a_confirmation_is_written_over_and_struck(store: Store, file: StateFile) -> None:
    for slip in ("assumed", "printed"):
        await store.note_confirmation(Entry("one", DAY, "command-1", slip))
    await store.note_confirmation(Entry("two", DAY, "command-2", "failed"))
    assert file.slips() == ["printed", "failed"]
    first, _ = await store.confirmations()
    assert first.as_command().slip == "printed"
    await store.strike_confirmation("one")
    assert file.slips() == ["failed"]


# ---------------------------------------------------------------- what befalls files


@pytest.mark.parametrize("what", ["no database", "damaged", "newer"])
async def test_a_file_that_cannot_be_read_is_put_aside(tmp_path: Path, what: str) -> None:
    path = tmp_path / "kiosk.db"
    if what == "no database":
        path.write_bytes(b"these are not the pages of a database" * 100)
    else:
        before = Store(path)
        await before.keep_leases(reply(A))
        await before.close()
        if what == "newer":
            StateFile(path).write(f"PRAGMA user_version = {len(STEPS) + 1}")
        else:
            whole = path.read_bytes()
            path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    content = path.read_bytes()
    store = Store(path)
    assert (await store.kept()).holdings == ()
    await store.keep_leases(reply(A))
    assert await store.give("ktp", DAY, ticket) is not None
    await store.close()
    assert put_aside(tmp_path) == [content], "nothing in it is thrown away"


def put_aside(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob("kiosk.db.unreadable-*")]


async def test_news_of_another_version_are_left_out(store: Store, file: StateFile) -> None:
    await store.keep_news(hall(), Anchor(NINE, NINE))
    file.write("UPDATE kept SET value = ? WHERE name = 'hall'", b'{"id": 7}')
    kept = await store.kept()
    assert (kept.hall, kept.anchor) == (None, Anchor(NINE, NINE))


async def test_a_full_disk_gives_no_number_and_uses_none(store: Store) -> None:
    await store.keep_leases(reply(A))
    async with store._file.transaction() as db:
        (pages,) = next(iter(await db.execute_fetchall("PRAGMA page_count")))
        await db.execute(f"PRAGMA max_page_count = {pages}")

    def large(a: object, number: str) -> object:
        return ticket_with_token(number, "x" * 100_000)

    with pytest.raises(StoreError):
        await store.give("ktp", DAY, large)  # type: ignore[arg-type]
    async with store._file.transaction() as db:
        await db.execute("PRAGMA max_page_count = 100000")
    given = await store.give("ktp", DAY, ticket)
    assert given is not None
    assert given.number == "A-500"


def ticket_with_token(number: str, token: str) -> object:
    from msgspec import structs

    return structs.replace(ticket(A, number), token=token)


async def test_a_folder_that_is_gone_is_an_error_until_it_is_there_again(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    store = Store(folder / "kiosk.db")
    with pytest.raises(StoreError):
        await store.kept()
    folder.mkdir()
    await store.keep_leases(reply(A))
    await store.close()


async def test_a_file_that_another_program_holds_is_an_error_not_a_hang(
    store: Store, file: StateFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.offline.file.BUSY_SECONDS", 0.1)
    await store.keep_leases(reply(A))
    other = sqlite3.connect(file.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError):
        await store.give("ktp", DAY, ticket)
    other.execute("ROLLBACK")
    other.close()
    assert await store.give("ktp", DAY, ticket) is not None


async def test_a_cancelled_visitor_leaves_no_transaction_open(store: Store) -> None:
    await store.keep_leases(reply(A))
    giving = asyncio.create_task(store.give("ktp", DAY, ticket))
    await asyncio.sleep(0)
    giving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await giving
    assert await store.give("ktp", DAY, ticket) is not None


async def test_nothing_is_opened_again_after_the_end(store: Store) -> None:
    await store.keep_leases(reply(A))
    await store.close()
    with pytest.raises(StoreError):
        await store.kept()


def test_the_file_is_made_for_this_user_even_under_a_loose_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        asyncio.run(keep_something(tmp_path / "kiosk.db"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "kiosk.db").stat().st_mode) == 0o600


async def keep_something(path: Path) -> None:
    store = Store(path)
    await store.keep_leases(reply(A))
    await store.close()

"""The parts that figures stand on: if they were wrong, every table would be."""

import asyncio
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from benchmarks import journals
from benchmarks.connection import Connection, ask
from benchmarks.figures import middle, milliseconds, percentile, ratio
from benchmarks.frames import Screen, content
from benchmarks.hall import COUNTERS, SERVICES
from benchmarks.journals import NoRoomError, journal_of_years, last_open_days
from benchmarks.options import OFFICE_FILE
from benchmarks.rehearsed_day import RehearsedDay
from benchmarks.servers import A_DAY, HOST
from server.configuration import load_office
from server.journal.opening import open_journal
from server.queueing.apply import replay
from server.queueing.ticket import TicketState

# ---------------------------------------------------------------- figures


def test_percentile_is_the_value_that_so_many_do_not_exceed() -> None:
    values = [float(each) for each in range(100, 0, -1)]
    assert [percentile(values, part) for part in (0, 0.5, 0.99, 1)] == [1, 50, 99, 100]
    assert percentile([7.0], 0.99) == 7


def test_middle_is_taken_of_each_figure_apart() -> None:
    assert middle([{"a": 1, "b": 9}, {"a": 3, "b": 8}, {"a": 2, "b": 1}]) == {"a": 2, "b": 8}


def test_figures_say_no_more_than_is_known() -> None:
    assert [milliseconds(each) for each in (0.0001234, 0.01234, 1.234)] == ["0.12", "12.3", "1,234"]
    assert ratio(1, 3) == "0.33"
    assert ratio(1, 0) == "-"


# ---------------------------------------------------------------- a day without a server


def test_rehearsed_day_is_a_whole_day_of_the_real_rules() -> None:
    settings = load_office(OFFICE_FILE)
    day = RehearsedDay(settings, A_DAY, 200)
    records = day.run()

    assert replay(records) == day.day
    assert day.day.ended
    states = Counter(ticket.state for ticket in day.day.tickets.values())
    assert states.total() == 200
    assert states[TicketState.DONE] > 180
    assert set(states) <= {TicketState.DONE, TicketState.NO_SHOW}
    assert records == RehearsedDay(settings, A_DAY, 200).run()
    assert records != RehearsedDay(settings, A_DAY, 200, seed=2).run()


def test_rehearsed_day_needs_an_open_office() -> None:
    with pytest.raises(ValueError, match="gives no numbers"):
        RehearsedDay(load_office(OFFICE_FILE), date(2026, 6, 21), 10)


def test_benchmarks_and_their_office_agree() -> None:
    office = load_office(OFFICE_FILE).office
    assert tuple(service.id for service in office.services) == SERVICES
    assert [counter.id for counter in office.counters] == [str(n + 1) for n in range(COUNTERS)]


# ---------------------------------------------------------------- journals of years


async def test_years_are_made_once_and_go_on_where_they_were_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = last_open_days(load_office(OFFICE_FILE), A_DAY, 3)
    kept: list[date] = []
    keep_day = journals.keep_day

    async def keep(journal, day, records) -> None:
        if len(kept) == 1:
            kept.append(day)
            raise KeyboardInterrupt
        kept.append(day)
        await keep_day(journal, day, records)

    monkeypatch.setattr(journals, "keep_day", keep)
    make = partial(journal_of_years, tmp_path, 1, A_DAY, lambda _: None, days_a_year=3, visitors=5)
    with pytest.raises(KeyboardInterrupt):
        await make()
    path = await make()
    assert await make() == path

    assert kept == [days[0], days[1], days[1], days[2]]
    async with open_journal(path) as journal:
        heads = await journal.heads()
        assert [(head.date, head.ended) for head in heads] == [(day, True) for day in days]
        for day in days:
            assert len(await journal.tickets("busy-day", day)) == 5


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_years_without_room_are_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "BYTES_A_DAY", 10**18)
    with pytest.raises(NoRoomError, match="use --years"):
        await journal_of_years(tmp_path, 1, A_DAY, lambda _: None, days_a_year=1)
    assert files_in(tmp_path) == []


# ---------------------------------------------------------------- the lean clients


def test_screen_takes_a_snapshot_only_when_all_of_it_is_there() -> None:
    seen: list[int] = []
    screen = Screen(b"", lambda which, at: seen.append(which.version))
    chunk = b'1f\r\nevent: snapshot\nid: e-1.2026-06-23.41\ndata: {"a": 1}\n\n\r\n'
    screen.data_received(b"HTTP/1.1 200 OK\r\n\r\n5\r\nretry: 5\n\n\r\n")
    screen.data_received(chunk[:20])
    screen.data_received(chunk[20:])
    screen.data_received(b"3\r\n:\n\n\r\n")
    screen.data_received(chunk.replace(b".41", b".42"))
    assert seen == [41, 42]
    assert content(screen.frame) == b'{"a": 1}'


async def test_connection_reads_answers_in_pieces_and_tells_its_end() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in (b"HTTP/1.1 201 Created\r\nContent-Le", b"ngth: 4\r\n\r\nab", b"cd"):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(answer, HOST, 0) as server:
        connection = await Connection.opened(HOST, server.sockets[0].getsockname()[1])
        assert await connection.send(ask(b"GET", b"/")) == (201, b"abcd")
        with pytest.raises(ConnectionError):
            await connection.send(ask(b"GET", b"/"))
        with pytest.raises(ConnectionError):
            await connection.send(ask(b"GET", b"/"))

"""Two server processes on one PostgreSQL database: a fair share each, and no hostage."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import msgspec
import pytest

from protocol.snapshots import HallSnapshot
from server.journal.opening import open_journal
from server.queueing.apply import replay
from tests.places import without_places
from tests.server_fixture import AnsweredError, ServerProcess, server_process

LOAD_SECONDS = 10.0
KIOSKS = 4
FROZEN_SECONDS = 5.0


@pytest.fixture
async def servers(
    tmp_path: Path, postgres_url: str
) -> AsyncIterator[tuple[ServerProcess, ServerProcess]]:
    """Two servers with the same office, database and key."""
    async with AsyncExitStack() as stack:
        office = without_places(tmp_path)  # visitors who are just leaving would fill the hall
        first, second = [
            await stack.enter_async_context(server_process(tmp_path, office, database=postgres_url))
            for _ in range(2)
        ]
        yield first, second


async def take_numbers(server: ServerProcess, until: float, numbers: list[str]) -> None:
    """One kiosk, without a pause."""
    while asyncio.get_running_loop().time() < until:
        numbers.append((await server.issue("informasi")).number)


async def call_visitors(
    server: ServerProcess, counter: str, until: float, called: list[str]
) -> None:
    """One desk, without a pause."""
    await server.at_counter(counter, "open")
    while asyncio.get_running_loop().time() < until:
        try:
            reply = await server.at_counter(counter, "call-next")
        except AnsweredError as error:
            if error.code != "nobody_waiting":
                raise
            continue
        called.append(reply["number"])
        await server.at_counter(counter, "finish")


async def test_both_get_their_share_and_nothing_is_given_twice(
    servers: tuple[ServerProcess, ServerProcess], postgres_url: str
) -> None:
    until = asyncio.get_running_loop().time() + LOAD_SECONDS
    numbers: tuple[list[str], list[str]] = ([], [])
    called: tuple[list[str], list[str]] = ([], [])
    async with asyncio.TaskGroup() as people:
        for index, server in enumerate(servers):
            for _ in range(KIOSKS):
                people.create_task(take_numbers(server, until, numbers[index]))
            people.create_task(call_visitors(server, str(index + 1), until, called[index]))
    commits = [len(numbers[index]) + len(called[index]) for index in (0, 1)]
    assert min(commits) >= 0.3 * sum(commits), commits
    given = Counter(numbers[0] + numbers[1])
    assert max(given.values()) == 1
    calls = Counter(called[0] + called[1])
    assert calls
    assert max(calls.values()) == 1
    async with open_journal(postgres_url) as journal:
        (head,) = await journal.heads()
        day = replay(await journal.read(head.office, head.date))
    assert day is not None
    assert set(given) == {ticket.number for ticket in day.tickets.values()}


async def test_a_stream_on_one_server_shows_the_call_of_the_other(
    servers: tuple[ServerProcess, ServerProcess],
) -> None:
    here, there = servers
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{there.api}/stream") as stream,
    ):
        ticket = await here.issue("informasi")
        await here.at_counter("1", "open")
        await here.at_counter("1", "call-next")
        async for line in stream.content:
            if line.startswith(b"data:"):
                snapshot = msgspec.json.decode(line[5:], type=HallSnapshot)
                if [call.number for call in snapshot.calls] == [ticket.number]:
                    break


async def test_a_frozen_server_holds_nobody_up(
    servers: tuple[ServerProcess, ServerProcess],
) -> None:
    frozen, other = servers
    await other.issue("informasi")
    until = asyncio.get_running_loop().time() + 1.0
    numbers: list[str] = []
    busy = [asyncio.create_task(take_numbers(frozen, until + 60, numbers)) for _ in range(KIOSKS)]
    while len(numbers) < 20:  # noqa: ASYNC110 - they are appended by many
        await asyncio.sleep(0.01)
    frozen.process.send_signal(signal.SIGSTOP)
    try:
        async with asyncio.timeout(FROZEN_SECONDS):
            while True:  # a refusal for a moment is fine, silence is not
                try:
                    ticket = await other.issue("informasi")
                    break
                except AnsweredError as error:
                    if error.code != "storage_unavailable":
                        raise
    finally:
        for task in busy:
            task.cancel()
        frozen.process.send_signal(signal.SIGCONT)
    await asyncio.gather(*busy, return_exceptions=True)
    assert ticket.number not in numbers
    # thawed, it works again and knows what happened meanwhile
    assert (await frozen.issue("informasi")).number not in {ticket.number, *numbers}

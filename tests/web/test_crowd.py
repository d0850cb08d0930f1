"""Many at the same moment: nobody twice, nobody forgotten."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.server_fixture import AnsweredError, ServerHere, running_server
from tests.web.crowded_office import crowded_office

DESKS = [str(number + 1) for number in range(20)]
CALLS = 500


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """Twenty open counters."""
    async with running_server(tmp_path, crowded_office(tmp_path, len(DESKS))) as running:
        await asyncio.gather(*(running.at_counter(desk, "open") for desk in DESKS))
        yield running


async def take_numbers(server: ServerHere, count: int) -> list[str]:
    issued = await asyncio.gather(*(server.issue("kartu") for _ in range(count)))
    return [each.ticket_id for each in issued]


async def press(server: ServerHere, desk: str, action: str, shown: dict[str, Any]) -> Any:
    """What a desk's screen does with what it shows; the answer is what it shows next."""
    return await server.post(f"/counters/{desk}/{action}", based_on=shown)


async def test_numbers_taken_at_the_same_moment_are_all_different(server: ServerHere) -> None:
    issued = await asyncio.gather(*(server.issue("kartu", confirm=False) for _ in range(200)))
    assert len({each.number for each in issued}) == 200
    assert sorted(each.number for each in issued) == [f"K-{n:03}" for n in range(1, 201)]


async def test_500_calls_at_one_moment_from_20_desks(server: ServerHere) -> None:
    """Twenty-five presses at each desk, all based on the same empty screen."""
    tickets = await take_numbers(server, 100)
    nothing = {"ticket_id": None, "call": None}
    answers = await asyncio.gather(
        *(
            press(server, desk, "call-next", nothing)
            for _ in range(CALLS // len(DESKS))
            for desk in DESKS
        ),
        return_exceptions=True,
    )
    called = [each["ticket_id"] for each in answers if isinstance(each, dict)]
    refused = Counter(each.code for each in answers if isinstance(each, AnsweredError))
    assert len(called) == len(set(called)) == len(DESKS)
    assert refused == {"screen_out_of_date": CALLS - len(DESKS)}
    in_hand = [each.ticket_id for each in (await server.desk()).counters]
    assert sorted(filter(None, in_hand)) == sorted(called)
    assert set(called) == set(tickets[: len(DESKS)]), "the longest wait first"
    assert (await server.hall()).waiting == 100 - len(DESKS)


async def test_500_visitors_are_each_called_once_by_20_desks(server: ServerHere) -> None:
    """Every desk calls as fast as it can; it gets somebody as long as there is anybody."""
    tickets = await take_numbers(server, CALLS)
    called: list[str] = []
    shares: Counter[str] = Counter()

    async def work(desk: str) -> None:
        answer = await press(server, desk, "call-next", {"ticket_id": None, "call": None})
        while answer["ticket_id"] is not None:
            called.append(answer["ticket_id"])
            shares[desk] += 1
            shown = {"ticket_id": answer["ticket_id"], "call": answer["call"]}
            await press(server, desk, "start", shown)
            answer = await press(server, desk, "finish-and-next", shown)
            if answer["state"] != "called":
                break
        assert (await server.hall()).waiting == 0, "sent home while somebody waited"

    await asyncio.gather(*map(work, DESKS))
    assert sorted(called) == sorted(tickets)
    assert min(shares[desk] for desk in DESKS) > 0
    desk = await server.desk()
    assert desk.left == 0
    assert sum(each.served_today for each in desk.counters) == CALLS

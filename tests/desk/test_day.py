"""A clerk's whole day at either desk, from the choice of the counter to its end, by keys alone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from random import Random

import pytest

from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, until
from tests.desk.waiting import (
    MINE,
    asks,
    counter,
    idle,
    is_done_asking,
    lists,
    press_until,
    shows,
    state,
)
from tests.server_fixture import ServerHere, office_without_places, running_server

#: What one clerk has on a full day.
VISITORS = 120
NOBODY = "Nobody at the counter"
ONCE = "once"
AT_ONCE = "twice at once"
LATE = "again when the screen has changed"
"""How a hand presses that shakes, or that is not sure whether it has pressed."""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """Without places: a day in a minute would fill the hall with people who are just leaving."""
    async with running_server(tmp_path, office_without_places(tmp_path)) as running:
        yield running


@pytest.mark.timeout(900)  # nothing hangs: each step has its own time
async def test_whole_day_without_the_mouse(server: ServerHere, open_desk: OpenDesk) -> None:
    numbers = [(await server.issue(MINE)).number for _ in range(VISITORS)]
    async with open_desk(None, language="en", clock_stopped=True) as desk:
        await begin(desk, numbers)
        await serve_held(server, desk)
        await pause_for_lunch(server, desk)
        await serve_all(server, desk, numbers[2:], Random(VISITORS))
        await end(server, desk)
    states = [await state(server, number) for number in numbers]
    assert states == ["done"] * VISITORS
    assert (await counter(server)).served_today == VISITORS
    assert (await server.hall()).calls[0].call == VISITORS  # nobody was called by a second press


async def begin(desk: Driver, numbers: list[str]) -> None:
    """The counter is chosen and opened, the first one called."""
    await until(lambda: asks(desk, "Counter 3"))
    await desk.press("3")
    await until(lambda: is_done_asking(desk))
    await desk.press("o")
    await until(lambda: lists(desk, numbers[0]))
    await idle(desk)


async def serve_held(server: ServerHere, desk: Driver) -> None:
    """The first lacks a copy, and comes back with it."""
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "s", "serving")
    await press_until(desk, server, "h", "none")
    await desk.let_pass(2)
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "s", "serving")
    await press_until(desk, server, "d", "none")
    await desk.press("u")
    await until(desk.asked)
    await press_until(desk, server, "1", "serving")
    await desk.let_pass(2)


async def pause_for_lunch(server: ServerHere, desk: Driver) -> None:
    """Nobody is left sitting; the counter is back after a while."""
    await press_until(desk, server, "d", "none")
    await desk.press("p")
    await until(lambda: asks(desk, "Break"))
    await desk.press("1")
    await until(lambda: asks(desk, "Back at"))
    await desk.press("5")
    await until(lambda: shows(desk, "back at 09:30"))
    await server.advance(minutes=30)
    await desk.let_pass(30 * 60)
    await idle(desk)
    await desk.press("o")
    await until(lambda: shows(desk, "Call next"))
    await idle(desk)
    await press_until(desk, server, "n", "called")


async def serve_all(server: ServerHere, desk: Driver, numbers: list[str], chance: Random) -> None:
    """Two keys for each: start, finish and call the next; with presses too many in between.

    Nobody is served faster than people leave: else the hall would be full of those served.
    """
    for number, following in zip(numbers, [*numbers[1:], NOBODY], strict=True):
        assert await desk.headline() == number
        await press_by_hand(desk, "s", chance, lambda: shows(desk, "usual: "))

        async def shows_following(following: str = following) -> bool:
            return await desk.headline() == following

        await server.advance(seconds=31)
        await press_by_hand(desk, "f", chance, shows_following)
        await desk.let_pass(2)


async def press_by_hand(
    desk: Driver, key: str, chance: Random, is_done: Callable[[], Awaitable[bool]]
) -> None:
    """Press a key as people do, and wait until the screen shows what came of it."""
    how = chance.choice((ONCE, ONCE, AT_ONCE, LATE))
    await desk.press_at_once(*([key] * (2 if how == AT_ONCE else 1)))
    await until(is_done, f"what {key} does, pressed {how}")
    await idle(desk)
    if how == LATE:
        await desk.press_at_once(key)
        await idle(desk)


async def end(server: ServerHere, desk: Driver) -> None:
    """The counter closes, the day ends with nobody left."""
    await desk.press("l")
    await until(lambda: shows(desk, "Open counter"))
    await idle(desk)
    await desk.press("q")
    await until(lambda: asks(desk, "0 visitors are left"))
    await desk.press("2")
    await until(lambda: shows(desk, "The day has ended"))

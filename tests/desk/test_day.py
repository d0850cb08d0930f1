"""A clerk's whole day at either desk, from the choice of the counter to its end, by keys alone."""

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
from tests.server_fixture import ServerHere

#: A short form of the 120 visitors of a day: every kind of visit, most of them plain.
VISITORS = 24


async def test_whole_day_without_the_mouse(server: ServerHere, open_desk: OpenDesk) -> None:
    numbers = [(await server.issue(MINE)).number for _ in range(VISITORS)]
    async with open_desk(None, language="en") as desk:
        await until(lambda: asks(desk, "Counter 3"))
        await desk.press("3")
        await until(lambda: is_done_asking(desk))
        await desk.press("o")
        await until(lambda: lists(desk, numbers[0]))
        await idle(desk)
        await press_until(desk, server, "n", "called")
        await serve_held(server, desk)
        await pause_for_lunch(server, desk)
        await serve_all(server, desk, numbers)
        await end(server, desk)
    states = [await state(server, number) for number in numbers]
    assert states == ["done"] * VISITORS
    assert (await counter(server)).served_today == VISITORS
    calls = [call.number for call in (await server.hall()).calls]
    assert len(calls) == len(set(calls))  # the last ones: nobody was called twice by a slip


async def serve_held(server: ServerHere, desk: Driver) -> None:
    """The first lacks a copy, and comes back with it."""
    await press_until(desk, server, "s", "serving")
    await press_until(desk, server, "h", "none")
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "s", "serving")
    await press_until(desk, server, "d", "none")
    await desk.press("u")
    await until(desk.asked)
    await press_until(desk, server, "1", "serving")


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
    await idle(desk)
    await desk.press("o")
    await until(lambda: shows(desk, "Call next"))
    await idle(desk)
    await press_until(desk, server, "n", "called")


async def serve_all(server: ServerHere, desk: Driver, numbers: list[str]) -> None:
    """Two keys for each: start, finish and call the next."""
    for number in numbers[2:]:
        assert await desk.headline() == number
        await press_until(desk, server, "s", "serving")
        await press_until(desk, server, "f", "none" if number == numbers[-1] else "called")


async def end(server: ServerHere, desk: Driver) -> None:
    """The counter closes, the day ends with nobody left."""
    await desk.press("l")
    await until(lambda: shows(desk, "Open counter"))
    await idle(desk)
    await desk.press("q")
    await until(lambda: asks(desk, "0 visitors are left"))
    await desk.press("2")
    await until(lambda: shows(desk, "The day has ended"))

"""A press while the server is away is kept, shown, and sent once when it is back."""

import asyncio

from tests.desk.conftest import OpenDesk
from tests.desk.driving import AppDriver, Driver, until
from tests.desk.waiting import MINE, open_with
from tests.server_fixture import ServerHere


async def says(desk: Driver, *words: str) -> None:
    async def is_said() -> bool:
        notice = await desk.notice()
        return all(each in notice for each in words)

    await until(is_said, f"the desk says {words}")


async def knows_no_connection(desk: Driver) -> None:
    async def is_shown() -> bool:
        return "No connection" in await desk.shown()

    await until(is_shown, "the desk says that it has no connection")


async def called(server: ServerHere) -> list[str]:
    return [call.number for call in (await server.hall()).calls][::-1]


async def test_press_while_the_server_is_away_is_sent_once_when_it_is_back(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(language="en") as one, open_desk(language="en") as other:
        numbers = await open_with(server, one, MINE, MINE, MINE)

        async def other_is_open() -> bool:
            return "Nobody at the counter" in await other.shown()

        await until(other_is_open)
        await server.stop()
        for desk in (one, other):
            await knows_no_connection(desk)
            await desk.press("n")
            await says(desk, "Sent when the server is back", "Call next", "Esc")
            await desk.press("n", "s", "l")  # one press waits, no other
            await says(desk, "Sent when the server is back", "Call next")
        await server.start()

        async def one_was_done() -> bool:
            said = sorted([await one.notice(), await other.notice()])
            done, refused = said[1], said[0]
            return "Sent now" in done and "This counter changed" in refused

        await until(one_was_done, "one desk called, the other says why it did not")
        assert await called(server) == numbers[:1]
        assert [await one.headline(), await other.headline()] == [numbers[0]] * 2


async def test_press_that_waits_can_be_dropped(server: ServerHere, open_desk: OpenDesk) -> None:
    async with open_desk(language="en") as desk:
        await open_with(server, desk, MINE)
        await server.stop()
        await knows_no_connection(desk)
        await desk.press("i")  # a number for a visitor is none that can wait
        await says(desk, "nothing was sent")
        await desk.press("n")
        await says(desk, "Sent when the server is back")
        await desk.press("Escape")
        await says(desk, "Dropped, nothing was sent: Call next")
        await server.start()

        async def is_back() -> bool:
            return "No connection" not in await desk.shown()

        await until(is_back)
        assert await called(server) == []


async def test_press_whose_answer_is_lost_is_kept_too(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    """The desk learns only by the press that the server is gone."""
    async with open_desk(language="en") as desk:
        (number,) = await open_with(server, desk, MINE)
        if isinstance(desk, AppDriver):
            desk.app.client._patience_seconds = 0.2
        stopping = asyncio.create_task(server.stop())
        await desk.press("n")
        await stopping
        await says(desk, "Sent when the server is back")
        await server.start()

        async def is_called() -> bool:
            return await desk.headline() == number

        await until(is_called)
        assert await called(server) == [number]

"""A press while the server is away is kept, shown, and sent once when it is back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from playwright.async_api import Error, Route

from tests.desk.conftest import OpenDesk
from tests.desk.driving import AppDriver, Driver, PageDriver, until
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


@asynccontextmanager
async def answers_lost(desk: Driver) -> AsyncIterator[None]:
    """What the desk sends arrives; what the server answers does not."""
    if isinstance(desk, AppDriver):
        client = desk.app.client
        transport, client._patience_seconds = client._transport, 0.2
        ask = transport.ask

        async def heard(*asked: Any) -> Any:
            await ask(*asked)
            raise ConnectionResetError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(transport, "ask", heard)
            yield
        return
    assert isinstance(desk, PageDriver)

    async def lose(route: Route) -> None:
        with suppress(Error):  # the server may be gone
            await route.fetch()
        await route.abort()

    await desk.page.route("**/counters/**", lose)
    yield
    await desk.page.unroute("**/counters/**")


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
    """The server has done it when the desk hears nothing any more."""
    async with open_desk(language="en") as desk:
        (number,) = await open_with(server, desk, MINE)
        async with answers_lost(desk):
            await desk.press("n")

            async def is_done() -> bool:
                return await called(server) == [number]

            await until(is_done, "the server has called")
            await server.stop()
            await says(desk, "Sent when the server is back")
        await server.start()

        async def is_called() -> bool:
            return await desk.headline() == number

        await until(is_called)
        assert await called(server) == [number]

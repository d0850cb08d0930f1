"""What the desk promises: one press, one action; nothing is lost; nothing hangs on its computer."""

import asyncio
from typing import Any

from playwright.async_api import Browser

from tests.desk.conftest import OpenDesk
from tests.desk.driving import AppDriver, Driver, PageDriver, open_page, until
from tests.desk.waiting import (
    MINE,
    counter,
    idle,
    open_with,
    press_until,
    shows,
    state,
    ticket,
)
from tests.server_fixture import ServerHere

#: Longer than any test takes, however slow its machine: what was pressed once is pressed once.
LONG = 600


async def called(server: ServerHere) -> list[str]:
    return [call.number for call in (await server.hall()).calls][::-1]


async def test_double_press_of_call_next_calls_one(server: ServerHere, open_desk: OpenDesk) -> None:
    async with open_desk(settle_seconds=LONG) as desk:
        numbers = await open_with(server, desk, MINE, MINE, MINE)
        await desk.press_at_once("n", "n", "n")
        await until(lambda: has_in_hand(server))
        await idle(desk)
        await desk.press("n")  # not settled yet: still the same press
        await idle(desk)
        assert await called(server) == numbers[:1]


async def test_double_press_of_finish_and_next_calls_one(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(settle_seconds=LONG) as desk:
        numbers = await open_with(server, desk, MINE, MINE, MINE)
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "s", "serving")
        await desk.press_at_once("f", "f")

        async def shows_second() -> bool:
            return await desk.headline() == numbers[1]

        await until(shows_second)
        await idle(desk)
        # The screen is up to date again, so that only the settling of presses stands between a
        # bouncing key and the third visitor.
        await desk.press("f")
        await desk.press("f")
        await idle(desk)
        assert await called(server) == numbers[:2]
        assert await state(server, numbers[1]) == "called"


async def test_presses_while_a_command_is_under_way_are_not_kept(
    server: ServerHere, desk: Driver
) -> None:
    numbers = await open_with(server, desk, MINE, MINE)
    await desk.press_at_once("n", "s", "f", "n")
    await until(lambda: has_in_hand(server))
    await idle(desk)
    assert await called(server) == numbers[:1]
    assert await state(server, numbers[0]) == "called"


async def test_double_click_on_the_large_button_is_one_press(
    server: ServerHere, chromium: Browser
) -> None:
    async with open_page(server, chromium, settle_seconds=LONG) as desk:
        (number,) = await open_with(server, desk, MINE)
        await desk.page.dblclick("#main-action")
        await until(lambda: has_in_hand(server))
        await idle(desk)
        await desk.page.click("#main-action")
        await idle(desk)
        assert await state(server, number) == "called"  # and not already being served


async def test_two_desks_of_one_counter_never_call_two(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(language="en") as one, open_desk(language="en") as other:
        numbers = await open_with(server, one, MINE, MINE)
        await until(lambda: shows(other, "Call next"))
        await asyncio.gather(one.press("n"), other.press("n"))

        async def both_show_the_first() -> bool:
            return [await one.headline(), await other.headline()] == [numbers[0]] * 2

        await until(both_show_the_first)
        await idle(one)
        await idle(other)
        assert await called(server) == numbers[:1]


async def test_two_counters_that_race_get_one_each(server: ServerHere, open_desk: OpenDesk) -> None:
    async with open_desk("1") as one, open_desk("2") as other:
        numbers = [(await server.issue(MINE)).number for _ in range(2)]
        await one.press("o")
        await other.press("o")
        await until(lambda: is_open(server, "1"))
        await until(lambda: is_open(server, "2"))
        await idle(one)
        await idle(other)
        await asyncio.gather(one.press("n"), other.press("n"))

        async def both_have_one() -> bool:
            return sorted([await one.headline(), await other.headline()]) == numbers

        await until(both_have_one)


async def test_screen_out_of_date_says_so_and_is_read_anew(
    server: ServerHere, desk: Driver
) -> None:
    numbers = await open_with(server, desk, MINE, MINE)
    await press_until(desk, server, "n", "called")
    await stop_stream(desk)
    await server.at_counter("3", "start")
    await server.at_counter("3", "finish")
    await server.at_counter("3", "call-next")
    await desk.press("s")
    await until(desk.notice)
    assert await desk.notice() == "Something changed meanwhile. Look again, then press again."
    assert await desk.headline() == numbers[1]
    assert await state(server, numbers[1]) == "called"


async def test_after_a_restart_everything_is_as_before(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(language="en") as desk:
        numbers = await open_with(server, desk, MINE, MINE, MINE)
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "h", "none")
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "s", "serving")
    await server.advance(minutes=2)
    async with open_desk(language="en") as desk:
        await until(lambda: shows(desk, "2:0"))  # the time at the counter went on
        assert await desk.headline() == numbers[1]
        assert await desk.queue() == [numbers[2], numbers[0]]
        await press_until(desk, server, "f", "called")


async def test_lost_connection_is_told_and_only_presses_at_the_counter_are_kept(
    server: ServerHere, desk: Driver
) -> None:
    (number,) = await open_with(server, desk, MINE)
    await server.stop()
    await until(lambda: shows(desk, "No connection"))
    await desk.press("i")  # a number for a visitor; what is kept is in test_kept.py
    await until(desk.notice)
    assert "nothing was sent" in await desk.notice()
    await server.start()
    await until(lambda: shows(desk, "Connected"))
    assert await called(server) == []
    await press_until(desk, server, "n", "called")
    assert await desk.headline() == number
    assert await desk.notice() == ""


async def test_keys_that_make_no_sense_say_why_and_send_nothing(
    server: ServerHere, desk: Driver
) -> None:
    before = (await server.hall()).id.version
    for key, told in (
        ("n", "Counter 3 is closed. Open it first."),
        ("l", "Counter 3 is already closed."),
        ("z", "Counter 3 is closed. Open it first."),
    ):
        await desk.press(key)

        async def is_told(told: str = told) -> bool:
            return await desk.notice() == told

        await until(is_told)
    assert (await server.hall()).id.version == before


async def test_rehearsal_and_machines_are_shown(server: ServerHere, desk: Driver) -> None:
    await until(lambda: shows(desk, "Rehearsal"))
    assert "09:00 WIB" in await desk.shown()
    await until(
        lambda: shows(desk, "● Desk ") if isinstance(desk, AppDriver) else shows(desk, "Desk 3")
    )


async def test_service_still_to_come_and_class_are_shown(server: ServerHere, desk: Driver) -> None:
    await server.issue(MINE, "akta", priority=True, party_size=3, language="en")
    await open_with(server, desk)
    await press_until(desk, server, "n", "called")
    shown = await desk.shown()
    for words in ("Priority", "3 people", "English", "Then: Civil certificate", "calls: 1"):
        assert words in shown
    assert (await ticket(server, await desk.headline())).priority  # type: ignore[union-attr]


async def has_in_hand(server: ServerHere) -> bool:
    return (await counter(server)).ticket_id is not None


async def is_open(server: ServerHere, number: str) -> bool:
    return (await counter(server, number)).state == "open"


async def stop_stream(desk: Any) -> None:
    """Let the desk see nothing new, while it believes itself connected."""
    if isinstance(desk, AppDriver):
        for worker in desk.app.workers:
            if worker.group == "stream":
                worker.cancel()
    elif isinstance(desk, PageDriver):
        await desk.page.evaluate("window.frozen = true")

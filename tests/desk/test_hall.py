"""The view of the whole office at either desk, by keys only, against the real server."""

import secrets
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, until
from tests.desk.waiting import (
    MINE,
    asks,
    counter,
    idle,
    is_done_asking,
    open_with,
    press_until,
    shows,
    ticket,
)
from tests.server_fixture import ServerHere

MARKUP = "Mohon <b>tenang</b> [bold]ya[/]"


@pytest.fixture
async def hall(open_desk: OpenDesk) -> AsyncIterator[Driver]:
    """The view of the whole office, in English, at no counter."""
    async with open_desk(None, view="hall", language="en") as driver:
        yield driver


async def begin_serving(server: ServerHere, number: str = "3") -> str:
    """A counter that serves a visitor; gives the visitor's number."""
    given = await server.issue(MINE)
    await server.at_counter(number, "open")
    await server.at_counter(number, "call-next")
    await server.at_counter(number, "start")
    return given.number


async def test_counters_are_shown_with_whom_they_serve(server: ServerHere, hall: Driver) -> None:
    assert not await hall.asked()  # no counter is needed here
    number = await begin_serving(server)
    await server.advance(minutes=4)
    await server.at_counter("5", "open")
    await server.at_counter("5", "pause", reason="paperwork", back_at=in_minutes(server, 10))
    await until(lambda: shows(hall, "Paperwork · back at 09:14"))
    shown = await hall.shown()
    for words in (
        number,
        "Being served",
        "4:0",
        "1 of 12 open",
        "All is well",
        "longest wait",
        "R A B",
    ):
        assert words in shown, words


async def test_interruption_that_lasts_longer_than_said_is_seen(
    server: ServerHere, hall: Driver
) -> None:
    until_then = in_minutes(server, 5)
    await server.post(f"/services/{MINE}/suspend", reason="network", until=until_then)
    await until(lambda: shows(hall, "until 09:05"))
    await server.advance(minutes=6)
    await server.at_counter("5", "open")
    await until(lambda: shows(hall, "due 09:05"))


def in_minutes(server: ServerHere, minutes: int) -> str:
    from datetime import timedelta

    return (server.clock.now() + timedelta(minutes=minutes)).isoformat()


async def test_keys_of_a_counter_rest_in_the_view_of_the_office(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(language="en") as desk:
        await open_with(server, desk, MINE)
        await desk.press("m")
        await until(lambda: shows(desk, "Needs attention"))
        await desk.press("f", "x", "d")
        await desk.press("m")
        await until(lambda: shows(desk, "Call next"))
        assert (await server.hall()).calls == ()
        await press_until(desk, server, "n", "called")


async def test_forgotten_counter_is_freed_after_its_number_was_named(
    server: ServerHere, hall: Driver
) -> None:
    number = await begin_serving(server)
    await until(lambda: shows(hall, number))
    await hall.press("p")
    await until(lambda: asks(hall, "Counter 3"))
    await hall.press("3")
    await until(lambda: asks(hall, "goes back to the head of the queue"))
    assert number in (await hall.asked()).replace("\u2011", "-")
    await hall.press("Enter")  # "not now" comes first
    await until(lambda: is_done_asking(hall))
    assert (await counter(server)).state == "open"
    await hall.press("p")
    await until(lambda: asks(hall, "Counter 3"))
    await hall.press("3")
    await until(lambda: asks(hall, "head of the queue"))
    await hall.press("2")

    async def is_free() -> bool:
        mine, shown = await counter(server), await ticket(server, number)
        return mine.state == "paused" and shown is not None and shown.state == "waiting"

    await until(is_free)


async def test_chosen_counter_is_given_other_services(server: ServerHere, hall: Driver) -> None:
    await until(lambda: shows(hall, "Counters"))
    await hall.press("ArrowDown", "ArrowDown", "s")
    await until(lambda: asks(hall, "What does counter 2 serve today?"))
    before = (await server.hall()).counters[1].services
    await hall.press("4", "Enter")

    async def serves_more() -> bool:
        return set((await server.hall()).counters[1].services) == {*before, "akta"}

    await until(serves_more)
    await idle(hall)
    await hall.press("s")
    await until(lambda: asks(hall, "What does counter 2 serve today?"))
    await hall.press("1", "2", "4", "5", "Enter")  # all that it serves, left out
    await until(lambda: asks(hall, "Please choose a service first."))


async def test_hall_is_told_something_until_it_is_ended(server: ServerHere, hall: Driver) -> None:
    await hall.press("n")
    await until(lambda: asks(hall, "Notice for the hall"))
    await hall.press("Enter")
    await until(lambda: asks(hall, "Please write the notice first."))
    await hall.enter(MARKUP)
    await until(lambda: asks(hall, "Shown until"))
    await hall.press("3")
    await until(lambda: shows(hall, MARKUP))
    (notice,) = (await server.hall()).notices
    assert notice.until is not None
    await idle(hall)
    await hall.press("n")
    await until(lambda: asks(hall, f"End: {MARKUP}"))
    await hall.press("2")

    async def is_gone() -> bool:
        return not (await server.hall()).notices

    await until(is_gone)


async def test_machines_in_trouble_are_named(server: ServerHere, hall: Driver) -> None:
    await report(server, "kiosk", "kiosk-2", printer="paper_out")
    await report(server, "display", "display-1", sound="silent")
    await until(lambda: shows(hall, "Kiosk 2: out of paper"))
    await until(lambda: shows(hall, "Display 1: no sound"))
    assert "All is well" not in await hall.shown()
    await report(server, "kiosk", "kiosk-2", printer="ready")
    await report(server, "display", "display-1", sound="ready")
    await until(lambda: shows(hall, "All is well"))


async def report(server: ServerHere, kind: str, name: str, **told: Any) -> None:
    await server.report(kind, name, **told)


async def test_counter_of_the_list_becomes_this_desks(server: ServerHere, hall: Driver) -> None:
    await until(lambda: shows(hall, "Counters"))
    await hall.press("ArrowDown", "Enter")
    await until(lambda: asks(hall, "Work at this counter"))
    await hall.press("3")
    await until(lambda: shows(hall, "Open counter"))
    await hall.press("o")

    async def is_open() -> bool:
        return (await counter(server, "1")).state == "open"

    await until(is_open)


async def test_who_asks_for_help_is_helped(server: ServerHere, open_desk: OpenDesk) -> None:
    async with open_desk(language="en") as desk, open_desk("5", language="en") as other:
        (number,) = await open_with(server, desk, MINE)
        await press_until(desk, server, "n", "called")
        await desk.press("!")
        await until(lambda: shows(other, f"Counter 3 · {number}"))
        await until(lambda: shows(desk, "Help has come"))
        await other.press("!")
        await until(lambda: asks(other, "I go to Counter 3"))
        await other.press("2")

        async def is_helped() -> bool:
            return not (await server.desk()).help

        await until(is_helped)
        await until(lambda: shows(desk, "Ask for help"))
        await idle(other)
        assert await other.notice() == "Help for Counter 3 is on its way."


async def test_help_is_asked_and_ended_by_the_same_key(server: ServerHere, desk: Driver) -> None:
    for is_asked in (True, False):
        await desk.press("!")

        async def is_so(expected: bool = is_asked) -> bool:
            return bool((await server.desk()).help) is expected

        await until(is_so)
        await idle(desk)


async def test_visitor_who_asks_at_a_kiosk_is_helped(server: ServerHere, hall: Driver) -> None:
    await server.post("/kiosks/kiosk-1/help")
    await until(lambda: shows(hall, "Kiosk 1 · 0 min"))
    await hall.press("!")
    await until(lambda: asks(hall, "Kiosk 1"))
    await hall.press("1")

    async def is_helped() -> bool:
        return not (await server.desk()).help

    await until(is_helped)


async def test_run_of_numbers_is_voided_after_it_was_seen(server: ServerHere, hall: Driver) -> None:
    numbers = [await draw(server, "kiosk-2") for _ in range(6)]
    await until(lambda: shows(hall, "Kiosk 2: 6 numbers in"))
    await hall.press("r")
    await until(lambda: asks(hall, "Void these numbers"))
    asked = (await hall.asked()).replace("\u2011", "-")
    assert all(number in asked for number in numbers)
    await hall.press("2")
    await until(lambda: asks(hall, "Taken by mistake"))
    await hall.press("1")

    async def are_void() -> bool:
        return not (await server.desk()).tickets

    await until(are_void)
    await until(lambda: shows(hall, "All is well"))
    await idle(hall)
    await hall.press("r")
    await until(hall.notice)
    assert await hall.notice() == "No run of numbers stands out."


async def test_harmless_run_is_shown_no_more_until_it_goes_on(
    server: ServerHere, hall: Driver
) -> None:
    numbers = [await draw(server, "kiosk-2") for _ in range(6)]
    await until(lambda: shows(hall, "Kiosk 2: 6 numbers in"))
    await hall.press("r")
    await until(lambda: asks(hall, "Harmless: show it no more"))
    await hall.press("1")
    await until(lambda: shows(hall, "All is well"))
    assert sorted(each.number for each in (await server.desk()).tickets) == sorted(numbers)
    await server.advance(seconds=20)
    await draw(server, "kiosk-2")
    await until(lambda: shows(hall, "Kiosk 2: 7 numbers in"))


async def draw(server: ServerHere, kiosk: str) -> str:
    """A number from a kiosk that says which it is."""
    body = {
        "command_id": secrets.token_urlsafe(12),
        "day": server.today,
        "ticket_id": secrets.token_hex(8),
        "token": secrets.token_urlsafe(16),
        "services": [MINE],
    }
    headers = {"Authorization": f"Bearer {await server.device_key('kiosk', kiosk)}"}
    async with server._session.post(f"{server.api}/tickets", json=body, headers=headers) as answer:
        reply = await answer.json()
        assert answer.status == 201, reply
        return str(reply["number"])


async def test_desk_reports_under_the_name_of_its_counter(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    """A desk that is known by its stream alone never counts as silent."""
    async with open_desk("7"):
        (office,) = server.running.offices
        devices = office.publisher.devices._devices

        async def has_reported() -> bool:
            return any(kind == "desk" and each.has_reported for (kind, _), each in devices.items())

        await until(has_reported)

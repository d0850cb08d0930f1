"""Words between colleagues, pauses until a time, slips that did not come out, finding a number."""

from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, until
from tests.desk.waiting import (
    MINE,
    OTHER,
    asks,
    counter,
    idle,
    open_with,
    press_until,
    shows,
    state,
    ticket,
)
from tests.server_fixture import ServerHere

NOTE = "Copy of the family card is <b>missing</b> [bold]see page 2[/]"


async def test_note_goes_along_with_a_transfer(server: ServerHere, open_desk: OpenDesk) -> None:
    async with open_desk(language="en") as desk:
        (number,) = await open_with(server, desk, MINE)
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "s", "serving")
        await desk.press("t")
        await until(lambda: asks(desk, "Civil certificate"))
        await desk.press("3")
        await until(lambda: asks(desk, "Note to the colleague"))
        await desk.enter(f"  {NOTE}  ")

        async def has_moved() -> bool:
            moved = await ticket(server, number)
            return moved is not None and moved.service == OTHER and moved.note_id is not None

        await until(has_moved)
    async with open_desk("8", language="en") as colleague:
        await colleague.press("o")
        await until(lambda: shows(colleague, "Call next"))
        await idle(colleague)
        await press_until(colleague, server, "n", "called", "8")
        await until(lambda: is_shown(colleague, NOTE))


async def is_shown(desk: Driver, words: str) -> bool:
    """Whether the words stand there, wherever their lines may break."""
    shown = "".join(line.split("│")[0] for line in (await desk.shown()).splitlines())
    return "".join(words.split()) in "".join(shown.split())


async def test_pause_ends_at_a_time_that_is_typed(server: ServerHere, desk: Driver) -> None:
    await open_with(server, desk)
    await desk.press("p")
    await until(lambda: asks(desk, "Paperwork"))
    await desk.press("2")
    await until(lambda: asks(desk, "At another time"))
    await desk.press("6")
    await until(lambda: asks(desk, "Esc"))
    await desk.enter("8.15")
    await until(lambda: asks(desk, "Please give a time later today"))
    await desk.press("Backspace")
    await desk.enter("10.15")

    async def is_paused() -> bool:
        back_at = (await counter(server)).back_at
        return back_at is not None and back_at.isoformat().startswith("2026")

    await until(is_paused)
    await until(lambda: shows(desk, "back at 10:15"))


async def test_slip_that_did_not_come_out_is_told(server: ServerHere, desk: Driver) -> None:
    given = await server.issue(MINE, confirm=False)
    await server.post(f"/tickets/{given.ticket_id}/confirm", slip="failed")
    await open_with(server, desk)
    await until(lambda: shows(desk, "no slip"))
    await press_until(desk, server, "n", "called")
    await until(lambda: shows(desk, "No slip came out. C gives a copy."))


async def test_numbers_are_found_while_they_are_typed(server: ServerHere, desk: Driver) -> None:
    first, second = await open_with(server, desk, MINE, MINE)
    await desk.press("/")
    await until(lambda: asks(desk, "Search"))
    await desk.press(first[0].lower())
    await until(lambda: asks(desk, second))
    assert first in await desk.asked()
    await desk.press("2")
    await until(lambda: lacks(desk, first))
    await desk.press("Enter")
    await until(lambda: asks(desk, "Void number"))
    assert second in await desk.asked()
    assert await state(server, second) == "waiting"


async def lacks(desk: Driver, words: str) -> bool:
    return words not in await desk.asked()


async def test_called_at_another_counter_is_listed(server: ServerHere, desk: Driver) -> None:
    await open_with(server, desk, MINE)
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    await until(lambda: shows(desk, "Called at other counters"))

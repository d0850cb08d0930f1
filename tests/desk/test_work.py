"""A clerk's day at either desk, by keys only, against the real server."""

from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, until
from tests.desk.waiting import (
    MINE,
    OTHER,
    asks,
    counter,
    idle,
    is_done_asking,
    lists,
    open_with,
    press_until,
    shows,
    state,
    ticket,
)
from tests.server_fixture import ServerHere


async def test_five_people_are_served_by_keys_alone(server: ServerHere, desk: Driver) -> None:
    numbers = await open_with(server, desk, *[MINE] * 5)
    assert await desk.queue() == numbers
    await press_until(desk, server, "n", "called")
    for number in numbers[:-1]:
        assert await desk.headline() == number
        await press_until(desk, server, "s", "serving")
        await press_until(desk, server, "f", "called")
    await press_until(desk, server, "s", "serving")
    await press_until(desk, server, "f", "none")
    assert [await state(server, number) for number in numbers] == ["done"] * 5
    assert (await counter(server)).served_today == 5
    assert [call.number for call in (await server.hall()).calls] == numbers[::-1]


async def test_held_visitor_is_taken_back_from_the_list(server: ServerHere, desk: Driver) -> None:
    first, _second = await open_with(server, desk, MINE, MINE)
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "h", "none")
    await desk.press("u")
    await until(desk.asked)
    assert first in await desk.asked()
    await press_until(desk, server, "1", "serving")
    assert await desk.headline() == first


async def test_visitor_is_sent_on_to_another_service(server: ServerHere, desk: Driver) -> None:
    (number,) = await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "s", "serving")
    await desk.press("t")
    await until(desk.asked)
    assert "Civil certificate" in await desk.asked()
    await desk.press("3")
    await until(lambda: asks(desk, "Note to the colleague"))
    await press_until(desk, server, "Enter", "none")
    moved = await ticket(server, number)
    assert moved is not None
    assert (moved.state, moved.service) == ("waiting", OTHER)


async def test_undo_takes_the_call_back(server: ServerHere, desk: Driver) -> None:
    (number,) = await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "z", "none")
    assert await state(server, number) == "waiting"
    await desk.press("z")
    await until(desk.notice)
    assert await desk.notice() == "There is nothing to undo."


async def test_nobody_comes_and_comes_back(server: ServerHere, desk: Driver) -> None:
    (number,) = await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await desk.press("x")
    await until(desk.notice)
    assert "Called 1 of 2 times so far" in await desk.notice()
    await server.advance(seconds=30)
    await desk.press("r")

    async def is_called_twice() -> bool:
        shown = await ticket(server, number)
        return shown is not None and shown.calls == 2

    await until(is_called_twice)
    await idle(desk)
    assert await desk.notice() == ""  # the success took it away
    await press_until(desk, server, "x", "none")
    assert await state(server, number) == "no_show"
    await desk.press("b")
    await until(desk.asked)
    await desk.press("1")

    async def waits() -> bool:
        return await state(server, number) == "waiting"

    await until(waits)


async def test_pause_asks_why_and_puts_the_called_one_back(
    server: ServerHere, desk: Driver
) -> None:
    first, _second = await open_with(server, desk, MINE, MINE)
    await press_until(desk, server, "n", "called")
    await desk.press("p")
    await until(desk.asked)
    assert "Paperwork" in await desk.asked()
    await desk.press("2")
    await until(lambda: asks(desk, "Back at"))
    await press_until(desk, server, "4", "none")
    mine = await counter(server)
    assert (mine.state, mine.pause_reason) == ("paused", "paperwork")
    await until(lambda: shows(desk, "back at 09:15"))
    assert (await ticket(server, first)).calls == 0  # type: ignore[union-attr]
    await until(lambda: shows(desk, "Paperwork"))
    await desk.press("o")

    async def is_open() -> bool:
        return (await counter(server)).state == "open"

    await until(is_open)
    await idle(desk)
    await press_until(desk, server, "n", "called")
    assert await desk.headline() == first


async def test_closing_with_a_visitor_at_the_counter_says_what_to_do(
    server: ServerHere, desk: Driver
) -> None:
    (number,) = await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "s", "serving")
    await desk.press("l")
    await until(desk.notice)
    assert await desk.notice() == f"{number} is still at this counter. Finish that first."
    await press_until(desk, server, "d", "none")
    await desk.press("l")

    async def is_closed() -> bool:
        return (await counter(server)).state == "closed"

    await until(is_closed)


async def test_copy_has_a_code_of_its_own_and_says_that_it_is_one(
    server: ServerHere, desk: Driver
) -> None:
    await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await desk.press("c")
    await until(desk.asked)
    assert "Ticket lost" in await desk.asked()
    await desk.press("1")
    await until(lambda: asks(desk, "Scan the code"))
    assert "Copy" in await desk.asked()


async def test_number_is_given_to_a_visitor_by_keys(server: ServerHere, desk: Driver) -> None:
    await open_with(server, desk)
    await desk.press("i")
    await until(lambda: asks(desk, "Collecting documents"))
    await desk.press("5", "1")  # Information first, then Collecting documents
    await desk.press("Enter")
    await until(lambda: asks(desk, "Please choose the reason."))
    await desk.press("ArrowRight", "Enter")
    await until(lambda: asks(desk, "Scan the code"))
    (given,) = (await server.desk()).tickets
    assert (given.state, given.service, given.services_after) == (
        "waiting",
        "informasi",
        ("pengambilan",),
    )


async def test_number_is_found_voided_and_then_told_to_be_void(
    server: ServerHere, desk: Driver
) -> None:
    _, second = await open_with(server, desk, MINE, MINE)
    await desk.press("/")
    await until(desk.asked)
    await desk.enter(second.replace("-0", "").lower())
    await until(lambda: asks(desk, "Void number"))
    await desk.press("v")
    await until(lambda: asks(desk, "Taken by mistake"))
    await desk.press("1")

    async def is_void() -> bool:
        return await state(server, second) == "void"

    await until(is_void)
    await idle(desk)
    await desk.press("/")
    await until(desk.asked)
    await desk.enter(second)
    await until(lambda: asks(desk, f"{second}: Void"))
    await desk.press("Escape")

    async def is_left() -> bool:
        return not await desk.asked()

    await until(is_left)


async def test_priority_is_set_for_the_ticket_chosen_in_the_list(
    server: ServerHere, desk: Driver
) -> None:
    numbers = await open_with(server, desk, MINE, MINE, MINE)
    await desk.press("ArrowDown", "ArrowDown")
    await desk.press("y")
    await until(lambda: asks(desk, "Set priority"))
    assert numbers[1] in await desk.asked()
    await desk.press("1")

    async def has_priority() -> bool:
        shown = await ticket(server, numbers[1])
        return shown is not None and shown.priority

    await until(has_priority)
    await until(lambda: shows(desk, "priority"))


async def test_service_is_interrupted_and_goes_on(server: ServerHere, desk: Driver) -> None:
    await open_with(server, desk, MINE)
    await desk.press("e")
    await until(lambda: asks(desk, "Interrupt or resume"))
    await desk.press("1")
    await until(lambda: asks(desk, "Network trouble"))
    await desk.press("2")
    await until(lambda: asks(desk, "30 minutes"))
    await desk.press("3")

    async def is_suspended() -> bool:
        return (await server.hall()).services[0].suspended

    await until(is_suspended)
    await until(lambda: shows(desk, "Interrupted: Collecting documents"))
    await idle(desk)
    await desk.press("e")
    await until(desk.asked)
    await desk.press("1")

    async def goes_on() -> bool:
        return not (await server.hall()).services[0].suspended

    await until(goes_on)


async def test_issuing_is_stopped_and_allowed(server: ServerHere, desk: Driver) -> None:
    await open_with(server, desk)
    for expected in (True, False):
        await desk.press("a")
        await until(desk.asked)
        await desk.press("2")

        async def is_so(expected: bool = expected) -> bool:
            return (await server.desk()).issuing_stopped is expected

        await until(is_so)
        await idle(desk)


async def test_day_ends_only_after_who_is_left_was_seen(server: ServerHere, desk: Driver) -> None:
    elsewhere = await server.issue(OTHER)  # left, too, though not for this counter
    numbers = await open_with(server, desk, MINE)
    await desk.press("q")
    await until(lambda: asks(desk, "2 visitors are left"))
    left = (await desk.asked()).replace("\u2011", "-")
    assert numbers[0] in left
    assert elsewhere.number in left
    await desk.press("Enter")  # "not now" comes first
    assert (await server.hall()).phase == "open"
    await until(lambda: is_done_asking(desk))
    late = await server.issue(MINE)
    await until(lambda: lists(desk, late.number))
    await idle(desk)
    await desk.press("q")
    await until(lambda: asks(desk, "3 visitors are left"))
    await desk.press("2")

    async def has_ended() -> bool:
        return (await server.hall()).phase == "ended"

    await until(has_ended)
    await until(lambda: shows(desk, "The day has ended"))
    await idle(desk)
    await desk.press("n")
    await until(desk.notice)
    assert "ended" in await desk.notice()


async def test_day_does_not_end_with_somebody_who_was_not_seen(
    server: ServerHere, desk: Driver
) -> None:
    await open_with(server, desk, MINE)
    await desk.press("q")
    await until(lambda: asks(desk, "1 visitor is left"))
    await server.issue(MINE)
    await desk.press("2")
    await until(desk.notice)
    assert await desk.notice() == "Visitors still left: 2. Please look at the list again."
    assert (await server.hall()).phase == "open"


async def test_language_changes_at_a_key(server: ServerHere, desk: Driver) -> None:
    await open_with(server, desk)
    assert "Call next" in await desk.shown()
    await desk.press("g")
    await until(lambda: shows(desk, "Panggil Berikutnya"))
    await desk.press("s")
    await until(desk.notice)
    assert "Belum ada nomor di loket ini" in await desk.notice()


async def test_keys_are_listed(desk: Driver) -> None:
    await desk.press("?")
    await until(lambda: asks(desk, "Finish and call next"))
    await desk.press("Escape")
    await until(lambda: is_done_asking(desk))


async def test_first_start_asks_for_the_counter_and_the_next_remembers_it(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(None, language="en") as desk:
        await until(lambda: asks(desk, "Counter 12"))
        await desk.press("7")
        await until(lambda: is_done_asking(desk))
        await until(lambda: shows(desk, "Open counter"))
        await desk.press("o")

        async def is_open() -> bool:
            return (await counter(server, "7")).state == "open"

        await until(is_open)

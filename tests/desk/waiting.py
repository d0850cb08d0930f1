"""What tests of the desk wait for, and look up at the server."""

from typing import Any

from protocol.snapshots import DeskCounter, DeskTicket
from tests.desk.driving import Driver, until
from tests.server_fixture import ServerHere

MINE = "pengambilan"  # a service of counter 3
OTHER = "akta"  # one that it does not give


async def counter(server: ServerHere, number: str = "3") -> DeskCounter:
    return next(each for each in (await server.desk()).counters if each.id == number)


async def ticket(server: ServerHere, number: str) -> DeskTicket | None:
    tickets = (await server.desk()).tickets
    return next((each for each in tickets if each.number == number), None)


async def state(server: ServerHere, number: str) -> str:
    return str((await server.get(f"/tickets/by-number/{number}"))["state"])


async def press_until(
    desk: Driver, server: ServerHere, key: str, state: str, number: str = "3"
) -> None:
    """Press a key and wait until the counter's ticket is in `state` and the desk shows it."""
    await desk.press(key)

    async def is_so() -> bool:
        tickets = {each.id: each for each in (await server.desk()).tickets}
        mine = await counter(server, number)
        in_hand = tickets[mine.ticket_id] if mine.ticket_id else None
        if (in_hand.state if in_hand else "none") != state:
            return False
        return in_hand is None or await desk.headline() == in_hand.number

    await until(is_so, f"{key} leads to {state}")
    await idle(desk)


async def idle(desk: Driver) -> None:
    """Wait until nothing is under way at the desk."""
    app: Any = getattr(desk, "app", None)
    page: Any = getattr(desk, "page", None)

    async def is_idle() -> bool:
        if app is not None:
            return not any(each.group == "flow" and not each.is_finished for each in app.workers)
        shown = page.locator("#main-action")
        return bool(await shown.get_attribute("aria-busy") == "false")

    await until(is_idle, "nothing is under way")


async def open_with(server: ServerHere, desk: Driver, *services: str) -> list[str]:
    """Numbers are given, and the counter opened by its key."""
    numbers = [(await server.issue(each)).number for each in services]
    await desk.press("o")

    async def is_open() -> bool:
        shows_all = set(numbers) <= {*await desk.queue()} if numbers else True
        return (await counter(server)).state == "open" and shows_all

    await until(is_open, "the counter is open")
    await idle(desk)
    return numbers


async def shows(desk: Driver, words: str) -> bool:
    return words in await desk.shown()


async def asks(desk: Driver, words: str) -> bool:
    return words in await desk.asked()


async def lists(desk: Driver, number: str) -> bool:
    return number in await desk.queue()


async def is_done_asking(desk: Driver) -> bool:
    return not await desk.asked()

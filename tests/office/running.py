"""A real office over a real journal, for tests of this room."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from msgspec import structs

from protocol.refusals import Refusal
from server.configuration import load_office
from server.journal.opening import open_journal
from server.office.clock import OfficeClock
from server.office.live_office import LiveOffice
from server.office.offices import open_offices
from server.office.orders import Order, Outcome, token_hash
from server.queueing import commands as c
from server.queueing.commands import BasedOn

EXAMPLE = Path(__file__).parents[2] / "examples" / "busy-day.toml"
NINE = datetime(2026, 6, 23, 2, tzinfo=UTC)
"""09.00 on the office's clock, on an open day."""

SERVICE, COUNTER = "pengambilan", "1"
_numbers = count(1)


def fresh_id(prefix: str = "id") -> str:
    """An id that no other call gets."""
    return f"{prefix}-{next(_numbers)}"


@asynccontextmanager
async def running_office(
    place: str | Path,
    at: datetime = NINE,
    speed: float = 1.0,
    file: Path = EXAMPLE,
    *,
    places: bool = False,
) -> AsyncIterator[LiveOffice]:
    """The example office on its clock, until the end of the block; `places`: in its lobby, too."""
    settings = load_office(file)
    if not places:
        settings = replace(settings, office=structs.replace(settings.office, hall=None))
    clock = OfficeClock(at, speed)
    async with (
        open_journal(place) as journal,
        open_offices([settings], journal, clock) as offices,
    ):
        office = offices.get(settings.office.id)
        assert office is not None
        yield office


async def send(office: LiveOffice, command: c.Command, command_id: str = "") -> Outcome | Refusal:
    """One order for today."""
    order = Order(command_id or fresh_id("command"), office.today(), "test", command)
    return await office.carry_out(order)


async def issue(office: LiveOffice, *, priority: bool = False, service: str = SERVICE) -> Outcome:
    """A waiting ticket."""
    ticket_id = fresh_id("ticket")
    command = c.IssueTicket(ticket_id, token_hash(ticket_id), (service,), priority)
    outcome = await send(office, command)
    assert isinstance(outcome, Outcome), outcome
    confirmed = await send(office, c.ConfirmTicket(ticket_id))
    assert isinstance(confirmed, Outcome), confirmed
    return outcome


async def based_on(office: LiveOffice, counter: str = COUNTER) -> BasedOn:
    """The counter as its screen would show it now."""
    desk = next(each for each in (await office.desk()).counters if each.id == counter)
    return BasedOn(desk.ticket_id, desk.last_call)


async def press(
    office: LiveOffice, action: type[c.CounterCommand], counter: str = COUNTER
) -> Outcome | Refusal:
    """One key at a counter's desk."""
    return await send(office, action(counter, await based_on(office, counter)))

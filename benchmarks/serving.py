"""One office at work, in a process of its own: `python -m benchmarks.serving`.

The question comes on its input, the answer goes to its output, both as JSON.
The office as the server runs it, with its journal, but without HTTP: what is measured is deciding
and keeping, one command after the other, each with its own commit.
"""

import asyncio
import sys
import time
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from benchmarks.options import OFFICE_FILE
from protocol.refusals import Refusal
from server.configuration import load_office
from server.journal.opening import open_journal
from server.office.clock import OfficeClock
from server.office.live_office import LiveOffice
from server.office.offices import open_offices
from server.office.orders import Order, token_hash
from server.queueing import commands as c
from terminal.identity import new_command_id, new_ticket_id, new_token

COUNTER = "12"
SERVICES = ("pengambilan", "permohonan", "perubahan", "akta", "informasi")
START = time_of_day(9, 0)
SPEED = 600.0
"""A visit of milliseconds must last seconds: whoever was served needs some to leave the hall."""


class Question(Struct, frozen=True):
    """Which journal, a day that is not in it yet, and how many visitors to serve."""

    database: str
    day: date
    visitors: int
    warm_up: int


class Found(Struct, frozen=True):
    """Medians in seconds, and the processor's seconds for one visitor's four commands."""

    opened: float  # journal and day, until the first snapshot
    issue: float
    confirm: float
    call: float
    finish: float
    processor: float


class RefusedError(Exception):
    """The office did not do what was asked."""


async def serve_visitors(office: LiveOffice, question: Question) -> dict[str, list[float]]:
    """Each visitor takes a number, confirms it, is called and leaves. Seconds by command."""
    seconds: dict[str, list[float]] = {"issue": [], "confirm": [], "call": [], "finish": []}

    async def carry_out(what: str, command: c.Command) -> int | None:
        order = Order(new_command_id(), question.day, "desk:desk-12", command)
        began = time.perf_counter()
        outcome = await office.carry_out(order)
        seconds[what].append(time.perf_counter() - began)
        if isinstance(outcome, Refusal):
            raise RefusedError(f"{what}: {outcome}")
        return outcome.call

    await carry_out("call", c.OpenCounter(COUNTER, c.BasedOn()))
    seconds["call"].clear()
    last_call = None
    for index in range(question.visitors):
        ticket_id, services = new_ticket_id(), (SERVICES[index % len(SERVICES)],)
        await carry_out("issue", c.IssueTicket(ticket_id, token_hash(new_token()), services))
        await carry_out("confirm", c.ConfirmTicket(ticket_id))
        last_call = await carry_out("call", c.CallNext(COUNTER, c.BasedOn(None, last_call)))
        await carry_out("finish", c.FinishService(COUNTER, c.BasedOn(ticket_id, last_call)))
    return seconds


async def work(question: Question) -> Found:
    """Open, warm up, serve."""
    settings = load_office(OFFICE_FILE)
    start = datetime.combine(question.day, START, ZoneInfo(settings.office.timezone))
    began = time.perf_counter()
    async with (
        open_journal(Path(question.database)) as journal,
        open_offices([settings], journal, OfficeClock(start, SPEED)) as offices,
    ):
        office = offices.get(settings.office.id)
        assert office is not None
        await office.hall()
        opened = time.perf_counter() - began
        processor = time.process_time()
        seconds = await serve_visitors(office, question)
        processor = (time.process_time() - processor) / question.visitors
    middle = {what: median(values[question.warm_up :]) for what, values in seconds.items()}
    return Found(opened=opened, processor=processor, **middle)


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    print(msgspec.json.encode(asyncio.run(work(asked))).decode())

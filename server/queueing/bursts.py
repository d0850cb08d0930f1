"""Rules of bursts: a kiosk that gives many numbers in a row is slowed, and staff see the run.

Only the last few numbers of each kiosk are kept at hand, so the rule costs the same all day.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import IssueTicket
from server.queueing.day import Day, Drawn
from server.queueing.events import Record, TicketIssued
from server.queueing.office import BurstRules
from server.queueing.ticket import LEAVABLE, Ticket


def too_many_at_once(day: Day, command: IssueTicket, now: datetime) -> Refusal | None:
    """A refusal while the kiosk must wait after a burst. What staff give is never slowed."""
    if command.kiosk is None or command.reason is not None:
        return None
    rules = day.office.bursts
    drawn = day.drawn.get(command.kiosk, ())
    if not _burst(drawn, rules):
        return None
    remaining = rules.wait_seconds - (now - drawn[-1].at).total_seconds()
    if remaining <= 0:
        return None
    return Refusal(RefusalCode.TOO_MANY_AT_ONCE, {"seconds": -int(-remaining // 1)})


def note_drawn(day: Day, event: TicketIssued, record: Record) -> None:
    """Apply: a kiosk has given a number; in a burst it belongs to a run."""
    rules = day.office.bursts
    if event.kiosk is None or event.reason is not None or not rules.numbers:
        return
    before = day.drawn.get(event.kiosk, ())
    drawn = (*before, Drawn(record.at, event.ticket_id))[-rules.numbers :]
    day.drawn[event.kiosk] = drawn
    if burst := _burst(drawn, rules):
        _join_run(day.runs.setdefault(event.kiosk, []), [each.ticket_id for each in burst])


def runs_left(day: Day) -> Iterator[tuple[str, list[Ticket]]]:
    """The runs that staff should look at: the kiosk, and what can still be taken out.

    One that was dismissed is among them again, as a whole, once a number has joined it.
    """
    for kiosk, runs in day.runs.items():
        for ticket_ids in runs:
            tickets = [day.tickets[ticket_id] for ticket_id in ticket_ids]
            left = [ticket for ticket in tickets if ticket.state in LEAVABLE]
            if any(ticket.id not in day.dismissed for ticket in left):
                yield kiosk, left


def _burst(drawn: Sequence[Drawn], rules: BurstRules) -> Sequence[Drawn]:
    """The last numbers of a kiosk, if they came in a burst; else none."""
    if not rules.numbers or len(drawn) < rules.numbers:
        return ()
    last = drawn[-rules.numbers :]
    took = (last[-1].at - last[0].at).total_seconds()
    return last if took <= rules.seconds else ()


def _join_run(runs: list[list[str]], burst: list[str]) -> None:
    """Bursts that share a number are one run."""
    if runs and runs[-1][-1] in burst:
        runs[-1] += burst[burst.index(runs[-1][-1]) + 1 :]
    else:
        runs.append(burst)

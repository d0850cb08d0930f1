"""The ticket in a counter's hand: taking it up, letting it go, and what undo remembers of both."""

import msgspec

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import CounterCommand
from server.queueing.counters import not_open, out_of_date
from server.queueing.day import Day, LastCommand
from server.queueing.events import Record
from server.queueing.ticket import Ticket


def ticket_in_hand(day: Day, command: CounterCommand) -> Ticket | Refusal:
    """What the counter has in hand, if the screen is right and the counter open."""
    refusal = out_of_date(day, command) or not_open(day, command.counter)
    if refusal:
        return refusal
    return day.in_hand(command.counter) or Refusal(RefusalCode.NO_TICKET_IN_HAND)


def take_in_hand(day: Day, record: Record, counter_id: str, before: Ticket, after: Ticket) -> None:
    """Apply: `after` is in the counter's hand (again, or in another state)."""
    _change(day, record, counter_id, before, after, after.id)


def leave_hand(day: Day, record: Record, counter_id: str, before: Ticket, after: Ticket) -> None:
    """Apply: the counter's hands are free, and the ticket is as in `after`."""
    _change(day, record, counter_id, before, after, None)


def leave_aside(day: Day, record: Record, counter_id: str, before: Ticket, after: Ticket) -> None:
    """Apply: the counter's hands are as they were; the ticket is one that it acted upon."""
    _change(day, record, counter_id, before, after, day.counters[counter_id].ticket_id)


def _change(
    day: Day,
    record: Record,
    counter_id: str,
    before: Ticket,
    after: Ticket,
    in_hand: str | None,
) -> None:
    """One step of the counter's last command, kept with what came before it."""
    counter = day.counters[counter_id]
    line = day.lines[before.service]
    last = counter.last
    if last is None or last.command_id != record.command_id:
        last = LastCommand(
            command_id=record.command_id,
            last_version=record.version,
            tickets_before=(),
            hand_before=counter.ticket_id,
            served_before=counter.served,
        )
    if before.id not in {ticket.id for ticket in last.tickets_before}:
        last = msgspec.structs.replace(last, tickets_before=(*last.tickets_before, before))
    if after.call != before.call:
        last = msgspec.structs.replace(
            last,
            balance_before=line.balance,
            balance_service=before.service,
            balance_version=record.version,
        )
    day.put(after)
    last = msgspec.structs.replace(last, last_version=record.version)
    day.put_counter(counter_id, ticket_id=in_hand, last=last)
    if in_hand is None and day.hall is not None:
        day.put_counter(counter_id, free_since=record.at)

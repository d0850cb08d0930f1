"""Undo: the counter's last command taken back, as long as nobody has built on it.

Explicit compensating events carry the state returned to. Versions and call numbers stay, and so
does a share that others have used since. A timer begins anew: a missed call that was taken back
would otherwise be missed again at once.
"""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import UndoLast
from server.queueing.counters import not_open, out_of_date
from server.queueing.day import Day, LastCommand
from server.queueing.events import Event, Record, TicketRestored

_KEPT = ("slip", "phone_hash", "party_size", "contacts")


def undo_last(day: Day, command: UndoLast, now: datetime) -> list[Event] | Refusal:
    """The tickets of the counter's last command as they were before it, the last one first."""
    if refusal := out_of_date(day, command) or not_open(day, command.counter):
        return refusal
    last = day.counters[command.counter].last
    if last is None:
        return Refusal(RefusalCode.NOTHING_TO_UNDO)
    if any(day.tickets[ticket.id].touched > last.last_version for ticket in last.tickets_before):
        return Refusal(RefusalCode.TOO_LATE_TO_UNDO)
    balance = _balance_to_restore(day, last)
    restored = [
        TicketRestored(
            ticket.id,
            command.counter,
            replace(ticket, restored_at=now),
            last.hand_before,
            served=last.served_before,
        )
        for ticket in reversed(last.tickets_before)
    ]
    if balance is not None:
        restored[0] = replace(restored[0], balance=balance, balance_service=last.balance_service)
    return list(restored)


def ticket_restored(day: Day, event: TicketRestored, record: Record) -> None:
    """Apply. There is no undo of an undo, nor of what a counter's command does not change.

    That is a slip's news, a phone's claim, how many came together, and that personal data was
    erased.
    """
    now = day.tickets[event.ticket_id]
    kept = {name: getattr(now, name) for name in _KEPT}
    day.put(replace(event.ticket, **kept))
    day.put_counter(event.counter, ticket_id=event.in_hand, served=event.served, last=None)
    if event.balance is not None and event.balance_service is not None:
        line = day.lines[event.balance_service]
        line.balance, line.balance_moved_at = event.balance, record.version


def _balance_to_restore(day: Day, last: LastCommand) -> int | None:
    """The share before the call, if that call moved it and nobody has used it since."""
    if last.balance_before is None or last.balance_service is None:
        return None
    line = day.lines[last.balance_service]
    return last.balance_before if line.balance_moved_at == last.balance_version else None

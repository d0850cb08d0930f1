"""Rules of runs that are harmless: staff have looked, and need not be shown them any more."""

from datetime import datetime

from protocol.refusals import Refusal, RefusalCode
from server.queueing.bursts import runs_left
from server.queueing.commands import DismissRun
from server.queueing.day import Day
from server.queueing.events import Event, Record, RunDismissed
from server.queueing.tickets import known


def dismiss(day: Day, command: DismissRun, now: datetime) -> list[Event] | Refusal:
    """Staff have looked at a run and find it harmless; every number of it counts as before."""
    for ticket_id in command.ticket_ids:
        if isinstance(ticket := known(day, ticket_id), Refusal):
            return ticket
    shown = {ticket.id for _, tickets in runs_left(day) for ticket in tickets}
    seen = tuple(each for each in dict.fromkeys(command.ticket_ids) if each in shown)
    return [RunDismissed(seen)] if seen else Refusal(RefusalCode.NOTHING_TO_DISMISS)


def run_dismissed(day: Day, event: RunDismissed, record: Record) -> None:
    """Apply."""
    day.dismissed.update(event.ticket_ids)

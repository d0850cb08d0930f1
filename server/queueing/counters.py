"""Rules of counters: opening, closing and pausing, and what every command from a desk must show."""

from datetime import datetime

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import CloseCounter, CounterCommand, OpenCounter, PauseCounter
from server.queueing.day import CounterState, Day
from server.queueing.events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Event,
    Record,
    TicketPutBack,
)
from server.queueing.helping import counter_place
from server.queueing.moments import not_ahead
from server.queueing.reasons import unknown_reason
from server.queueing.ticket import TicketState


def out_of_date(day: Day, command: CounterCommand) -> Refusal | None:
    """A refusal if there is no such counter, or the sender's screen does not show it as it is."""
    counter = day.counters.get(command.counter)
    if counter is None or day.office.counter(command.counter) is None:
        return Refusal(RefusalCode.COUNTER_UNKNOWN, {"counter": command.counter})
    shown = command.based_on
    if (shown.ticket_id, shown.call) != (counter.ticket_id, counter.last_call):
        return Refusal(RefusalCode.SCREEN_OUT_OF_DATE)
    return None


def not_open(day: Day, counter_id: str) -> Refusal | None:
    """A refusal if the counter is closed or paused."""
    params = {"counter": day.counter(counter_id).number}
    match day.counters[counter_id].state:
        case CounterState.CLOSED:
            return Refusal(RefusalCode.COUNTER_CLOSED, params)
        case CounterState.PAUSED:
            return Refusal(RefusalCode.COUNTER_PAUSED, params)
    return None


def open_(day: Day, command: OpenCounter, now: datetime) -> list[Event] | Refusal:
    """Calls may come from here."""
    if refusal := out_of_date(day, command):
        return refusal
    if day.counters[command.counter].state is CounterState.OPEN:
        return _already(day, command, RefusalCode.COUNTER_ALREADY_OPEN)
    return [CounterOpened(command.counter)]


def close(day: Day, command: CloseCounter, now: datetime) -> list[Event] | Refusal:
    """No more calls from here; whoever was called goes back to the head."""
    if refusal := out_of_date(day, command):
        return refusal
    if day.counters[command.counter].state is CounterState.CLOSED:
        return _already(day, command, RefusalCode.COUNTER_ALREADY_CLOSED)
    returned = _put_back(day, command.counter)
    if isinstance(returned, Refusal):
        return returned
    return [*returned, CounterClosed(command.counter)]


def pause(day: Day, command: PauseCounter, now: datetime) -> list[Event] | Refusal:
    """No calls from here for a while; whoever was called goes back to the head."""
    if refusal := out_of_date(day, command):
        return refusal
    if command.reason is not None and (
        refusal := unknown_reason(day.office.reasons.pause, command.reason)
    ):
        return refusal
    if refusal := not_ahead(day, command.back_at, now):
        return refusal
    match day.counters[command.counter].state:
        case CounterState.CLOSED:
            return _already(day, command, RefusalCode.COUNTER_CLOSED)
        case CounterState.PAUSED:
            return _already(day, command, RefusalCode.COUNTER_ALREADY_PAUSED)
    returned = _put_back(day, command.counter)
    if isinstance(returned, Refusal):
        return returned
    return [*returned, CounterPaused(command.counter, command.reason, command.back_at)]


def counter_opened(day: Day, event: CounterOpened, record: Record) -> None:
    """Apply."""
    _change(day, event.counter, CounterState.OPEN, record)
    if day.hall is not None:
        day.put_counter(event.counter, free_since=record.at)


def counter_closed(day: Day, event: CounterClosed, record: Record) -> None:
    """Apply: nobody is there who could still be helped."""
    _change(day, event.counter, CounterState.CLOSED, record)
    day.help.pop(counter_place(event.counter), None)


def counter_paused(day: Day, event: CounterPaused, record: Record) -> None:
    """Apply."""
    _change(day, event.counter, CounterState.PAUSED, record)
    day.put_counter(event.counter, pause_reason=event.reason, back_at=event.back_at)


def _change(day: Day, counter_id: str, state: CounterState, record: Record) -> None:
    day.put_counter(
        counter_id, state=state, since=record.at, pause_reason=None, back_at=None, last=None
    )


def _already(day: Day, command: CounterCommand, code: RefusalCode) -> Refusal:
    return Refusal(code, {"counter": day.counter(command.counter).number})


def _put_back(day: Day, counter_id: str) -> list[Event] | Refusal:
    """What becomes of a ticket in hand when its counter stops; whoever is served is finished."""
    ticket = day.in_hand(counter_id)
    if ticket is None:
        return []
    if ticket.state is TicketState.SERVING:
        return Refusal(RefusalCode.FINISH_FIRST, {"number": ticket.number})
    return [TicketPutBack(ticket.id, counter_id)]

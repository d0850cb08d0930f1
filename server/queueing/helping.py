"""Rules of asking for help: somebody at a counter or a kiosk needs a member of staff.

A place asks once, however often the key is pressed; anybody of the staff ends it. It changes
nobody's turn.
"""

from datetime import datetime

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import AskForHelp, EndHelp
from server.queueing.day import Day, Help
from server.queueing.events import Event, HelpEnded, HelpRequested, Record

_COUNTER, _KIOSK = "counter:", "kiosk:"


def counter_place(counter_id: str) -> str:
    """A counter as a place where help is needed."""
    return _COUNTER + counter_id


def kiosk_place(name: str) -> str:
    """A kiosk as a place where help is needed."""
    return _KIOSK + name


def ask(day: Day, command: AskForHelp, now: datetime) -> list[Event] | Refusal:
    """Asking again changes nothing, unless it says now which visit it is about."""
    counter_id = command.place.removeprefix(_COUNTER)
    if command.place.startswith(_COUNTER) and day.office.counter(counter_id) is None:
        return Refusal(RefusalCode.COUNTER_UNKNOWN, {"counter": counter_id})
    if command.about is not None and command.about not in day.tickets:
        return Refusal(RefusalCode.TICKET_UNKNOWN)
    asked = day.help.get(command.place)
    if asked is not None and command.about in {None, asked.about}:
        return []
    return [HelpRequested(command.place, command.about)]


def end(day: Day, command: EndHelp, now: datetime) -> list[Event] | Refusal:
    """Help has come, or is not needed any more."""
    if command.place not in day.help:
        return Refusal(RefusalCode.HELP_NOT_ASKED)
    return [HelpEnded(command.place)]


def help_requested(day: Day, event: HelpRequested, record: Record) -> None:
    """Apply: whoever asked already has waited since then."""
    asked = day.help.get(event.place)
    day.help[event.place] = Help(asked.since if asked else record.at, event.about)


def help_ended(day: Day, event: HelpEnded, record: Record) -> None:
    """Apply."""
    del day.help[event.place]

"""What a desk wants of its counter: a part of `commands`."""

from server.queueing.command import BasedOn, Command
from server.queueing.schedule import Moment


class CounterCommand(Command, frozen=True):
    """Base of what a desk does at its counter."""

    counter: str
    based_on: BasedOn


class OpenCounter(CounterCommand, frozen=True):
    """Begin, or go on after a pause."""


class CloseCounter(CounterCommand, frozen=True):
    """End work at the counter; a called ticket goes back to the head."""


class PauseCounter(CounterCommand, frozen=True):
    """Stop for a while; a called ticket goes back to the head without counting the call."""

    reason: str | None = None
    back_at: Moment | None = None  # only what visitors and staff are told


class CallNext(CounterCommand, frozen=True):
    """Call whoever is next at this counter."""


class FinishAndNext(CounterCommand, frozen=True):
    """Finish the ticket in hand and call the next, in one step. Nobody waiting is no refusal."""


class Recall(CounterCommand, frozen=True):
    """Say and show the call again."""


class StartService(CounterCommand, frozen=True):
    """The visitor has come."""


class FinishService(CounterCommand, frozen=True):
    """The visitor is served with this service."""


class MarkNoShow(CounterCommand, frozen=True):
    """The visitor has not come."""


class HoldTicket(CounterCommand, frozen=True):
    """Set the ticket in hand aside for a while."""


class ResumeTicket(CounterCommand, frozen=True):
    """Take a held ticket back: in hand if the hands are free, else to the head of its line."""

    ticket_id: str


class TransferTicket(CounterCommand, frozen=True):
    """Send the ticket in hand to wait for another service, with its number and seniority."""

    service: str
    note_id: str | None = None  # of a word to the colleague there, which is no part of the day


class ReleaseCounter(CounterCommand, frozen=True):
    """A supervisor pauses a forgotten counter; whoever is called or served goes to the head."""


class UndoLast(CounterCommand, frozen=True):
    """Take back the counter's last command, while nobody has built on it."""

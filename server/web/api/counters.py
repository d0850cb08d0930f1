"""What a desk does at its counter. Each command says what its screen showed (`based_on`)."""

from typing import TypeVar

from protocol.commands import AssignBody, CounterBody, PauseBody, ResumeBody, TransferBody
from protocol.replies import CommandReply
from server.journal.texts import Text, TextKind
from server.queueing import commands
from server.queueing.commands import BasedOn, CounterCommand
from server.web.requests.office_request import OfficeRequest, in_utc
from server.web.requests.words import checked_words


async def open_counter(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Begin work, or go on after a pause."""
    return await request.order(body, _at(request, body, commands.OpenCounter))


async def close_counter(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """End work; a called ticket goes back to the head of its line."""
    return await request.order(body, _at(request, body, commands.CloseCounter))


async def pause_counter(request: OfficeRequest, body: PauseBody) -> CommandReply:
    """Stop for a while; a called ticket goes back without the call being counted."""
    command = commands.PauseCounter(
        request["counter"], _based_on(body), body.reason, in_utc(body.back_at)
    )
    return await request.order(body, command)


async def call_next(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Call whoever is next at this counter."""
    return await request.order(body, _at(request, body, commands.CallNext))


async def finish_and_next(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Finish the ticket in hand and call the next, in one step."""
    return await request.order(body, _at(request, body, commands.FinishAndNext))


async def recall(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Say and show the call again."""
    return await request.order(body, _at(request, body, commands.Recall))


async def start_service(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """The visitor has come."""
    return await request.order(body, _at(request, body, commands.StartService))


async def finish_service(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """The visitor is served with this service."""
    return await request.order(body, _at(request, body, commands.FinishService))


async def mark_no_show(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """The visitor has not come."""
    return await request.order(body, _at(request, body, commands.MarkNoShow))


async def hold_ticket(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Set the ticket in hand aside for a while."""
    return await request.order(body, _at(request, body, commands.HoldTicket))


async def resume_ticket(request: OfficeRequest, body: ResumeBody) -> CommandReply:
    """Take a held ticket back."""
    command = commands.ResumeTicket(request["counter"], _based_on(body), body.ticket_id)
    return await request.order(body, command)


async def transfer_ticket(request: OfficeRequest, body: TransferBody) -> CommandReply:
    """Send the ticket in hand to wait for another service, with a note to the colleague."""
    note = None
    if body.note is not None:
        note = Text(TextKind.NOTE, body.command_id, checked_words(body.note))
    command = commands.TransferTicket(
        request["counter"], _based_on(body), body.service, note.id if note else None
    )
    return await request.order(body, command, note)


async def release_counter(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Pause a forgotten counter; whoever it had in hand goes back to the head of the line."""
    return await request.order(body, _at(request, body, commands.ReleaseCounter))


async def assign_services(request: OfficeRequest, body: AssignBody) -> CommandReply:
    """Let a counter serve other services for the rest of the day."""
    return await request.order(body, commands.AssignServices(request["counter"], body.services))


async def undo_last(request: OfficeRequest, body: CounterBody) -> CommandReply:
    """Take back the counter's last command, while nobody has built on it."""
    return await request.order(body, _at(request, body, commands.UndoLast))


C = TypeVar("C", bound=CounterCommand)


def _at(request: OfficeRequest, body: CounterBody, command: type[C]) -> C:
    """A command that needs nothing but its counter and what the screen showed."""
    return command(request["counter"], _based_on(body))


def _based_on(body: CounterBody) -> BasedOn:
    return BasedOn(body.based_on.ticket_id, body.based_on.call)

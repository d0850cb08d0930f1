"""What the desk sends: the path and body of each command, and the reply that it expects.

Each post has an id of its own, so that the client may send it again, and what the screen
showed. Pure but for the ids, which are chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec import Struct

from desk.overview import split_place
from desk.situation import Situation
from protocol.commands import (
    AssignBody,
    BasedOnBody,
    CommandBody,
    CounterBody,
    DismissRunBody,
    EndDayBody,
    HelpBody,
    IssueBody,
    NoticeBody,
    PartyBody,
    PauseBody,
    PriorityBody,
    ProfileBody,
    ReasonBody,
    ReprintBody,
    ResumeBody,
    SuspendBody,
    TransferBody,
    VoidRunBody,
)
from protocol.replies import CommandReply, ContactsReply, IssueReply
from protocol.snapshots import DeskCounter, DeskTicket, RunView
from terminal.identity import new_command_id, new_ticket_id, new_token


@dataclass(frozen=True)
class Post:
    """One command, ready to be sent; `path` is relative to the office."""

    path: str
    body: CommandBody
    reply: type[Any] = CommandReply


class IssueForm(Struct, frozen=True):
    """What a clerk has filled in for a visitor without a kiosk."""

    services: tuple[str, ...]
    priority: bool
    party_size: int
    language: str
    reason: str


def counter_post(action_id: str, situation: Situation) -> Post:
    """An action at the counter that needs nothing more."""
    return _at_counter(action_id, situation, CounterBody)


def pause_post(situation: Situation, reason: str | None, back_at: datetime | None) -> Post:
    """A pause; an office without reasons asks for none. `back_at`: None where it is not known."""
    return _at_counter("pause", situation, PauseBody, reason=reason, back_at=back_at)


def resume_post(situation: Situation, ticket_id: str) -> Post:
    """Take a held ticket back."""
    return _at_counter("resume", situation, ResumeBody, ticket_id=ticket_id)


def transfer_post(situation: Situation, service_id: str, note: str | None) -> Post:
    """Send the ticket in hand to another service, with or without a word to the colleague."""
    return _at_counter("transfer", situation, TransferBody, service=service_id, note=note)


def help_post(situation: Situation) -> Post:
    """Ask for somebody at this counter."""
    if situation.counter is None:
        raise ValueError("no counter is chosen")
    hand = situation.hand
    body = HelpBody(**_common(situation), ticket_id=hand.id if hand else None)
    return Post(f"counters/{situation.counter.id}/help", body)


def help_end_post(situation: Situation, place: str) -> Post:
    """Somebody is there, or on the way."""
    kind, name = split_place(place)
    room = "counters" if kind == "counter" else "kiosks"
    return Post(f"{room}/{name}/help-end", CommandBody(**_common(situation)))


def release_post(situation: Situation, state: DeskCounter) -> Post:
    """Free a forgotten counter, as the screen showed it."""
    based_on = BasedOnBody(state.ticket_id, state.last_call)
    body = CounterBody(**_common(situation), based_on=based_on)
    return Post(f"counters/{state.id}/release", body)


def assign_post(situation: Situation, counter_id: str, services: Sequence[str]) -> Post:
    """What a counter serves for the rest of the day."""
    body = AssignBody(**_common(situation), services=tuple(services))
    return Post(f"counters/{counter_id}/assign", body)


def notice_post(situation: Situation, words: dict[str, str], until: datetime | None) -> Post:
    """A sentence for the hall, until a moment or until it is ended."""
    body = NoticeBody(**_common(situation), notice_id=new_command_id(), words=words, until=until)
    return Post("notices", body)


def end_notice_post(situation: Situation, notice_id: str) -> Post:
    """The hall need not read it any longer."""
    return Post(f"notices/{notice_id}/end", CommandBody(**_common(situation)))


def void_run_post(situation: Situation, run: RunView, reason: str) -> Post:
    """Take the numbers of a run out, all at once."""
    body = VoidRunBody(**_common(situation), ticket_ids=run.ticket_ids, reason=reason)
    return Post("tickets/void-run", body)


def dismiss_run_post(situation: Situation, run: RunView) -> Post:
    """The run as it was shown is harmless."""
    body = DismissRunBody(**_common(situation), ticket_ids=run.ticket_ids)
    return Post("tickets/dismiss-run", body)


def issue_post(situation: Situation, form: IssueForm) -> Post:
    """A number for a visitor; the desk makes the ticket's id and secret."""
    body = IssueBody(
        **_common(situation),
        ticket_id=new_ticket_id(),
        token=new_token(),
        services=form.services,
        priority=form.priority,
        language=form.language,
        party_size=form.party_size,
        reason=form.reason,
    )
    return Post("tickets", body, IssueReply)


def reprint_post(situation: Situation, ticket: DeskTicket, reason: str) -> Post:
    """A copy of the slip, with a secret of its own."""
    body = ReprintBody(**_common(situation), reason=reason, token=new_token())
    return Post(f"tickets/{ticket.id}/reprint", body, IssueReply)


def void_post(situation: Situation, ticket: DeskTicket, reason: str) -> Post:
    """Take a number out."""
    return Post(f"tickets/{ticket.id}/void", ReasonBody(**_common(situation), reason=reason))


def show_contacts_post(situation: Situation, ticket: DeskTicket, reason: str) -> Post:
    """See the visitor's personal data in full."""
    body = ReasonBody(**_common(situation), reason=reason)
    return Post(f"tickets/{ticket.id}/contacts/show", body, ContactsReply)


def erase_contacts_post(situation: Situation, ticket: DeskTicket) -> Post:
    """Keep nothing personal of the visitor any longer."""
    return Post(f"tickets/{ticket.id}/erase-contacts", CommandBody(**_common(situation)))


def priority_post(situation: Situation, ticket: DeskTicket, reason: str) -> Post:
    """The other class than the one that the screen showed."""
    body = PriorityBody(**_common(situation), priority=not ticket.priority, reason=reason)
    return Post(f"tickets/{ticket.id}/priority", body)


def return_post(situation: Situation, ticket: DeskTicket) -> Post:
    """Back into the queue after a missed call."""
    return Post(f"tickets/{ticket.id}/return", CommandBody(**_common(situation)))


def party_post(situation: Situation, ticket: DeskTicket, people: int) -> Post:
    """So many came together under one number."""
    body = PartyBody(**_common(situation), party_size=people)
    return Post(f"tickets/{ticket.id}/party", body)


def profile_post(situation: Situation, profile_id: str) -> Post:
    """Other health rules from now on."""
    return Post("profile", ProfileBody(**_common(situation), profile=profile_id))


def spot_post(situation: Situation, spot: int, *, is_blocked: bool) -> Post:
    """Close a place, or open it where the screen showed it closed."""
    action = "unblock" if is_blocked else "block"
    return Post(f"spots/{spot}/{action}", CommandBody(**_common(situation)))


def suspend_post(
    situation: Situation, service_id: str, reason: str, until: datetime | None
) -> Post:
    """No calls and numbers for a service for now."""
    body = SuspendBody(**_common(situation), reason=reason, until=until)
    return Post(f"services/{service_id}/suspend", body)


def resume_service_post(situation: Situation, service_id: str) -> Post:
    """The service goes on."""
    return Post(f"services/{service_id}/resume", CommandBody(**_common(situation)))


def issuing_post(situation: Situation) -> Post:
    """Stop the giving of numbers, or allow it where it is stopped."""
    action = "allow-issuing" if situation.snapshot.issuing_stopped else "stop-issuing"
    return Post(f"day/{action}", CommandBody(**_common(situation)))


def end_day_post(situation: Situation) -> Post:
    """End the day, with the count of those left that the screen showed."""
    return Post("day/end", EndDayBody(**_common(situation), left=situation.snapshot.left))


def _at_counter(action: str, situation: Situation, kind: type[CounterBody], **more: Any) -> Post:
    if situation.counter is None:
        raise ValueError("no counter is chosen")
    body = kind(**_common(situation), based_on=situation.based_on, **more)
    return Post(f"counters/{situation.counter.id}/{action}", body)


def _common(situation: Situation) -> dict[str, Any]:
    return {"command_id": new_command_id(), "day": situation.snapshot.hall.id.day}

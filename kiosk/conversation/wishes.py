"""What one visitor wants, and the one request that it becomes. Pure but for the new ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from personal.kinds import Kind
from protocol.commands import (
    CommandBody,
    ConfirmBody,
    ContactsBody,
    HelpBody,
    IssueBody,
    ReprintBody,
)
from terminal.identity import new_command_id, new_ticket_id, new_token


@dataclass(frozen=True)
class Wish:
    """The services of one visit in the order chosen, and the answers given."""

    services: tuple[str, ...]
    priority: bool
    language: str
    party_size: int = 1
    contacts: Mapping[Kind, str] = field(default_factory=dict, repr=False)


def make_issue(wish: Wish, day: date) -> IssueBody:
    """The request for a number. Make it once for a press, and send the same again if need be."""
    return IssueBody(
        command_id=new_command_id(),
        day=day,
        ticket_id=new_ticket_id(),
        token=new_token(),
        services=wish.services,
        priority=wish.priority,
        language=wish.language,
        party_size=wish.party_size,
        contacts=_contacts(wish),
    )


def _contacts(wish: Wish) -> ContactsBody | None:
    if not wish.contacts:
        return None
    return ContactsBody(phone=wish.contacts.get(Kind.PHONE), nik=wish.contacts.get(Kind.NIK))


def make_confirm(day: date, slip: Literal["shown", "printed", "assumed", "failed"]) -> ConfirmBody:
    """The word that the visitor has the number, and what became of the paper."""
    return ConfirmBody(command_id=new_command_id(), day=day, slip=slip)


def make_reprint(day: date) -> ReprintBody:
    """The request for a copy. Make it once for a press."""
    return ReprintBody(command_id=new_command_id(), day=day, reason="kiosk", token=new_token())


def make_help(day: date) -> HelpBody:
    """A call for staff before there is a number."""
    return HelpBody(command_id=new_command_id(), day=day)


def make_command(day: date) -> CommandBody:
    """A request without particulars: cancel, return."""
    return CommandBody(command_id=new_command_id(), day=day)

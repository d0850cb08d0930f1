"""Flows about what a visitor told of themselves: masked beside the ticket, in full with a reason.

Whatever is shown in full is gone with its dialog; the desk keeps nothing of it.
"""

from desk import posts
from desk.dialogs.choose import Choice
from desk.flows.asking import Asking
from protocol.refusals import Refusal
from protocol.replies import ContactsReply, ContactView
from protocol.snapshots import DeskTicket
from texts import Texts

SHOW, ERASE = "contacts", "erase-contacts"


class ContactFlows:
    """About a ticket that came with personal data."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk

    def choices(self, ticket: DeskTicket) -> list[Choice]:
        """What can be done with it; nothing where there is none."""
        if not ticket.contacts:
            return []
        texts = self._asking.texts
        return [
            Choice(SHOW, texts.gettext("Show the personal data"), "o"),
            Choice(ERASE, texts.gettext("Erase the personal data"), "x"),
        ]

    async def lines(self, ticket: DeskTicket) -> list[str]:
        """Masked, as it stands beside the ticket; nothing where it cannot be had."""
        if not ticket.contacts:
            return []
        reply = await self._desk.read(f"tickets/{ticket.id}/contacts", ContactsReply)
        if isinstance(reply, Refusal):
            return []
        return contact_lines(reply.contacts, self._asking.texts)

    async def perform(self, action_id: str, ticket: DeskTicket, lines: list[str]) -> None:
        """Show or erase it."""
        if action_id == SHOW:
            await self._show(ticket, lines)
        else:
            await self._erase(ticket)

    async def _show(self, ticket: DeskTicket, lines: list[str]) -> None:
        """In full, once the reason is on the record."""
        texts, situation = self._asking.texts, self._desk.situation
        reasons = situation.snapshot.reasons.contacts
        title = texts.gettext("Show the personal data")
        reason = await self._asking.ask_why(title, reasons, ticket.number, lines)
        if reason is None:
            return
        reply = await self._desk.send(posts.show_contacts_post(situation, ticket, reason))
        if reply is not None:
            answers = [("close", texts.gettext("Back"))]
            shown = contact_lines(reply.contacts, texts)
            noted = texts.gettext("It is noted who has seen this, and why.")
            await self._asking.choose(
                texts.gettext("Personal data"), answers, ticket.number, [*shown, noted]
            )

    async def _erase(self, ticket: DeskTicket) -> None:
        texts = self._asking.texts
        title = texts.gettext("Erase the personal data of %(number)s?", number=ticket.number)
        if await self._asking.confirm(title, texts.gettext("Erase the personal data")):
            await self._desk.send(posts.erase_contacts_post(self._desk.situation, ticket))


def contact_lines(contacts: tuple[ContactView, ...], texts: Texts) -> list[str]:
    """Each kind with its value, as it came from the server."""
    return [f"{kind_word(each.kind, texts)}: {each.value}" for each in contacts]


def kind_word(kind: str, texts: Texts) -> str:
    """What a kind of personal data is called."""
    if kind == "phone":
        return texts.gettext("Mobile number")
    return "NIK" if kind == "nik" else kind

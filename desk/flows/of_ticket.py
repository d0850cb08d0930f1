"""Flows about one ticket: finding it, copying, voiding, its class, its way back."""

from collections.abc import Sequence

from desk import posts
from desk.actions import ACTIONS, refusal_for_ticket
from desk.dialogs.choose import Choice, ChooseDialog
from desk.flows.asking import Asking
from desk.flows.of_contacts import ERASE, SHOW, ContactFlows
from desk.hand import calls_word, due_line, services_after_line, ticket_facts
from desk.words import action_word, people_word, service_word, slip_line
from look.colours import STATE_MARKS
from protocol.snapshots import DeskTicket, ReasonView
from texts.states import state_word

#: What can be done with a ticket that is shown by itself, in this order.
TICKET_ACTIONS = ("resume", "return", "reprint", "party", "priority", "void")


class TicketFlows:
    """About the ticket chosen in the lists, else the one in hand, else one that is asked for."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk
        self._contacts = ContactFlows(asking)

    async def search(self) -> None:
        """A number, then what can be done with it."""
        if ticket := await self._asking.ask_number("search"):
            await self.show(ticket)

    async def show(self, ticket: DeskTicket) -> None:
        """One ticket, and what can be done with it."""
        texts = self._asking.texts
        choices = [
            Choice(each, self._word(each, ticket), ACTIONS[each].key)
            for each in TICKET_ACTIONS
            if self._is_about(each, ticket)
        ]
        choices += self._contacts.choices(ticket)
        lines = [*self._lines(ticket), *await self._contacts.lines(ticket)]
        if ticket.note_id and (note := await self._desk.notes.ready(ticket.note_id)):
            lines.append(texts.gettext("Note: %(text)s", text=note.text))
        title = texts.gettext("Ticket")
        dialog = ChooseDialog(title, choices, texts, number=ticket.number, lines=lines)
        action_id = await self._asking.ask(dialog)
        if action_id == "resume":
            await self._desk.send(posts.resume_post(self._desk.situation, ticket.id))
        elif action_id in (SHOW, ERASE):
            await self._contacts.perform(action_id, ticket, lines)
        elif action_id is not None:
            await self._do(action_id, ticket)

    async def perform(self, action_id: str) -> None:
        """One action, about whichever ticket is meant."""
        situation = self._desk.situation
        ticket = self._desk.chosen_ticket or situation.hand
        if action_id == "return" and (ticket is None or ticket.state != "no_show"):
            ticket = await self._asking.ask_for_one(action_id, situation.missed)
        elif ticket is None:
            ticket = await self._asking.ask_number(action_id)
        if ticket is None:
            return
        if code := refusal_for_ticket(action_id, ticket.state):
            self._desk.refuse(code, {"number": ticket.number, "state": ticket.state})
            return
        await self._do(action_id, ticket)

    async def _do(self, action_id: str, ticket: DeskTicket) -> None:
        reasons = self._desk.situation.snapshot.reasons
        if action_id == "return":
            await self._desk.send(posts.return_post(self._desk.situation, ticket))
        elif action_id == "party":
            await self._ask_party(ticket)
        elif action_id == "void":
            if reason := await self._ask_why(action_id, ticket, reasons.void):
                await self._desk.send(posts.void_post(self._desk.situation, ticket, reason))
        elif action_id == "priority":
            if reason := await self._ask_why(action_id, ticket, reasons.priority):
                await self._desk.send(posts.priority_post(self._desk.situation, ticket, reason))
        elif reason := await self._ask_why(action_id, ticket, reasons.reprint):
            post = posts.reprint_post(self._desk.situation, ticket, reason)
            await self._asking.give(await self._desk.send(post), is_copy=True)

    async def _ask_party(self, ticket: DeskTicket) -> None:
        """How many came together?"""
        texts, situation = self._asking.texts, self._desk.situation
        most = situation.snapshot.hall.office.largest_party
        answers = [(str(size), people_word(size, texts)) for size in range(1, most + 1)]
        title = texts.gettext("How many people came together?")
        size = await self._asking.choose(title, answers, ticket.number, self._lines(ticket))
        if size is not None:
            await self._desk.send(posts.party_post(situation, ticket, int(size)))

    async def _ask_why(
        self, action_id: str, ticket: DeskTicket, reasons: Sequence[ReasonView]
    ) -> str | None:
        title = self._word(action_id, ticket)
        return await self._asking.ask_why(title, reasons, ticket.number, self._lines(ticket))

    def _word(self, action_id: str, ticket: DeskTicket) -> str:
        texts = self._asking.texts
        if action_id == "priority":
            remove, set_ = texts.gettext("Remove priority"), texts.gettext("Set priority")
            return remove if ticket.priority else set_
        return action_word(action_id, texts)

    def _is_about(self, action_id: str, ticket: DeskTicket) -> bool:
        if action_id == "resume":
            return ticket in self._desk.situation.held
        return refusal_for_ticket(action_id, ticket.state) is None

    def _lines(self, ticket: DeskTicket) -> list[str]:
        """What a dialog says of a ticket."""
        texts, situation = self._asking.texts, self._desk.situation
        state = f"{STATE_MARKS.get(ticket.state, '')} {state_word(ticket.state, texts)}"
        hall = situation.snapshot.hall
        place = next((each.number for each in hall.counters if each.id == ticket.counter), None)
        at = texts.gettext("Counter %(number)s", number=place) if place is not None else None
        due = due_line(ticket, self._desk.clock.age_seconds, texts)
        after = services_after_line(situation, ticket, texts) if ticket.services_after else None
        lines = [
            " · ".join(each for each in (state, at, calls_word(ticket, texts), due) if each),
            service_word(situation.service(ticket.service), texts),
            " · ".join(ticket_facts(ticket, texts)),
            after,
            slip_line(ticket, texts),
        ]
        return [line for line in lines if line]

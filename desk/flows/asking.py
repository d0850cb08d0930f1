"""The questions that several flows share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desk.dialogs.choose import ChooseDialog, numbered
from desk.dialogs.given import GivenDialog
from desk.dialogs.number import NumberDialog
from desk.situation import normal_number
from desk.words import action_word, pick_words, refusal_words, service_word
from look.colours import STATE_MARKS
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import IssueReply
from protocol.snapshots import DeskTicket, ReasonView, ServiceView, TicketView
from texts import Texts
from texts.states import state_word

if TYPE_CHECKING:
    from desk.app import DeskApp


class Asking:
    """Asks the clerk of one desk. Every answer may be None: the question was closed."""

    def __init__(self, desk: "DeskApp") -> None:
        self.desk = desk

    @property
    def texts(self) -> Texts:
        """The desk's language now."""
        return self.desk.texts

    async def ask(self, dialog: Any) -> Any:
        """Show a dialog and wait for what it gives back."""
        return await self.desk.push_screen_wait(dialog)

    async def ask_why(
        self,
        title: str,
        reasons: Sequence[ReasonView],
        number: str = "",
        lines: Sequence[str] = (),
    ) -> str | None:
        """One of the office's reasons; where it has none, that is said and nothing happens."""
        if not reasons:
            self.desk.say(self.texts.gettext("The office's settings name no reason for this."))
            return None
        answers = numbered([(each.id, pick_words(each.words, self.texts)) for each in reasons])
        dialog = ChooseDialog(title, answers, self.texts, number=number, lines=lines)
        chosen: str | None = await self.ask(dialog)
        return chosen

    async def confirm(self, title: str, word: str, lines: Sequence[str] = ()) -> bool:
        """Whether it shall be. Yes needs its own key; Enter alone changes nothing."""
        answers = numbered([("no", self.texts.gettext("Not now")), ("yes", word)])
        return await self.ask(ChooseDialog(title, answers, self.texts, lines=lines)) == "yes"

    async def ask_number(self, action_id: str) -> DeskTicket | None:
        """A ticket by its number."""
        dialog = NumberDialog(action_word(action_id, self.texts), self.texts, self._look)
        return self.desk.situation.ticket(await self.ask(dialog))

    async def ask_for_one(self, action_id: str, tickets: Sequence[DeskTicket]) -> DeskTicket | None:
        """One of a list of tickets; where it is empty, by its number."""
        if not tickets:
            return await self.ask_number(action_id)
        situation = self.desk.situation
        names = {
            each.id: service_word(situation.service(each.service), self.texts) for each in tickets
        }
        answers = numbered([(each.id, f"{each.number}  {names[each.id]}") for each in tickets])
        title = action_word(action_id, self.texts)
        return situation.ticket(await self.ask(ChooseDialog(title, answers, self.texts)))

    async def give(self, reply: IssueReply | None, *, is_copy: bool) -> None:
        """Show a number that was given, if it was."""
        if reply is not None:
            await self.ask(GivenDialog(reply, self.texts, is_copy=is_copy))

    def services_here(self) -> list[ServiceView]:
        """The services that this office gives itself."""
        return [
            each
            for each in self.desk.situation.snapshot.hall.services
            if each.refusal is None or each.refusal.code is not RefusalCode.SERVICE_ELSEWHERE
        ]

    async def _look(self, typed: str) -> tuple[str | None, str]:
        """A typed number: its ticket, or why there is none to work with."""
        if ticket := self.desk.situation.find(typed):
            return ticket.id, ""
        number = normal_number(typed)
        view = await self.desk.client.get(f"tickets/by-number/{number}", TicketView)
        if isinstance(view, Refusal):
            if view.code is RefusalCode.TICKET_UNKNOWN:
                return None, self.texts.gettext("%(number)s was not found today.", number=number)
            return None, refusal_words(view.code, view.params, self.texts)
        mark, word = STATE_MARKS.get(view.state, ""), state_word(view.state, self.texts)
        return None, f"{mark} {number}: {word}"

"""The questions that several flows share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from desk.dialogs.choose import Choice, ChooseDialog, numbered
from desk.dialogs.given import GivenDialog
from desk.dialogs.line import LineDialog
from desk.dialogs.number import NumberDialog
from desk.interface import Desk
from desk.situation import is_number, normal_number
from desk.times import moment_of
from desk.words import (
    COUNTER_MARKS,
    action_word,
    counter_word,
    minutes_word,
    pick_words,
    refusal_words,
    service_word,
)
from look.colours import STATE_MARKS
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import IssueReply
from protocol.snapshots import CounterView, DeskTicket, ReasonView, ServiceView, TicketView
from texts import Texts
from texts.moments import write_time
from texts.states import state_word

#: How many of the numbers that fit what was typed so far are shown.
MATCHES_SHOWN = 5


class Until(Struct, frozen=True):
    """An answer to "when?": a moment, or that there is none."""

    at: datetime | None


class Asking:
    """Asks the clerk of one desk. Every answer may be None: the question was closed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def texts(self) -> Texts:
        """The desk's language now."""
        return self.desk.texts

    async def ask(self, dialog: Any) -> Any:
        """Show a dialog and wait for what it gives back."""
        return await self.desk.ask(dialog)

    async def choose(
        self,
        title: str,
        answers: Sequence[tuple[str, str]],
        number: str = "",
        lines: Sequence[str] = (),
    ) -> str | None:
        """One of a few answers, each a value and its words."""
        dialog = ChooseDialog(title, numbered(answers), self.texts, number=number, lines=lines)
        chosen: str | None = await self.ask(dialog)
        return chosen

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
        answers = [(each.id, pick_words(each.words, self.texts)) for each in reasons]
        return await self.choose(title, answers, number, lines)

    async def confirm(self, title: str, word: str, lines: Sequence[str] = ()) -> bool:
        """Whether it shall be. Yes needs its own key; Enter alone changes nothing."""
        answers = [("no", self.texts.gettext("Not now")), ("yes", word)]
        return await self.choose(title, answers, lines=lines) == "yes"

    async def ask_moment(self, title: str, minutes: Sequence[int], none: str) -> Until | None:
        """One of some minutes from now, or a time of today; `none` says what no moment means."""
        texts, zone = self.texts, self._zone
        now = self.desk.clock.now()
        later = {str(each): now + timedelta(minutes=each) for each in minutes}
        answers = [("none", none)]
        for count, at in later.items():
            time = write_time(at, zone, texts.language)
            answers.append((count, f"{time} · {minutes_word(int(count), texts)}"))
        answer = await self.choose(title, [*answers, ("time", texts.gettext("At another time"))])
        if answer is None:
            return None
        if answer == "none":
            return Until(None)
        return Until(later[answer]) if answer in later else await self._ask_time(title)

    async def ask_counter(self, title: str, current: str | None = None) -> str | None:
        """Which counter of the office?"""
        snapshot = self.desk.situation.snapshot
        states = {each.id: each.state for each in snapshot.counters}
        choices = [
            self._counter_choice(each, states.get(each.id, "closed"))
            for each in snapshot.hall.counters
        ]
        dialog = ChooseDialog(title, choices, self.texts, current=current)
        chosen: str | None = await self.ask(dialog)
        return chosen

    async def ask_number(self, action_id: str) -> DeskTicket | None:
        """A ticket by its number."""

        def match(typed: str) -> list[DeskTicket]:
            return self.desk.situation.matching(typed, MATCHES_SHOWN)

        dialog = NumberDialog(action_word(action_id, self.texts), self.texts, match, self._look)
        return self.desk.situation.ticket(await self.ask(dialog))

    async def ask_for_one(self, action_id: str, tickets: Sequence[DeskTicket]) -> DeskTicket | None:
        """One of a list of tickets; where it is empty, by its number."""
        if not tickets:
            return await self.ask_number(action_id)
        situation = self.desk.situation
        names = {
            each.id: service_word(situation.service(each.service), self.texts) for each in tickets
        }
        answers = [(each.id, f"{each.number}  {names[each.id]}") for each in tickets]
        return situation.ticket(await self.choose(action_word(action_id, self.texts), answers))

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

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.desk.situation.snapshot.hall.office.timezone)

    async def _ask_time(self, title: str) -> Until | None:
        texts = self.texts

        def read(typed: str) -> tuple[Until | None, str]:
            at = moment_of(typed, self.desk.clock.now(), self._zone)
            problem = texts.gettext("Please give a time later today, like 10.15.")
            return (Until(at), "") if at else (None, problem)

        help_line = texts.gettext("Enter: go on · Esc: close")
        dialog = LineDialog(title, texts, help_line, read, most=5, placeholder="10.15")
        until: Until | None = await self.ask(dialog)
        return until

    def _counter_choice(self, counter: CounterView, state: str) -> Choice:
        words = f"{COUNTER_MARKS.get(state, '')} {counter_word(state, self.texts)}"
        name = self.texts.gettext("Counter %(number)s", number=counter.number)
        line = f"{name:<12}{words:<12}{counter.ticket or ''}".rstrip()
        return Choice(counter.id, line, str(counter.number) if counter.number <= 9 else "")

    async def _look(self, typed: str) -> tuple[str | None, str]:
        """A typed number: its ticket, the only one that fits, or why there is none."""
        situation = self.desk.situation
        if ticket := situation.find(typed):
            return ticket.id, ""
        fitting = situation.matching(typed, 2)
        if len(fitting) == 1:
            return fitting[0].id, ""
        number = normal_number(typed)
        if not is_number(number):
            return None, self.texts.gettext("%(number)s was not found today.", number=number)
        view = await self.desk.read(f"tickets/by-number/{number}", TicketView)
        if isinstance(view, Refusal):
            if view.code is RefusalCode.TICKET_UNKNOWN:
                return None, self.texts.gettext("%(number)s was not found today.", number=number)
            return None, refusal_words(view.code, view.params, self.texts)
        mark, word = STATE_MARKS.get(view.state, ""), state_word(view.state, self.texts)
        return None, f"{mark} {number}: {word}"

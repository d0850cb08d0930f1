"""Flows of the counter itself: sending on, taking back, pausing, choosing which one it is."""

from desk import posts
from desk.dialogs.choose import Choice, ChooseDialog, numbered
from desk.flows.asking import Asking
from desk.words import COUNTER_MARKS, counter_word, service_word
from protocol.snapshots import CounterView


class CounterFlows:
    """What they send is based on what the screen showed when the question was asked."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk

    async def transfer(self) -> None:
        """Which service does the visitor go on to?"""
        situation, texts = self._desk.situation, self._asking.texts
        hand = situation.hand
        if hand is None:
            return
        services = [each for each in self._asking.services_here() if each.id != hand.service]
        answers = numbered([(each.id, service_word(each, texts)) for each in services])
        title = texts.gettext("Transfer to which service?")
        service_id = await self._asking.ask(ChooseDialog(title, answers, texts, number=hand.number))
        if service_id is not None:
            await self._desk.send(posts.transfer_post(situation, service_id))

    async def resume(self) -> None:
        """The one chosen in the lists, else which of those on hold?"""
        situation = self._desk.situation
        chosen, held = self._desk.desk_screen.chosen, situation.held
        ticket = chosen if chosen in held else await self._asking.ask_for_one("resume", held)
        if ticket is not None:
            await self._desk.send(posts.resume_post(situation, ticket.id))

    async def pause(self) -> None:
        """Why? An office without reasons for pauses is not asked."""
        situation = self._desk.situation
        reasons = situation.snapshot.reasons.pause
        reason = None
        if reasons:
            title = self._asking.texts.gettext("Pause: why?")
            reason = await self._asking.ask_why(title, reasons)
            if reason is None:
                return
        await self._desk.send(posts.pause_post(situation, reason))

    async def choose(self) -> None:
        """Which counter does this desk stand at?"""
        situation, texts = self._desk.situation, self._asking.texts
        states = {each.id: each.state for each in situation.snapshot.counters}
        choices = [
            self._choice(each, states.get(each.id, "closed"))
            for each in situation.snapshot.hall.counters
        ]
        current = situation.counter.id if situation.counter else None
        title = texts.gettext("Choose counter")
        counter_id = await self._asking.ask(ChooseDialog(title, choices, texts, current=current))
        if counter_id is not None:
            self._desk.choose_counter(counter_id)

    def _choice(self, counter: CounterView, state: str) -> Choice:
        texts = self._asking.texts
        words = f"{COUNTER_MARKS.get(state, '')} {counter_word(state, texts)}"
        name = texts.gettext("Counter %(number)s", number=counter.number)
        line = f"{name:<12}{words:<12}{counter.ticket or ''}".rstrip()
        return Choice(counter.id, line, str(counter.number) if counter.number <= 9 else "")

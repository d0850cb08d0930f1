"""Flows of the counter itself: sending on, taking back, pausing, help, choosing which one it is."""

from desk import posts
from desk.dialogs.line import LineDialog
from desk.flows.asking import Asking
from desk.places import nobody_called
from desk.words import help_line, place_word, service_word

#: When a counter is back after a pause: minutes from now.
PAUSES = (5, 10, 15, 30)

#: As long as two lines of the desk hold.
LONGEST_NOTE = 200


class CounterFlows:
    """What they send is based on what the screen showed when the question was asked."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._desk = asking.desk

    async def perform(self, action_id: str) -> None:
        """An action that asks for nothing more. Where it called nobody, others wait: why."""
        reply = await self._desk.send(posts.counter_post(action_id, self._desk.situation))
        if reply is None or action_id != "finish-and-next" or reply.call is not None:
            return
        situation = self._desk.situation
        told = nobody_called(situation.snapshot.hall.room, situation.queue, self._asking.texts)
        self._desk.say(told, is_problem=False)

    async def transfer(self) -> None:
        """To which service, and with which word to the colleague there?"""
        situation, texts = self._desk.situation, self._asking.texts
        hand = situation.hand
        if hand is None:
            return
        services = [each for each in self._asking.services_here() if each.id != hand.service]
        names = {each.id: service_word(each, texts) for each in services}
        title = texts.gettext("Transfer to which service?")
        service_id = await self._asking.choose(title, list(names.items()), hand.number)
        if service_id is None:
            return
        title = texts.gettext("To: %(service)s", service=names[service_id])
        note = await self._ask_note(title, hand.number)
        if note is not None:
            await self._desk.send(posts.transfer_post(situation, service_id, note or None))

    async def resume(self) -> None:
        """The one chosen in the lists, else which of those on hold?"""
        situation = self._desk.situation
        chosen, held = self._desk.chosen_ticket, situation.held
        ticket = chosen if chosen in held else await self._asking.ask_for_one("resume", held)
        if ticket is not None:
            await self._desk.send(posts.resume_post(situation, ticket.id))

    async def pause(self) -> None:
        """Why, and until when? An office without reasons for pauses is not asked for one."""
        situation, texts = self._desk.situation, self._asking.texts
        reasons = situation.snapshot.reasons.pause
        reason = None
        if reasons:
            reason = await self._asking.ask_why(texts.gettext("Pause: why?"), reasons)
            if reason is None:
                return
        none = texts.gettext("not known")
        back = await self._asking.ask_moment(texts.gettext("Back at"), PAUSES, none)
        if back is not None:
            await self._desk.send(posts.pause_post(situation, reason, back.at))

    async def help(self) -> None:
        """Ask for help, say that it has come, or go to somebody else who asks."""
        situation, texts = self._desk.situation, self._asking.texts
        if situation.counter is None:
            return
        own = f"counter:{situation.counter.id}"
        if situation.is_asked_for:
            await self.end_help(own)
            return
        answer: str | None = "here"
        if others := [each for each in situation.snapshot.help if each.place != own]:
            hall, age = situation.snapshot.hall, self._desk.clock.age_seconds
            lines = {each.place: help_line(each, hall, age, texts) for each in others}
            answers = [("here", texts.gettext("Ask for help at this counter"))]
            for place, line in lines.items():
                answers.append((place, texts.gettext("I go to %(place)s", place=line)))
            answer = await self._asking.choose(texts.gettext("Help wanted"), answers)
        if answer == "here":
            await self._desk.send(posts.help_post(situation))
        elif answer is not None:
            await self.end_help(answer)

    async def end_help(self, place: str) -> None:
        """Whoever comes ends the call."""
        situation, texts = self._desk.situation, self._asking.texts
        if await self._desk.send(posts.help_end_post(situation, place)) is not None:
            name = place_word(place, situation.snapshot.hall, texts)
            words = texts.gettext("Help for %(place)s is on its way.", place=name)
            self._desk.say(words, is_problem=False)

    async def choose(self) -> None:
        """Which counter does this desk stand at?"""
        title = self._asking.texts.gettext("Choose counter")
        counter_id = await self._asking.ask_counter(title, self._desk.counter_id)
        if counter_id is not None:
            self._desk.choose_counter(counter_id)

    async def _ask_note(self, title: str, number: str) -> str | None:
        """A word to the colleague; "" for none."""
        texts = self._asking.texts
        dialog = LineDialog(
            title,
            texts,
            texts.gettext("Enter: transfer, with or without a note · Esc: close"),
            lambda typed: (" ".join(typed.split()), ""),
            number=number,
            lines=[
                texts.gettext("Note to the colleague"),
                texts.gettext("Work only: no names, no NIK."),
            ],
            most=LONGEST_NOTE,
        )
        note: str | None = await self._asking.ask(dialog)
        return note

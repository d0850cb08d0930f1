"""Flows of whoever watches over the whole office.

Forgotten counters, what counters serve, notices for the hall, runs of numbers, calls for help.
"""

from desk import posts
from desk.actions import is_offered
from desk.dialogs.sentences import SentencesDialog
from desk.dialogs.several import SeveralDialog
from desk.flows.asking import Asking
from desk.flows.at_counter import CounterFlows
from desk.overview import CounterRow, overview_of
from desk.words import action_word, help_line, pick_words, run_line, service_word
from protocol.snapshots import RunView
from texts import LANGUAGES
from texts.states import state_word

#: How long a notice stands: minutes from now.
NOTICES = (15, 30, 60, 120)
LONGEST_NOTICE = 200


class HallFlows:
    """About the counter chosen in the list, else one that is asked for."""

    def __init__(self, asking: Asking, counters: CounterFlows) -> None:
        self._asking = asking
        self._desk = asking.desk
        self._counters = counters

    async def show(self, counter_id: str) -> None:
        """One counter, and what can be done with it."""
        texts, row = self._asking.texts, self._row(counter_id)
        standing = self._desk.situation.standing
        offered = [each for each in ("release", "assign") if is_offered(each, standing)]
        answers = [
            *((each, action_word(each, texts)) for each in offered),
            ("stand", texts.gettext("Work at this counter")),
        ]
        hand = row.hand
        lines = [f"{hand.number} · {state_word(hand.state, texts)}"] if hand else []
        title = texts.gettext("Counter %(number)s", number=row.counter.number)
        answer = await self._asking.choose(title, answers, lines=lines)
        if answer == "release":
            await self._release(row)
        elif answer == "assign":
            await self._assign(row)
        elif answer == "stand":
            self._desk.choose_counter(counter_id)

    async def release(self) -> None:
        """Free a forgotten counter."""
        if row := await self._ask_for("release"):
            await self._release(row)

    async def assign(self) -> None:
        """What a counter serves for the rest of the day."""
        if row := await self._ask_for("assign"):
            await self._assign(row)

    async def announce(self) -> None:
        """A sentence for the hall; where some are shown already, one of them may be ended."""
        texts = self._asking.texts
        shown = []
        for each in self._desk.situation.snapshot.hall.notices:
            view = await self._desk.notices.ready(each.id)
            words = pick_words(view.words, texts) if view else "…"
            shown.append((each.id, texts.gettext("End: %(notice)s", notice=words)))
        answer: str | None = "new"
        if shown:
            answers = [("new", texts.gettext("New notice")), *shown]
            answer = await self._asking.choose(action_word("announce", texts), answers)
        if answer == "new":
            await self._write_notice()
        elif answer is not None:
            await self._desk.send(posts.end_notice_post(self._desk.situation, answer))

    async def judge_run(self) -> None:
        """The numbers are seen; then they are voided, or the run is shown no more."""
        texts, snapshot = self._asking.texts, self._desk.situation.snapshot
        runs = {str(place): run for place, run in enumerate(snapshot.runs)}
        title = action_word("run", texts)
        chosen: str | None = "0"
        if len(runs) > 1:
            answers = [(place, run_line(run, texts)) for place, run in runs.items()]
            chosen = await self._asking.choose(title, answers)
        if chosen is None:
            return
        run = runs[chosen]
        lines = [run_line(run, texts), ", ".join(run.numbers)]
        answers = [
            ("harmless", texts.gettext("Harmless: show it no more")),
            ("void", texts.gettext("Void these numbers")),
        ]
        answer = await self._asking.choose(title, answers, lines=lines)
        if answer == "harmless":
            await self._desk.send(posts.dismiss_run_post(self._desk.situation, run))
        elif answer == "void":
            await self._void_run(run, lines)

    async def come(self) -> None:
        """Who is helped?"""
        texts, snapshot = self._asking.texts, self._desk.situation.snapshot
        age = self._desk.clock.age_seconds
        answers = [
            (each.place, help_line(each, snapshot.hall, age, texts)) for each in snapshot.help
        ]
        place = await self._asking.choose(action_word("come", texts), answers)
        if place is not None:
            await self._counters.end_help(place)

    async def _void_run(self, run: RunView, lines: list[str]) -> None:
        texts, reasons = self._asking.texts, self._desk.situation.snapshot.reasons.void
        title = texts.gettext("Void these numbers")
        reason = await self._asking.ask_why(title, reasons, lines=lines)
        if reason is not None:
            await self._desk.send(posts.void_run_post(self._desk.situation, run, reason))

    async def _release(self, row: CounterRow) -> None:
        """Whoever is there goes back to the head of the line, and the counter pauses."""
        texts, hand = self._asking.texts, row.hand
        title = texts.gettext("Free counter %(number)s", number=row.counter.number)
        line, word = texts.gettext("Nobody is at this counter. It pauses."), texts.gettext("Pause")
        if hand is not None:
            line = texts.gettext(
                "%(number)s goes back to the head of the queue; the counter pauses.",
                number=hand.number,
            )
            word = texts.gettext("Put %(number)s back and pause", number=hand.number)
        if await self._asking.confirm(title, word, [line]):
            await self._desk.send(posts.release_post(self._desk.situation, row.state))

    async def _assign(self, row: CounterRow) -> None:
        texts = self._asking.texts
        choices = [(each.id, service_word(each, texts)) for each in self._asking.services_here()]
        title = texts.gettext(
            "What does counter %(number)s serve today?", number=row.counter.number
        )
        wanted = texts.gettext("Please choose a service first.")
        dialog = SeveralDialog(title, texts, choices, row.counter.services, wanted)
        if services := await self._asking.ask(dialog):
            post = posts.assign_post(self._desk.situation, row.counter.id, services)
            await self._desk.send(post)

    async def _write_notice(self) -> None:
        texts = self._asking.texts
        office = self._desk.situation.snapshot.hall.office
        languages = [(code, LANGUAGES.get(code, code)) for code in office.languages]
        title = texts.gettext("Notice for the hall")
        words = await self._asking.ask(SentencesDialog(title, texts, languages, LONGEST_NOTICE))
        if words is None:
            return
        none = texts.gettext("until it is ended")
        end = await self._asking.ask_moment(texts.gettext("Shown until"), NOTICES, none)
        if end is not None:
            await self._desk.send(posts.notice_post(self._desk.situation, words, end.at))

    async def _ask_for(self, action_id: str) -> CounterRow | None:
        counter_id = self._desk.chosen_counter
        if counter_id is None:
            counter_id = await self._asking.ask_counter(action_word(action_id, self._asking.texts))
        return None if counter_id is None else self._row(counter_id)

    def _row(self, counter_id: str) -> CounterRow:
        rows = overview_of(self._desk.situation.snapshot).counters
        return next(row for row in rows if row.counter.id == counter_id)

"""The lines around the work: the counter's state, what the office does, who asks for help."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from textual.content import Content

from desk.overview import overview_of
from desk.places import inside_line
from desk.situation import Situation
from desk.words import (
    COUNTER_MARKS,
    PHASE_WORDS,
    Age,
    counter_word,
    help_line,
    key_word,
    service_word,
    short_minutes,
)
from look.colours import counter_tile
from protocol.snapshots import DeskSnapshot, HallSnapshot
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_number, write_time

#: From this width on there is room for all that a counter's line may say.
ROOMY = 100

COUNTER_STYLES = {
    "open": "bold $text-success",
    "paused": "bold $text-warning",
    "closed": "bold $text-muted",
}


class CounterLine(Plain):
    """Which counter this is, its state, and what is special in the office now."""

    def show(self, situation: Situation, age: Age, texts: Texts, *, is_hall: bool) -> None:
        """Write it; for the view of the hall, the sums of all counters."""
        if is_hall:
            parts = list(_figures(situation.snapshot, age, texts))
        else:
            parts = [counter_name(situation, texts), *self._state(situation, texts)]
        notes = office_notes(situation, texts)
        if is_hall and not situation.snapshot.hall.office.is_encrypted:
            # The supervisor can do something about it; a clerk has enough to read.
            notes.append(texts.gettext("Network not encrypted"))
        for note in notes:
            parts += ["   ", Content.styled(note, "bold $text-warning")]
        self.update(Content.assemble(*parts))

    def _state(self, situation: Situation, texts: Texts) -> Iterable[Content | str]:
        state = situation.state
        if state is None:
            return
        word = f"{COUNTER_MARKS.get(state.state, '')} {counter_word(state.state, texts)}"
        yield "  "
        yield Content.styled(word, COUNTER_STYLES.get(state.state, "bold"))
        room = situation.snapshot.hall.room
        if room is not None:
            style = "bold $text-warning" if room.is_full else ""
            yield from ("   ", Content.styled(inside_line(room, texts), style))
            if self.size.width < ROOMY:
                return  # the hall matters more to a clerk than how many were served
        yield "   "
        yield texts.gettext(
            "served today: %(count)s", count=write_number(state.served_today, texts.language)
        )


def _figures(snapshot: DeskSnapshot, age: Age, texts: Texts) -> Iterable[Content | str]:
    overview = overview_of(snapshot)
    longest = overview.longest_since
    wait = short_minutes(age(longest), texts) if longest is not None else "-"
    yield Content.styled(texts.gettext("Whole office"), "bold")
    for words in (
        texts.gettext("waiting: %(count)s", count=write_number(overview.waiting, texts.language)),
        texts.gettext("longest wait: %(time)s", time=wait),
        texts.gettext("served today: %(count)s", count=overview.served),
    ):
        yield f"   {words}"


def counter_name(situation: Situation, texts: Texts) -> Content:
    """The counter's number on its tile."""
    if situation.counter is None:
        return Content(texts.gettext("No counter chosen"))
    position = situation.snapshot.hall.counters.index(situation.counter)
    tile = counter_tile(position)
    return Content.assemble(
        texts.gettext("Counter") + " ",
        (f" {situation.counter.number} ", f"bold {tile.ink} on {tile.fill}"),
    )


def office_notes(situation: Situation, texts: Texts) -> list[str]:
    """What is not as usual: the hours, the issuing of numbers, services that rest."""
    hall = situation.snapshot.hall
    notes = [phase_note(hall, texts)] if hall.phase in PHASE_WORDS else []
    if situation.snapshot.issuing_stopped and hall.phase != "closing":
        notes.append(texts.gettext("No more numbers today"))
    resting = [each for each in hall.services if each.suspended]
    if resting:
        names = ", ".join(service_word(each, texts) for each in resting)
        notes.append(texts.gettext("Interrupted: %(services)s", services=names))
    return notes


def phase_note(hall: HallSnapshot, texts: Texts) -> str:
    """What the office as a whole is doing."""
    word = texts.gettext(PHASE_WORDS[hall.phase])
    if hall.phase == "break" and hall.resumes_at is not None:
        until = write_time(hall.resumes_at, ZoneInfo(hall.office.timezone), texts.language)
        return texts.gettext("Break until %(time)s", time=until)
    return word


def help_words(situation: Situation, age: Age, texts: Texts) -> str:
    """Who asks for help, and the key that deals with it; "" while nobody does."""
    calls, hall = situation.snapshot.help, situation.snapshot.hall
    if not calls:
        return ""
    lines = "   ".join(help_line(each, hall, age, texts) for each in calls)
    return f"{key_word('help')}  {texts.gettext('Help wanted')}: {lines}"


class NoticeLine(Plain):
    """What the clerk has to know now; its line is always there.

    First what was just said, then the press that waits for the server, then who asks for help.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._said, self._is_problem, self._kept, self._help = "", False, "", ""

    def say(self, words: str, *, is_problem: bool) -> None:
        """Show a sentence until the next one, or until an empty one."""
        self._said, self._is_problem = words, is_problem
        self._write()

    def show_kept(self, words: str) -> None:
        """The press that waits for the server."""
        if words != self._kept:
            self._kept = words
            self._write()

    def show_help(self, words: str) -> None:
        """What stands here while nothing else is said."""
        if words != self._help:
            self._help = words
            self._write()

    def _write(self) -> None:
        self.set_class(self._is_problem, "-problem")
        self.set_class(bool(self._said), "-speaking")
        self.set_class(not self._said and bool(self._kept), "-kept")
        self.set_class(not (self._said or self._kept) and bool(self._help), "-help")
        if self._said:
            self.update(("△ " if self._is_problem else "✓ ") + self._said)
        else:
            self.update(f"○ {self._kept}" if self._kept else self._help)

"""The left of the desk: the one ticket in hand, as large as there is room, and its facts."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from desk.overview import usual_seconds
from desk.situation import Situation
from desk.words import (
    Age,
    calling_word,
    class_word,
    counter_word,
    pause_words,
    people_word,
    running_time,
    service_word,
    since,
    slip_line,
    where_word,
)
from look.big_numbers import draw_big
from look.colours import STATE_MARKS
from protocol.snapshots import DeskTicket, NoteView
from terminal.plain import Plain
from texts import LANGUAGES, Texts
from texts.moments import write_duration, write_number
from texts.states import state_word

#: How a state is coloured; its mark and word stand beside it.
STATE_STYLES = {
    "called": "bold $text-accent",
    "serving": "bold $text-success",
    "held": "bold $text-warning",
    "no_show": "bold $text-error",
}

LEAST_BIG_ROWS = 3
BAR_CELLS = 24
NOTE_ROWS = 2


class HandPanel(Vertical):
    """Shows a situation; knows no clock, so each second it is shown anew with the ages.

    `headline` is what stands large, in plain letters.
    """

    headline = ""

    def compose(self) -> ComposeResult:
        """The number, then the facts, then a colleague's word."""
        yield Plain(id="hand-number", classes="big-number")
        yield Plain(id="hand-facts")
        yield Plain(id="hand-note")

    def show(self, situation: Situation, age: Age, texts: Texts, note: NoteView | None) -> None:
        """Show the ticket in hand, or why there is none; `note` is what a colleague wrote of it."""
        number = headline(situation, texts)
        facts = list(hand_facts(situation, age, texts))
        lines = len(facts) + (NOTE_ROWS if note else 0)
        rows = max(LEAST_BIG_ROWS, min(9, self.size.height - lines - 1))
        big = draw_big(number, max(8, self.size.width - 2), rows) if situation.hand else number
        box = self.query_one("#hand-number", Plain)
        box.set_class(bool(situation.hand and situation.hand.state == "called"), "-calling")
        box.set_class(rows + lines >= self.size.height, "-crowded")
        box.update(str(big))
        self.query_one("#hand-facts", Plain).update(Content("\n").join(facts))
        shown = self.query_one("#hand-note", Plain)
        shown.display = note is not None
        shown.update(texts.gettext("Note: %(text)s", text=note.text) if note else "")
        self.headline = number


def headline(situation: Situation, texts: Texts) -> str:
    """What stands large: the number in hand, or what the counter is doing without one."""
    if situation.hand is not None:
        return situation.hand.number
    if situation.state is None or situation.state.state != "open":
        return counter_word(situation.standing.counter, texts)
    return texts.gettext("Nobody at the counter")


def hand_facts(situation: Situation, age: Age, texts: Texts) -> Iterator[Content]:
    """The lines beneath the number."""
    if situation.hand is None:
        yield from _idle_facts(situation, age, texts)
        return
    ticket = situation.hand
    yield _state_line(ticket, age, texts)
    if ticket.state == "serving":
        yield _usual_line(situation, ticket, age, texts)
    elif ticket.due_at is not None:
        spent, left = age(since(ticket)), -age(ticket.due_at)
        due = due_line(ticket, age, texts) or ""
        yield Content.assemble(time_bar(spent, spent + left, BAR_CELLS // 3), f" {due}")
    yield Content.styled(service_word(situation.service(ticket.service), texts), "bold")
    yield Content(" · ".join(ticket_facts(ticket, texts)))
    if ticket.services_after:
        yield Content(services_after_line(situation, ticket, texts))
    if slip := slip_line(ticket, texts):
        yield Content.styled(f"△ {slip}", "bold $text-error")


def ticket_facts(ticket: DeskTicket, texts: Texts) -> list[str]:
    """What staff need to know of the visitor: class, people, language, where they wait."""
    return [
        class_word(ticket.priority, texts),
        people_word(ticket.party_size, texts),
        LANGUAGES.get(ticket.language, ticket.language),
        *([where] if (where := where_word(ticket, texts)) else []),
    ]


def calls_word(ticket: DeskTicket, texts: Texts) -> str:
    """How often the number was called so far."""
    return texts.gettext("calls: %(calls)s", calls=write_number(ticket.calls, texts.language))


def services_after_line(situation: Situation, ticket: DeskTicket, texts: Texts) -> str:
    """The services of the visit that are still to come."""
    names = [service_word(situation.service(each), texts) for each in ticket.services_after]
    return texts.gettext("Then: %(services)s", services=", ".join(names))


def due_line(ticket: DeskTicket, age: Age, texts: Texts) -> str | None:
    """When the clock ends the ticket's state by itself."""
    if ticket.due_at is None:
        return None
    left = write_duration(-age(ticket.due_at), texts.language)
    if ticket.state == "called":
        return texts.gettext("Counts as a no-show in %(time)s", time=left)
    if ticket.state == "held":
        return texts.gettext("Waits again in %(time)s", time=left)
    return None


def _state_line(ticket: DeskTicket, age: Age, texts: Texts) -> Content:
    if waits := calling_word(ticket, age, texts):
        return Content.assemble(
            (f"{STATE_MARKS['waiting']} {waits}", "bold $text-accent"),
            f"   {calls_word(ticket, texts)}",
        )
    mark, word = STATE_MARKS.get(ticket.state, ""), state_word(ticket.state, texts)
    return Content.assemble(
        (f"{mark} {word}", STATE_STYLES.get(ticket.state, "bold")),
        ("   " + running_time(age(since(ticket))), "bold"),
        f"   {calls_word(ticket, texts)}",
    )


def _usual_line(situation: Situation, ticket: DeskTicket, age: Age, texts: Texts) -> Content:
    """The time at the counter against the usual time of the service."""
    usual = usual_seconds(situation.snapshot, ticket)
    words = texts.gettext("usual: %(time)s", time=write_duration(usual, texts.language))
    return Content.assemble(time_bar(age(since(ticket)), usual, BAR_CELLS), f" {words}")


def time_bar(spent: float, whole: float, cells: int) -> Content:
    """A bar filled with the share that is spent; past the whole it has a warning's colour."""
    share = min(1.0, max(0.0, spent / whole)) if whole > 0 else 0.0
    filled = round(share * cells)
    style = "$text-warning" if spent > whole else "$text-success"
    return Content.assemble(("━" * filled, style), ("─" * (cells - filled), "$text-muted"))


def _idle_facts(situation: Situation, age: Age, texts: Texts) -> Iterator[Content]:
    state = situation.state
    if state is None:
        yield Content(texts.gettext("Choose your counter first."))
        return
    if state.state == "open":
        yield Content(next_line(situation, texts))
    elif state.since is not None:
        lasts = texts.gettext("for %(time)s", time=write_duration(age(state.since), texts.language))
        yield Content(" · ".join([*pause_words(situation.snapshot, state, age, texts), lasts]))


def next_line(situation: Situation, texts: Texts) -> str:
    """Who would be called next, or that nobody waits."""
    if not situation.queue:
        return texts.gettext("Nobody is waiting for this counter")
    return texts.gettext("Next: %(number)s", number=situation.queue[0].number)

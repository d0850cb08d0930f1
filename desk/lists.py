"""The right of the desk: whom this counter may call, in order, then those aside.

Owns which ticket is chosen there. Promises to keep the choice while the lists change beneath
it, and to let it go with its ticket.
"""

from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message

from desk.hand import STATE_STYLES
from desk.situation import Situation
from desk.words import (
    Age,
    service_word,
    short_minutes,
    since,
    where_mark,
    where_word,
    why_word,
)
from look.colours import STATE_MARKS
from protocol.snapshots import DeskTicket
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_number

#: From this width on there is room for the service's name.
WIDE = 52
#: For a place, where there is room for it beside the reason.
WHERE_CELLS = 13


@dataclass(frozen=True)
class Row:
    """One line: a heading (no ticket), or a ticket."""

    content: Content
    ticket_id: str | None = None


class TicketChosen(Message):
    """A ticket of the lists was pressed."""

    def __init__(self, ticket_id: str) -> None:
        super().__init__()
        self.ticket_id = ticket_id


class Lists(Plain):
    """Queue, on hold, no-shows: as many lines as fit, around the chosen one."""

    def __init__(self) -> None:
        super().__init__(id="lists")
        self.chosen_id: str | None = None
        self._order: list[str] = []
        self._shown: list[Row] = []

    def show(self, situation: Situation, age: Age, texts: Texts) -> None:
        """Write the lists of a situation."""
        tickets = [*situation.queue, *situation.held, *situation.missed, *situation.called]
        self._order = [ticket.id for ticket in tickets]
        if self.chosen_id not in self._order:
            self.chosen_id = None
        self._shown = self._fit(situation, age, texts)
        self.update(Content("\n").join(row.content for row in self._shown))

    def move(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) ticket; the first press chooses an end."""
        if not self._order:
            return
        if self.chosen_id is None:
            self.chosen_id = self._order[0 if step > 0 else -1]
            return
        index = self._order.index(self.chosen_id) + step
        self.chosen_id = self._order[max(0, min(len(self._order) - 1, index))]

    def let_go(self) -> None:
        """Choose nothing."""
        self.chosen_id = None

    def on_click(self, event: Click) -> None:
        """Choose the ticket that was pressed."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._shown):
            ticket_id = self._shown[offset.y].ticket_id
            if ticket_id is not None:
                self.post_message(TicketChosen(ticket_id))

    def _fit(self, situation: Situation, age: Age, texts: Texts) -> list[Row]:
        """Both parts side by side in height: those aside take a third at most, if it is needed."""
        aside = [
            *self._part(texts.gettext("On hold"), situation.held, age, texts, situation),
            *self._part(texts.gettext("No-show"), situation.missed, age, texts, situation),
            *self._part(
                texts.gettext("Called at other counters"), situation.called, age, texts, situation
            ),
        ]
        height = max(4, self.size.height)
        queue = [self._row(ticket, situation, age, texts) for ticket in situation.queue]
        for_aside = min(len(aside), max(height // 3, height - len(queue) - 2))
        room = height - for_aside - 2
        return [
            self._heading(texts.gettext("Queue of this counter"), situation.queue_length, texts),
            *(self._window(queue, room) or [Row(Content.styled(" -", "$text-muted"))]),
            *([Row(Content(" "))] if aside else []),
            *self._window(aside, for_aside),
        ]

    def _part(
        self,
        name: str,
        tickets: tuple[DeskTicket, ...],
        age: Age,
        texts: Texts,
        situation: Situation,
    ) -> list[Row]:
        if not tickets:
            return []
        rows = [self._row(ticket, situation, age, texts) for ticket in tickets]
        return [self._heading(name, len(tickets), texts), *rows]

    def _window(self, rows: list[Row], room: int) -> list[Row]:
        """As many rows as there is room for, the chosen one among them."""
        places = [index for index, row in enumerate(rows) if row.ticket_id == self.chosen_id]
        chosen = places[0] if places and self.chosen_id else 0
        first = max(0, min(chosen - room // 2, len(rows) - room))
        return rows[first : first + max(0, room)]

    def _heading(self, name: str, count: int, texts: Texts) -> Row:
        counted = write_number(count, texts.language)
        return Row(Content.assemble((f"{name} ", "bold"), (counted, "bold $text-accent")))

    def _row(self, ticket: DeskTicket, situation: Situation, age: Age, texts: Texts) -> Row:
        is_waiting = ticket.state == "waiting"
        mark = STATE_MARKS.get(ticket.state, " ")
        width = self.size.width
        is_wide = width >= WIDE
        words = self._words(ticket, situation, texts, is_wide=is_wide)
        minutes = short_minutes(age(since(ticket)), texts)
        parts = f"{mark} {ticket.number:<6} {words:<12} {minutes:>6}"
        if is_wide:
            if situation.standing.places:
                parts += f"  {where_word(ticket, texts):<{WHERE_CELLS}}"
            room = width - len(parts) - 3
            parts += "  " + service_word(situation.service(ticket.service), texts)[:room]
        if ticket.id == self.chosen_id:
            style = "bold $block-cursor-foreground on $block-cursor-background"
            return Row(Content.styled(f"{parts:<{width}}"[:width], style), ticket.id)
        is_strong = ticket.why in {"priority", "put_back"} or ticket.slip == "failed"
        strong = "bold" if is_strong and is_waiting else ""
        style = strong if is_waiting else STATE_STYLES.get(ticket.state, "")
        return Row(Content.styled(parts, style) if style else Content(parts), ticket.id)

    def _words(
        self, ticket: DeskTicket, situation: Situation, texts: Texts, *, is_wide: bool
    ) -> str:
        """What is to be known of a ticket in the list: no slip, why here, at which counter.

        In a narrow list where it waits stands here, too: for the usual reason, else after it.
        """
        if ticket.slip == "failed":
            return texts.gettext("no slip")
        if ticket.state == "called":
            counters = situation.snapshot.hall.counters
            numbers = (f"→ {each.number}" for each in counters if each.id == ticket.counter)
            return next(numbers, "")
        if ticket.state != "waiting":
            return ""
        why, where = why_word(ticket.why, texts), where_word(ticket, texts)
        if is_wide or not where:
            return why
        return where if ticket.why == "longest_wait" else f"{why} {where_mark(ticket)}".rstrip()

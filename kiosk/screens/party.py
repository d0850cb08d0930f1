"""How many came together? They stand together, and their number counts for all of them."""

from textual.app import ComposeResult
from textual.containers import Grid, Vertical

from kiosk.choice import Choice
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts

#: More fields than these are none for a finger; a larger group is for staff to arrange.
MOST_FIELDS = 15
COLUMNS = 5
DIGITS = 9


class PartyPage(Page):
    """Answers with a number of people, or `Move.BACK`. One is in focus: Enter takes it.

    Digits choose up to nine; beyond, `+` and `-`, arrows and Enter do, or a touch.
    """

    def __init__(self, largest: int) -> None:
        super().__init__()
        self.largest = largest
        self.sizes = range(1, min(largest, MOST_FIELDS) + 1)

    def compose_body(self) -> ComposeResult:
        """The question, a field for each size."""
        with Vertical(classes="column"):
            yield Plain(id="party-heading", classes="heading")
            yield Plain(id="party-more", classes="quiet")
            with Grid(id="party-sizes"):
                for size in self.sizes:
                    yield Choice(size, str(size) if size <= DIGITS else "", id=f"party-{size}")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *more = self.says(texts)
        self.query_one("#party-heading", Plain).update(heading)
        told = self.query_one("#party-more", Plain)
        told.update("\n".join(more))
        told.display = bool(more)
        grid = self.query_one("#party-sizes", Grid)
        grid.styles.grid_size_columns = min(COLUMNS, -(-len(self.sizes) // self._rows))
        fields = list(grid.query(Choice))
        for choice in fields:
            choice.label(_say_on_field(choice, texts))
        self.focus_first(fields[0])

    def says(self, texts: Texts) -> list[str]:
        """The question; for groups that are too large, whom to ask."""
        heading = texts.gettext("How many of you came together?")
        if self.largest <= MOST_FIELDS:
            return [heading]
        return [heading, texts.gettext("More of you? Please ask a member of staff.")]

    def spoken(self, texts: Texts) -> list[str]:
        """Each field with its whole words: on the screen its digit is one of them."""
        fields = (
            texts.gettext("Press %(digit)s: %(words)s", digit=choice.digit, words=words)
            if choice.digit
            else words
            for choice in self.shown_choices()
            if (words := _say_people(choice.value, texts))
        )
        return [*self.says(texts), *fields]

    @property
    def _rows(self) -> int:
        return -(-len(self.sizes) // COLUMNS)


def _say_on_field(choice: Choice, texts: Texts) -> str:
    if choice.digit and choice.value > 1:
        return texts.gettext("people")
    return _say_people(choice.value, texts)


def _say_people(size: int, texts: Texts) -> str:
    if size == 1:
        return texts.gettext("Only me")
    return texts.ngettext("%(n)s person", "%(n)s people", size)

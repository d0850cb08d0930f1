"""A page of cards: as many as the screen has room for, the others on further leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid
from textual.geometry import Size

from kiosk.choice import Choice
from kiosk.foot import FootLine
from kiosk.moves import Move
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts

#: A card is at least this wide and high, so that a long name and its line fit.
CARD_WIDTH, CARD_HEIGHT = 37, 5
#: From this height on a card is a large target, and two columns of them are enough.
GOOD_HEIGHT, TALLEST_CARD = 9, 15
#: A digit chooses each.
MOST_CARDS = 9


@dataclass(frozen=True)
class Card:
    """What a card shows, and what choosing it answers."""

    answer: Any
    lines: tuple[str, ...]
    is_refused: bool = False


class CardsPage(Page):
    """Answers with what its cards answer, or `Move.BACK`. Cards come from `make_cards`."""

    def __init__(self) -> None:
        super().__init__()
        self.first = 0
        self._capacity = MOST_CARDS
        self._count = 0

    def make_cards(self, texts: Texts) -> Sequence[Card]:
        """All cards, on whatever leaf."""
        raise NotImplementedError

    def more_words(self, texts: Texts) -> str:
        """What the card says that leafs on."""
        return texts.gettext("More")

    def hint(self, texts: Texts) -> str:
        """Where there are several leaves, their keys, too."""
        if self._count <= self._capacity:
            return super().hint(texts)
        return texts.gettext("Touch a field or press its number. + next, - previous.")

    def compose_body(self) -> ComposeResult:
        """A heading, a notice, the cards, and one card to leaf on."""
        yield Plain(id="cards-heading", classes="heading")
        yield Plain(id="cards-notice", classes="notice -warning")
        with Grid(id="cards"):
            for _ in range(MOST_CARDS):
                yield Choice(classes="card")
            yield Choice(Move.MORE, "+", id="more")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the cards out anew."""
        self.call_after_refresh(self.show_all)

    def show_snapshot(self) -> None:
        """Lay out and write the cards of this leaf."""
        self.show_cards()

    def show_cards(self) -> None:
        """Lay out and write the cards of this leaf."""
        texts = self.kiosk.texts
        cards = self.make_cards(texts)
        self._count = len(cards)
        self._lay_out(len(cards))
        leaf = cards[self.first : self.first + self._capacity]
        for position, choice in enumerate(self.query(".card").results(Choice)):
            choice.display = position < len(leaf)
            if choice.display:
                card = leaf[position]
                choice.digit, choice.value = str(position + 1), card.answer
                choice.set_class(card.is_refused, "-refused")
                choice.label(*card.lines)
        rest = texts.gettext("%(n)s more", n=len(cards) - len(leaf))
        self.query_one("#more", Choice).label(self.more_words(texts), rest)
        self.query_one(FootLine).show_hint(self.hint(texts))
        if leaf:
            self.focus_first(self.query_one(".card", Choice))

    def choose(self, value: Any) -> None:
        """Leaf on, or answer."""
        if value is Move.MORE:
            self._turn(1)
        else:
            self.give(value)

    def leaf(self, step: int) -> None:
        """The next leaf of cards, where there are several."""
        if self._count > self._capacity and not self.kiosk.is_large:
            self._turn(step)
        else:
            super().leaf(step)

    def _turn(self, step: int) -> None:
        leaves = -(-self._count // self._capacity)
        position = (self.first // self._capacity + step) % max(1, leaves)
        self.first = position * self._capacity
        self.show_cards()
        if self.kiosk.is_large:
            self.turn_large_to_start()
        else:
            self.query_one(".card", Choice).focus()
        self.kiosk.read_page()

    def _lay_out(self, count: int) -> None:
        """Choose columns, rows and the height of cards for the room that there is."""
        grid = self.query_one("#cards", Grid)
        room = grid.size if grid.size.height else Size(self.size.width, self.size.height - 4)
        most_columns = max(1, min(3, room.width // CARD_WIDTH))
        most_rows = max(1, room.height // CARD_HEIGHT)
        cells = min(most_columns * most_rows, MOST_CARDS + 1)
        if self.kiosk.is_large:
            cells = MOST_CARDS + 1
        fits = count <= min(cells, MOST_CARDS)
        self._capacity = max(1, count if fits else cells - 1)
        self.first = self.first // self._capacity * self._capacity
        if self.first >= count:
            self.first = 0
        self.query_one("#more", Choice).display = not fits
        columns, height = _shape(self._capacity + (not fits), most_columns, room.height)
        grid.styles.grid_size_columns = columns
        grid.styles.grid_rows = str(height)


def _shape(cards: int, most_columns: int, rows: int) -> tuple[int, int]:
    """Columns of cards, and the height of a card: two columns, more where cards become too low."""
    columns = min(2, most_columns)
    while columns < most_columns and rows // -(-cards // columns) < GOOD_HEIGHT:
        columns += 1
    height = rows // -(-cards // columns)
    return columns, max(CARD_HEIGHT, min(TALLEST_CARD, height))

"""Whose number is it? Asked where only digits were typed, and several services have that number."""

from collections.abc import Sequence

from kiosk.cards import Card, CardsPage
from kiosk.sentences import name_of
from protocol.snapshots import TicketView
from terminal.plain import Plain
from texts import Texts


class WhichPage(CardsPage):
    """Answers with one of the tickets, or `Move.BACK`."""

    def __init__(self, views: Sequence[TicketView]) -> None:
        super().__init__()
        self.views = views

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self.query_one("#cards-heading", Plain).update(self.says(texts)[0])
        self.query_one("#cards-notice", Plain).display = False
        self.show_cards()

    def says(self, texts: Texts) -> list[str]:
        """The question."""
        return [texts.gettext("Which of these is yours?")]

    def make_cards(self, texts: Texts) -> Sequence[Card]:
        """A card for each ticket."""
        return [Card(view, (view.number, name_of(view.service, texts))) for view in self.views]

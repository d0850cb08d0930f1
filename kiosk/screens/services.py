"""Which service? Cards with how many wait; what is not given now says why."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid
from textual.geometry import Size

from kiosk.choice import Choice
from kiosk.page import Move, Page
from kiosk.sentences import explain_to_visitor, name_of, office_refusal
from look.colours import STATE_MARKS
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import HallSnapshot, ServiceView
from terminal.plain import Plain
from texts import Texts

#: A card is at least this wide and high, so that a long name and its line fit.
CARD_WIDTH, CARD_HEIGHT, TALLEST_CARD = 37, 5, 7
MOST_CARDS = 9


class ServicesPage(Page):
    """Answers with the id of a service, a Refusal to explain, or `Move.BACK`.

    `chosen` are services that the visitor has chosen already.
    """

    def __init__(self, chosen: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.chosen = chosen
        self.first = 0
        self._capacity = MOST_CARDS

    def compose_body(self) -> ComposeResult:
        """A heading, a notice, the cards, and one card to leaf on."""
        yield Plain(id="services-heading", classes="heading")
        yield Plain(id="services-notice", classes="notice -warning")
        with Grid(id="cards"):
            for _ in range(MOST_CARDS):
                yield Choice(classes="card")
            yield Choice(Move.MORE, "0", id="more")

    def write_texts(self, texts: Texts) -> None:
        """Write the heading and the card that leafs on."""
        super().write_texts(texts)
        heading = (
            texts.gettext("Choose one more service")
            if self.chosen
            else texts.gettext("Choose a service")
        )
        self.query_one("#services-heading", Plain).update(heading)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the cards out anew."""
        self.call_after_refresh(self.show_all)

    def show_snapshot(self) -> None:
        """Lay out and write the cards of this leaf."""
        hall = self.kiosk.hall
        assert hall is not None
        refusal = office_refusal(hall)
        notice = self.query_one("#services-notice", Plain)
        notice.display = refusal is not None
        if refusal is not None:
            notice.update(explain_to_visitor(refusal, self.kiosk.texts))
        self._lay_out(len(hall.services))
        self._write_cards(hall)
        if self.focused is None:
            self.query_one(".card", Choice).focus()

    def choose(self, value: ServiceView | Refusal | Move) -> None:
        """Leaf on, or answer."""
        if value is Move.MORE:
            self._leaf()
        elif isinstance(value, ServiceView):
            self.give(value.id)
        else:
            self.give(value)

    def _leaf(self) -> None:
        hall = self.kiosk.hall
        if hall is not None:
            self.first += self._capacity
            self.first = self.first if self.first < len(hall.services) else 0
            self.show_snapshot()
            self.query_one(".card", Choice).focus()

    def _lay_out(self, count: int) -> None:
        """Choose columns, rows and the height of cards for the room that there is."""
        grid = self.query_one("#cards", Grid)
        room = grid.size if grid.size.height else Size(self.size.width, self.size.height - 4)
        columns = max(1, min(3, room.width // CARD_WIDTH))
        rows = max(1, room.height // CARD_HEIGHT)
        cells = min(columns * rows, MOST_CARDS + 1)
        fits = count <= min(cells, MOST_CARDS)
        self._capacity = count if fits else max(1, cells - 1)
        if self.first >= count:
            self.first = 0
        self.query_one("#more", Choice).display = not fits
        shown = self._capacity if fits else self._capacity + 1
        used_rows = -(-shown // columns)
        height = max(CARD_HEIGHT, min(TALLEST_CARD, room.height // used_rows))
        grid.styles.grid_size_columns = columns
        grid.styles.grid_rows = str(height)

    def _write_cards(self, hall: HallSnapshot) -> None:
        leaf = hall.services[self.first : self.first + self._capacity]
        for position, card in enumerate(self.query(".card").results(Choice)):
            card.display = position < len(leaf)
            if card.display:
                self._write_card(card, position + 1, leaf[position], office_refusal(hall))
        texts = self.kiosk.texts
        rest = len(hall.services) - len(leaf)
        self.query_one("#more", Choice).label(
            texts.gettext("Other services"), texts.gettext("%(n)s more", n=rest)
        )

    def _write_card(
        self, card: Choice, digit: int, service: ServiceView, closed: Refusal | None
    ) -> None:
        texts = self.kiosk.texts
        refusal = self._why_not(service) or closed
        card.digit = str(digit)
        card.value = refusal or service
        card.set_class(refusal is not None, "-refused")
        status = self._short_reason(refusal, texts) if refusal else say_waiting(service, texts)
        card.label(name_of(service.name, texts), status)

    def _why_not(self, service: ServiceView) -> Refusal | None:
        if service.id in self.chosen:
            return Refusal(RefusalCode.SERVICE_REPEATED, {"service": service.name})
        return service.refusal

    def _short_reason(self, refusal: Refusal, texts: Texts) -> str:
        """One line for the card; touching it tells the whole."""
        if refusal.code is RefusalCode.SERVICE_REPEATED:
            return texts.gettext("✓ Chosen")
        if refusal.code is RefusalCode.SERVICE_ELSEWHERE:
            where = name_of(refusal.params["where"], texts)
            return where[:1].upper() + where[1:]
        if refusal.code is RefusalCode.SERVICE_SUSPENDED:
            return texts.gettext("Interrupted for now")
        if refusal.code is RefusalCode.QUOTA_USED_UP:
            return texts.gettext("No numbers left today")
        return ""  # of the office as a whole: the notice above says it


def say_waiting(service: ServiceView, texts: Texts) -> str:
    """How many wait for a service, with the mark of waiting."""
    return f"{STATE_MARKS['waiting']} " + texts.ngettext(
        "%(n)s person waiting", "%(n)s people waiting", service.waiting
    )

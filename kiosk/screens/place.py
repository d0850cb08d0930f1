"""Where a number stands that was taken before, and what its visitor may do."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Grid, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.pictures import NumberPicture
from kiosk.places import say_place_to_wait, say_where
from kiosk.sentences import explain_to_visitor, name_of, say_ahead
from look.colours import STATE_MARKS
from protocol.refusals import Refusal
from protocol.snapshots import TicketView
from terminal.plain import Plain
from texts import N_, Texts
from texts.moments import write_time
from texts.states import state_word

#: What may be offered, in this order, and under which name. `None`: always.
_OFFERS: tuple[tuple[Move, str | None, str], ...] = (
    (Move.RETURN, "return", N_("Come back into the queue")),
    (Move.UNDO, "undo-cancel", N_("Take the cancellation back")),
    (Move.REPRINT, None, N_("Print again")),
    (Move.START, None, N_("Done")),
    (Move.LATE, "late", N_("I am late: let others go first")),
    (Move.HELP, None, N_("Call staff")),
    (Move.CANCEL, "cancel", N_("Cancel this number")),
)
#: What only the visitor may do who has shown the ticket's secret, not only its number.
_OF_THE_OWNER = frozenset({Move.UNDO, Move.LATE, Move.CANCEL})


class PlacePage(Page):
    """Answers with `Move.RETURN`, `UNDO`, `REPRINT`, `LATE`, `CANCEL` or `START`.

    `is_own`: the visitor has shown the ticket's secret, not only its number. `may_print`: a copy
    of the slip can be had here. `let_in`: whether the visitor has come in just now, or why not.
    """

    can_go_back = True

    def __init__(
        self,
        view: TicketView,
        *,
        is_own: bool,
        may_print: bool = False,
        let_in: Refusal | bool = False,
    ) -> None:
        super().__init__()
        self.let_in = let_in
        self.view = view
        self.may_print = may_print
        self.is_own = is_own
        self.ticket_id = view.ticket_id

    def compose_body(self) -> ComposeResult:
        """The number, what it means now, what can be done."""
        with Vertical(classes="column"):
            yield NumberPicture(self.view.number, id="place-number")
            yield Plain(id="place-state", classes="heading")
            yield Plain(id="place-words")
            with Grid(id="place-offers"):
                for move, _, _ in _OFFERS:
                    yield Choice(move, id=f"place-{move.value}")

    def show_view(self, view: TicketView) -> None:
        """Show the newer news of the same ticket."""
        is_news = (view.state, view.where) != (self.view.state, self.view.where)
        self.view = view
        self.write_texts(self.kiosk.texts)
        if is_news:
            self.kiosk.read_page()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        mark = STATE_MARKS.get(self.view.state, "")
        state, *words, service = self.says(texts)
        self.query_one("#place-state", Plain).update(f"{mark} {state} · {service}")
        self.query_one("#place-words", Plain).update("\n".join(words))
        self._write_offers(texts)

    def says(self, texts: Texts) -> list[str]:
        """Its state, then what the visitor needs to know, the service at last."""
        state = state_word(self.view.state, texts)
        place = say_place(self.view, texts, self.kiosk.zone)
        return [state, *self._say_let_in(place, texts), name_of(self.view.service, texts)]

    def _say_let_in(self, place: list[str], texts: Texts) -> list[str]:
        """To whoever has come in just now: that it is seen, or why they cannot."""
        if isinstance(self.let_in, Refusal):
            return [explain_to_visitor(self.let_in, texts), *place]
        if not self.let_in or self.view.where != "inside":
            return place
        welcome = texts.gettext("Welcome. Your place is %(number)s.", number=self.view.spot)
        return [welcome, *(one for one in place if one != say_where(self.view, texts))]

    def spoken(self, texts: Texts) -> list[str]:
        """The number first."""
        return [self.view.number, *super().spoken(texts)]

    def large_sentences(self) -> list[str]:
        """People ahead in few words: they stand under the number."""
        said, texts = super().large_sentences(), self.kiosk.texts
        if not self.view.ahead:
            return said
        told = say_ahead(self.view.ahead, texts)
        short = texts.gettext("%(n)s ahead", n=self.view.ahead)
        return [short if one == told else one for one in said]

    def big_number(self) -> str:
        """The number."""
        return self.view.number

    @property
    def headings_in_large(self) -> int:
        """None: its state stands large under the number."""
        return 0

    def choose(self, value: Any) -> None:
        """Staff are called on top of this page; all else is an answer."""
        if value is Move.HELP:
            self.kiosk.call_for_help()
        else:
            self.give(value)

    def _write_offers(self, texts: Texts) -> None:
        digit = 0
        for move, action, words in _OFFERS:
            choice = self.query_one(f"#place-{move.value}", Choice)
            is_possible = action is None or action in self.view.actions
            is_possible = is_possible and (self.may_print or move is not Move.REPRINT)
            choice.display = is_possible and (self.is_own or move not in _OF_THE_OWNER)
            if choice.display:
                digit += 1
                choice.digit = str(digit)
                choice.label(texts.gettext(words))
        first = self.shown_choices()[0]
        for choice in self.shown_choices():
            choice.set_class(choice is first, "main-action")
        self.focus_first(first)


def say_place(view: TicketView, texts: Texts, zone: Any) -> list[str]:
    """What a visitor with this ticket needs to know, a sentence to a line."""
    says: list[str] = []
    if view.ahead is not None:
        says += [*say_place_to_wait(view, texts, zone), say_ahead(view.ahead, texts)]
        if view.suspended:
            says += _say_interrupted(view, texts, zone)
    elif view.state == "called" and view.counter is not None:
        says.append(texts.gettext("Please proceed to counter %(number)s", number=view.counter))
    elif view.state == "serving" and view.counter is not None:
        says.append(texts.gettext("You are at counter %(number)s.", number=view.counter))
    elif view.state == "held":
        says.append(texts.gettext("Please wait. Staff will call you again."))
    elif view.state == "no_show":
        says += _say_missed(view, texts, zone)
    else:
        says += _say_ended(view, texts, zone)
    if view.services_after and view.state not in ("done", "cancelled", "void", "expired"):
        names = ", ".join(name_of(words, texts) for words in view.services_after)
        says.append(texts.gettext("After that: %(services)s", services=names))
    return says


def _say_interrupted(view: TicketView, texts: Texts, zone: Any) -> list[str]:
    says = [texts.gettext("This service rests now. Your place is kept.")]
    says += filter(None, [name_of(view.suspended_reason, texts)])
    if view.suspended_until is not None and view.suspended_until > view.clock.now:
        until = write_time(view.suspended_until, zone, texts.language)
        says.append(texts.gettext("Expected back at %(time)s.", time=until))
    return says


def _say_ended(view: TicketView, texts: Texts, zone: Any) -> list[str]:
    says = [texts.gettext("This number is not in the queue any more.")]
    if "undo-cancel" in view.actions and view.undo_until is not None:
        until = write_time(view.undo_until, zone, texts.language)
        says.append(texts.gettext("You can take that back until %(time)s.", time=until))
    return says


def _say_missed(view: TicketView, texts: Texts, zone: Any) -> list[str]:
    at = view.called_at or view.missed_at
    says = []
    if at is not None:
        time = write_time(at, zone, texts.language)
        says.append(texts.gettext("Your number was called at %(time)s.", time=time))
    if "return" in view.actions:
        says.append(texts.gettext("You can come back into the queue."))
    else:
        says.append(texts.gettext("Please take a new number."))
    return says

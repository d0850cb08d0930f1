"""Where a number stands that was taken before, and what its visitor may do."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.page import Move, Page
from kiosk.pictures import NumberPicture
from kiosk.sentences import name_of, say_ahead
from look.colours import STATE_MARKS
from protocol.snapshots import TicketView
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_time
from texts.states import state_word


class PlacePage(Page):
    """Answers with `Move.RETURN`, `Move.REPRINT`, `Move.CANCEL` or `Move.START`.

    `may_print`: its slip can be had here once more.
    `may_cancel`: the visitor has shown the ticket's secret, not only its number.
    """

    can_go_back = True

    def __init__(self, view: TicketView, *, may_cancel: bool, may_print: bool = False) -> None:
        super().__init__()
        self.view = view
        self.may_print = may_print
        self.may_cancel = may_cancel

    def compose_body(self) -> ComposeResult:
        """The number, what it means now, what can be done."""
        with Vertical(classes="column"):
            yield NumberPicture(self.view.number, id="place-number")
            yield Plain(id="place-state", classes="heading")
            yield Plain(id="place-words")
            with Horizontal(classes="pair"):
                yield Choice(Move.RETURN, id="place-return", classes="main-action")
                yield Choice(Move.REPRINT, id="place-reprint")
                yield Choice(Move.START, id="place-done")
                yield Choice(Move.CANCEL, id="place-cancel")

    def show_view(self, view: TicketView) -> None:
        """Show the newer news of the same ticket."""
        self.view = view
        self.write_texts(self.kiosk.texts)

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        view = self.view
        mark = STATE_MARKS.get(view.state, "")
        self.query_one("#place-state", Plain).update(
            f"{mark} {state_word(view.state, texts)} · {name_of(view.service, texts)}"
        )
        zone = self.kiosk.zone
        self.query_one("#place-words", Plain).update("\n".join(say_place(view, texts, zone)))
        may_return = "return" in view.actions
        may_cancel = self.may_cancel and "cancel" in view.actions
        self._write_choices(texts, may_return=may_return, may_cancel=may_cancel)

    def _write_choices(self, texts: Texts, *, may_return: bool, may_cancel: bool) -> None:
        shown = [
            ("#place-return", may_return, texts.gettext("Come back into the queue")),
            ("#place-reprint", self.may_print, texts.gettext("Print again")),
            ("#place-done", True, texts.gettext("Done")),
            ("#place-cancel", may_cancel, texts.gettext("Cancel this number")),
        ]
        digit = 0
        for selector, is_shown, label in shown:
            choice = self.query_one(selector, Choice)
            choice.display = is_shown
            if is_shown:
                digit += 1
                choice.digit = str(digit)
                choice.label(label)
        if self.focused is None or not self.focused.display:
            self.shown_choices()[0].focus()


def say_place(view: TicketView, texts: Texts, zone: Any) -> list[str]:
    """What a visitor with this ticket needs to know, a sentence to a line."""
    says: list[str] = []
    if view.ahead is not None:
        says.append(say_ahead(view.ahead, texts))
        if view.suspended:
            says.append(texts.gettext("This service rests now. Your place is kept."))
    elif view.state == "called" and view.counter is not None:
        says.append(texts.gettext("Please proceed to counter %(number)s", number=view.counter))
    elif view.state == "serving" and view.counter is not None:
        says.append(texts.gettext("You are at counter %(number)s.", number=view.counter))
    elif view.state == "held":
        says.append(texts.gettext("Please wait. Staff will call you again."))
    elif view.state == "no_show":
        says += _say_missed(view, texts, zone)
    else:
        says.append(texts.gettext("This number is not in the queue any more."))
    if view.services_after and view.state not in ("done", "cancelled", "void", "expired"):
        names = ", ".join(name_of(words, texts) for words in view.services_after)
        says.append(texts.gettext("After that: %(services)s", services=names))
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

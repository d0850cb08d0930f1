"""Why not, in plain words, and what to do next."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.sentences import OUT_OF_ORDER, explain_to_visitor, name_of
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import ServiceView
from terminal.plain import Plain
from texts import Texts
from texts.refusals import explain

#: Another service may be had.
_OF_A_SERVICE = frozenset(
    {
        *(RefusalCode.SERVICE_UNKNOWN, RefusalCode.SERVICE_REPEATED),
        *(RefusalCode.SERVICE_ELSEWHERE, RefusalCode.SERVICE_SUSPENDED),
        *(RefusalCode.QUOTA_USED_UP, RefusalCode.TOO_MANY_SERVICES),
        RefusalCode.LEASE_USED_UP,
    }
)
#: The same request may succeed in a moment.
_OF_THE_MOMENT = frozenset(
    {
        *(RefusalCode.STORAGE_UNAVAILABLE, RefusalCode.STOPPING, RefusalCode.SERVER_FAULT),
        *(RefusalCode.SERVER_UNREACHABLE, RefusalCode.ANSWER_UNREADABLE),
        RefusalCode.NUMBER_NOT_KEPT,
    }
)


class RefusedPage(Page):
    """Answers with `Move.OTHER_SERVICE`, `Move.AGAIN` or `Move.START`, as fits the refusal."""

    can_go_back = False

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.refusal = refusal

    def compose_body(self) -> ComposeResult:
        """The service it is about, the sentence, the ways on."""
        with Vertical(classes="column"):
            yield Plain(id="refused-subject", classes="heading")
            yield Plain(id="refused-words", classes="notice -warning")
            yield Plain(id="refused-cause", classes="quiet")
            for digit, move in enumerate(ways_on(self.refusal), 1):
                yield Choice(move, str(digit), id=f"way-{move.value.replace('_', '-')}")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        subject = self.query_one("#refused-subject", Plain)
        subject.display = bool(self._subject(texts))
        subject.update(self._subject(texts))
        self.query_one("#refused-words", Plain).update("\n".join(self._sentences(texts)))
        cause = self.query_one("#refused-cause", Plain)
        cause.display = self.refusal.code in OUT_OF_ORDER
        cause.update(explain(self.refusal.code, self.refusal.params, texts))
        choices = self.shown_choices()
        for choice in choices:
            choice.label(_say_way(choice.value, texts))
        self.focus_first(choices[0])

    def says(self, texts: Texts) -> list[str]:
        """What it is about, and why not."""
        return [*filter(None, [self._subject(texts)]), *self._sentences(texts)]

    @property
    def headings_in_large(self) -> int:
        """What it is about; the reason is large."""
        return int(bool(self._subject(self.kiosk.texts)))

    def go_back(self) -> None:
        """Esc takes the last way: out."""
        self.give(ways_on(self.refusal)[-1])

    def _subject(self, texts: Texts) -> str:
        service = self.refusal.params.get("service")
        return name_of(service, texts) if isinstance(service, dict) else ""

    def _sentences(self, texts: Texts) -> list[str]:
        """The refusal; of a service that rests, why it does."""
        service = self._service() if self.refusal.code is RefusalCode.SERVICE_SUSPENDED else None
        reason = name_of(service.suspended_reason, texts) if service is not None else ""
        return [*filter(None, [reason]), explain_to_visitor(self.refusal, texts)]

    def _service(self) -> ServiceView | None:
        hall, named = self.kiosk.hall, self.refusal.params.get("service")
        services = hall.services if hall is not None else ()
        return next((service for service in services if service.name == named), None)


def ways_on(refusal: Refusal) -> tuple[Move, ...]:
    """What a visitor may do after a refusal, the likeliest first."""
    if refusal.code in _OF_A_SERVICE:
        return Move.OTHER_SERVICE, Move.START
    if refusal.code in _OF_THE_MOMENT:
        return Move.AGAIN, Move.START
    return (Move.START,)


def _say_way(move: Move, texts: Texts) -> str:
    if move is Move.OTHER_SERVICE:
        return texts.gettext("Choose another service")
    if move is Move.AGAIN:
        return texts.gettext("Try again")
    return texts.gettext("Back to the start")

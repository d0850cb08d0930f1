"""Which service? Cards with how many wait; what is not given now says why."""

from collections.abc import Sequence

from kiosk.cards import Card, CardsPage
from kiosk.sentences import explain_to_visitor, name_of, office_refusal
from look.colours import STATE_MARKS
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import ServiceView
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_time
from texts.refusals import explain


class ServicesPage(CardsPage):
    """Answers with the id of a service, a Refusal to explain, or `Move.BACK`.

    `chosen` are services that the visitor has chosen already.
    """

    def __init__(self, chosen: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.chosen = chosen

    def write_texts(self, texts: Texts) -> None:
        """Write the heading."""
        super().write_texts(texts)
        self.query_one("#cards-heading", Plain).update(self._heading(texts))

    def says(self, texts: Texts) -> list[str]:
        """The question, and why no number is given at all."""
        refusal = self._office_refusal()
        notice = [explain_to_visitor(refusal, texts)] if refusal is not None else []
        return [self._heading(texts), *notice]

    def more_words(self, texts: Texts) -> str:
        """What the card says that leafs on."""
        return texts.gettext("Other services")

    def show_snapshot(self) -> None:
        """Lay out and write the cards of this leaf."""
        refusal = self._office_refusal()
        notice = self.query_one("#cards-notice", Plain)
        notice.display = refusal is not None
        if refusal is not None:
            notice.update(explain_to_visitor(refusal, self.kiosk.texts))
        super().show_snapshot()

    def make_cards(self, texts: Texts) -> Sequence[Card]:
        """A card for each service of the office."""
        hall, closed = self.kiosk.hall, self._office_refusal()
        assert hall is not None, "shown from a snapshot only"
        return [self._make_card(service, closed, texts) for service in hall.services]

    def _make_card(self, service: ServiceView, closed: Refusal | None, texts: Texts) -> Card:
        refusal = self._why_not(service) or closed
        name = name_of(service.name, texts)
        if refusal is None:
            waiting = () if self.kiosk.offline else (say_waiting(service, texts),)
            return Card(service.id, (name, *waiting))
        reason = self._short_reason(refusal, service, texts)
        return Card(refusal, (name, reason), is_refused=True)

    def _heading(self, texts: Texts) -> str:
        if self.chosen:
            return texts.gettext("Choose one more service")
        return texts.gettext("Choose a service")

    def _office_refusal(self) -> Refusal | None:
        hall = self.kiosk.hall
        return office_refusal(hall) if hall is not None else None

    def _why_not(self, service: ServiceView) -> Refusal | None:
        if service.id in self.chosen:
            return Refusal(RefusalCode.SERVICE_REPEATED, {"service": service.name})
        return service.refusal

    def _short_reason(self, refusal: Refusal, service: ServiceView, texts: Texts) -> str:
        """One line for the card; touching it tells the whole."""
        if refusal.code is RefusalCode.SERVICE_REPEATED:
            return texts.gettext("✓ Chosen")
        if refusal.code is RefusalCode.SERVICE_ELSEWHERE:
            where = name_of(refusal.params["where"], texts)
            return where[:1].upper() + where[1:]
        if refusal.code is RefusalCode.SERVICE_SUSPENDED:
            return self._say_interrupted(service, texts)
        if refusal.code is RefusalCode.QUOTA_USED_UP:
            return texts.gettext("No numbers left today")
        if refusal.code is RefusalCode.LEASE_USED_UP:
            return texts.gettext("No numbers left here")
        if refusal == self._office_refusal():
            return ""  # of the office as a whole: the notice above says it
        return explain(refusal.code, refusal.params, texts)

    def _say_interrupted(self, service: ServiceView, texts: Texts) -> str:
        """Why, and until when if that is known; a time that has passed is promised no more."""
        why = name_of(service.suspended_reason, texts) or texts.gettext("Interrupted for now")
        back_at = service.resumes_at
        if back_at is None or back_at <= self.kiosk.clock.now():
            return why
        time = write_time(back_at, self.kiosk.zone, texts.language)
        return f"{why}, {texts.gettext('until %(time)s', time=time)}"


def say_waiting(service: ServiceView, texts: Texts) -> str:
    """How many wait for a service, with the mark of waiting."""
    return f"{STATE_MARKS['waiting']} " + texts.ngettext(
        "%(n)s person waiting", "%(n)s people waiting", service.waiting
    )

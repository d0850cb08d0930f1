"""What one counter's screen shows, picked out of the snapshot.

Pure: a snapshot and a counter's id come in. The page's twin is `web/situation.js`.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from msgspec import Struct

from desk.actions import Standing
from protocol.commands import BasedOnBody
from protocol.numbering import number_of
from protocol.snapshots import CounterView, DeskCounter, DeskSnapshot, DeskTicket, ServiceView

ENDED = "ended"


class Situation(Struct, frozen=True):
    """The whole of a desk at one moment. Without a counter only the lists of the office."""

    snapshot: DeskSnapshot
    counter: CounterView | None
    state: DeskCounter | None
    hand: DeskTicket | None
    queue: tuple[DeskTicket, ...]
    held: tuple[DeskTicket, ...]
    missed: tuple[DeskTicket, ...]
    called: tuple[DeskTicket, ...]  # anywhere else, the newest call first
    may_supervise: bool = False  # whoever is signed in

    @property
    def standing(self) -> Standing:
        """What decides which actions are possible."""
        return Standing(
            counter=self.state.state if self.state else "none",
            hand=self.hand.state if self.hand else "none",
            undo=bool(self.state and self.state.can_undo),
            held=bool(self.held),
            ended=self.snapshot.hall.phase == ENDED,
            asked=bool(self.snapshot.help),
            runs=bool(self.snapshot.runs),
            places=self.snapshot.hall.room is not None,
            supervisor=self.may_supervise,
        )

    @property
    def based_on(self) -> BasedOnBody:
        """What the screen showed, for the server to compare."""
        if self.state is None:
            return BasedOnBody()
        return BasedOnBody(self.state.ticket_id, self.state.last_call)

    @property
    def is_asked_for(self) -> bool:
        """Whether this counter asks for help."""
        own = f"counter:{self.counter.id}" if self.counter else None
        return any(each.place == own for each in self.snapshot.help)

    @property
    def queue_length(self) -> int:
        """How many this counter may call, those beyond the end of the list counted in."""
        return self.state.queue_length if self.state else len(self.queue)

    def service(self, service_id: str) -> ServiceView | None:
        """A service of the office, None where a newer snapshot no longer has it."""
        return next((each for each in self.snapshot.hall.services if each.id == service_id), None)

    def ticket(self, ticket_id: str | None) -> DeskTicket | None:
        """A live ticket by its id."""
        return next((each for each in self.snapshot.tickets if each.id == ticket_id), None)

    def find(self, typed: str) -> DeskTicket | None:
        """A live ticket by its number as people type it: `a12`, `A-012`, `A 12`."""
        wanted = normal_number(typed)
        return next((each for each in self.snapshot.tickets if each.number == wanted), None)

    def matching(self, typed: str, most: int) -> list[DeskTicket]:
        """The live tickets whose number begins as typed; none where nothing is typed."""
        wanted = _bare(typed)
        if not wanted:
            return []
        found = (each for each in self.snapshot.tickets if _matches(_bare(each.number), wanted))
        return list(islice(found, most))


def situation_of(
    snapshot: DeskSnapshot, counter_id: str | None, *, may_supervise: bool = False
) -> Situation:
    """The desk of a counter; with an unknown counter that of none."""
    counter = next((each for each in snapshot.hall.counters if each.id == counter_id), None)
    state = next((each for each in snapshot.counters if each.id == counter_id), None)
    if counter is None or state is None:
        counter = state = None
    by_id = {ticket.id: ticket for ticket in snapshot.tickets}
    hand = by_id.get(state.ticket_id) if state and state.ticket_id else None
    return Situation(
        snapshot=snapshot,
        counter=counter,
        state=state,
        hand=hand,
        queue=tuple(by_id[each] for each in state.queue if each in by_id) if state else (),
        held=_aside(snapshot.tickets, "held", counter),
        missed=_aside(snapshot.tickets, "no_show", counter),
        called=_called_elsewhere(snapshot.tickets, hand),
        may_supervise=may_supervise,
    )


def refusal_params(situation: Situation) -> dict[str, Any]:
    """What a refusal of the desk's own table is about."""
    return {
        "counter": situation.counter.number if situation.counter else "",
        "number": situation.hand.number if situation.hand else "",
        "state": situation.hand.state if situation.hand else "",
    }


def is_newer(one: DeskSnapshot, other: DeskSnapshot) -> bool:
    """Whether a snapshot may replace another: not if it is older, in the same epoch."""
    ours, theirs = one.hall.id, other.hall.id
    if ours.epoch != theirs.epoch:
        return True
    return (ours.day, ours.version) >= (theirs.day, theirs.version)


def normal_number(typed: str) -> str:
    """A number as tickets carry it: `a12` becomes `A-012`. What is none comes back as it is."""
    text = "".join(typed.split()).upper().replace("-", "")
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    if not letters or not digits:
        return typed.strip().upper()
    return number_of(letters, int(digits))


def is_number(normal: str) -> bool:
    """Whether a normal number can be a ticket's. Nothing else is asked for by address.

    Somebody may have typed a visitor's telephone number or NIK, which belongs into none.
    """
    return re.fullmatch("[A-Z]-[0-9]{3,6}", normal) is not None


def _bare(text: str) -> str:
    """Letters and digits only, in capitals."""
    return re.sub("[^A-Z0-9]", "", text.upper())


def _matches(number: str, wanted: str) -> bool:
    """`A012` is found by `A`, `A0`, `A01` and by `A12`: zeros in front may be left out."""
    if number.startswith(wanted):
        return True
    letters, digits = re.match("([A-Z]*)([0-9]*)", wanted).groups()  # type: ignore[union-attr]
    rest = number[len(letters) :].lstrip("0")
    return digits != "" and number.startswith(letters) and rest.startswith(digits)


def _called_elsewhere(
    tickets: Iterable[DeskTicket], hand: DeskTicket | None
) -> tuple[DeskTicket, ...]:
    """Those called at other counters, the newest call first."""
    called = [each for each in tickets if each.state == "called" and each is not hand]
    return tuple(sorted(called, key=_called_at, reverse=True))


def _called_at(ticket: DeskTicket) -> tuple[float, str]:
    return (ticket.called_at or ticket.issued_at).timestamp(), ticket.number


def _aside(
    tickets: Iterable[DeskTicket], state: str, counter: CounterView | None
) -> tuple[DeskTicket, ...]:
    """Those on hold or missed whose service this counter gives, the newest first."""
    mine = [
        ticket
        for ticket in tickets
        if ticket.state == state and counter is not None and ticket.service in counter.services
    ]
    return tuple(sorted(mine, key=_aside_at, reverse=True))


def _aside_at(ticket: DeskTicket) -> tuple[float, str]:
    at = (ticket.held_at if ticket.state == "held" else ticket.missed_at) or ticket.issued_at
    return at.timestamp(), ticket.number

"""Kiosks of a hall that are cut off at any moment, go on by themselves, and come back.

What must be true: no number is on two papers or given by the server, too; what was acknowledged is
there exactly once; seniority is as stated; nothing that an honest kiosk brings is refused.
"""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from protocol.refusals import Refusal
from server.queueing.commands import HandInTicket
from server.queueing.day import Day
from server.queueing.moments import is_to_come
from server.queueing.ticket import ExpiryReason, Ticket, TicketState
from tests.queueing.away import AwayKiosk
from tests.queueing.hall import Hall
from tests.queueing.random_offices import KIOSKS, SERVICES


class Outages:
    """The kiosks of a hall."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.kiosks = {name: AwayKiosk(name) for name in KIOSKS}

    @property
    def day(self) -> Day:
        return self.hall.day

    def ask(self, name: str, *, is_lost: bool = False) -> None:
        """A kiosk asks for its leases; the answer may be lost."""
        kiosk = self.kiosks[name]
        answer = self.hall.give(kiosk.asks())
        assert not isinstance(answer, Refusal)
        if not is_lost:
            kiosk.hears(self.hall.rehearsal)
        for service in self.day.office.services:
            if service.quota is not None:
                assert self._unused(service.id, kiosk) <= self._share(service.id, service.quota)

    def lend_beforehand(self, asking: Sequence[tuple[str, bool]]) -> None:
        """Kiosks ask on the evening before; some answers are lost. They hold all that they may."""
        for name, is_lost in asking:
            self.ask(name, is_lost=is_lost)
            rules = self.day.office.offline
            for service in self.day.office.services:
                if service.quota is None:
                    held = self._unused(service.id, self.kiosks[name])
                    assert held == (rules.most if rules.minutes else 0)
        assert not self.day.tickets
        assert self.day.phase is None

    def give(self, name: str, services: Sequence[str], hours: int, *, is_asked: bool) -> None:
        """A kiosk gives a number by itself; `is_asked`: the server made one, but was not heard."""
        kiosk = self.kiosks[name]
        kiosk.clock_is_off = timedelta(hours=hours)
        lost = None
        if is_asked:
            before = set(self.day.tickets)
            self.hall.come(services, "unconfirmed", priority=False, kiosk=name)
            lost = next(iter(set(self.day.tickets) - before), None)
        kiosk.gives(self.hall.rehearsal, *services, instead_of=lost)

    def come_back(self, name: str, most: int, *, is_lost: bool = False) -> None:
        """A kiosk brings what it gave, or the first few of it; the answer may be lost."""
        kiosk = self.kiosks[name]
        for paper in kiosk.book.given[:most]:
            before = self.day.tickets.get(paper.ticket_id)
            last = self.day.leased.seniority.get(name)
            other = self.day.tickets.get(paper.instead_of or "")
            answer = self.hall.give(paper)
            assert not isinstance(answer, Refusal), (paper, answer)
            if before is None:
                self._check_seniority(paper, last)
                self._check_replaced(other)
            else:
                assert self.day.tickets[paper.ticket_id] == before
            if is_lost:
                return
            kiosk.acknowledged(paper, answer)

    def change_file(self, name: str) -> None:
        """A kiosk's disk is replaced."""
        self.kiosks[name].gets_another_file()

    def close(self) -> None:
        """The day has ended: the kiosks bring the rest. Everything is there, exactly once."""
        assert self.day.ended
        for name, kiosk in self.kiosks.items():
            rest = [paper for paper in kiosk.book.given if paper.ticket_id not in self.day.tickets]
            self.come_back(name, len(kiosk.book.given))
            for paper in rest:
                ticket = self.day.tickets[paper.ticket_id]
                assert ticket.state is TicketState.EXPIRED
                assert ticket.reason == ExpiryReason.HANDED_IN_LATE
            self.ask(name)
            assert not kiosk.book.leases
        self.check()

    def check(self) -> None:
        """No number is somebody else's, and none that was acknowledged is missing."""
        by_number: dict[str, str] = {}
        for ticket in self.day.tickets.values():
            assert by_number.setdefault(ticket.number, ticket.id) == ticket.id
        papers: dict[str, str] = {}
        for kiosk in self.kiosks.values():
            assert not papers.keys() & kiosk.papers.keys()
            papers |= kiosk.papers
            for number, ticket_id in kiosk.brought.items():
                assert by_number[number] == ticket_id
        for number in papers.keys() & by_number.keys():
            assert papers[number] in ("", by_number[number])

    def _check_seniority(self, paper: HandInTicket, last: object) -> None:
        ticket, now = self.day.tickets[paper.ticket_id], self.hall.rehearsal.now
        granted = self.day.leased.leases[paper.lease_id].granted_at
        begins = self.day.schedule.tickets_from
        if begins is not None and is_to_come(self.day, granted):
            granted = min(begins, now)  # a moment of the evening before is nobody's place
        possible = min(max(paper.issued_at, granted), now)
        assert ticket.place.at == (possible if last is None else max(last, possible))
        assert granted <= ticket.place.at <= now
        assert ticket.number == paper.number

    def _check_replaced(self, before: Ticket | None) -> None:
        """What nobody ever saw is void; what was confirmed after all is as it was."""
        if before is None:
            return
        after = self.day.tickets[before.id]
        unseen = before.state in {TicketState.RESERVED, TicketState.EXPIRED}
        if unseen and before.confirmed_at is None:
            assert (after.state, after.reason) == (TicketState.VOID, "answer_lost")
        else:
            assert after == before

    def _unused(self, service_id: str, kiosk: AwayKiosk) -> int:
        return sum(
            max(0, lease.count - max(lease.used, kiosk.book.used.get(lease.id, 0)))
            for lease in self.day.leased.live()
            if lease.kiosk == kiosk.name and lease.service == service_id
        )

    def _share(self, service_id: str, quota: int) -> int:
        kiosks = {lease.kiosk for lease in self.day.leased.live()}
        left = max(0, quota - self.day.taken.get(service_id, 0))
        return left // (2 * max(1, len(kiosks)))


class Cuts:
    """Outages in a row, chosen by a seed."""

    def __init__(self, outages: Outages, seed: int) -> None:
        self.outages, self.chance = outages, Random(seed)

    def play(self, length: int) -> None:
        """So many acts of kiosks."""
        for _ in range(length):
            name, chance = self.chance.choice(KIOSKS), self.chance.random()
            if chance < 0.3:
                self.outages.ask(name, is_lost=chance < 0.1)
            elif chance < 0.7:
                services = self.chance.sample(SERVICES, self.chance.choice([1, 1, 2]))
                self.outages.give(name, services, 0, is_asked=chance < 0.5)
            elif chance < 0.97:
                self.outages.come_back(name, self.chance.randrange(1, 9), is_lost=chance < 0.8)
            else:
                self.outages.change_file(name)

"""What must be true of slips, claims, bursts, and numbers that are given up and kept after all.

A part of the witness: its bookkeeping is its own.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.day import Day
from server.queueing.office import BurstRules
from server.queueing.ticket import FRONT_TIER, Slip, Ticket, TicketState

SLIPS = [None, Slip.FAILED, Slip.SHOWN, Slip.ASSUMED, Slip.PRINTED]


def without_news(ticket: Ticket) -> Ticket:
    """The ticket but for what no turn depends on."""
    return replace(ticket, slip=None, phone_hash=None)


def timeless(ticket: Ticket) -> Ticket:
    """The ticket but for that, and for when and by which event it came to be so."""
    return replace(without_news(ticket), touched=0, restored_at=None)


@dataclass
class Visits:
    """Sees what visitors and kiosks do, beside the turns."""

    issued: list[str] = field(default_factory=list)
    claims: dict[str, str] = field(default_factory=dict)
    slips: dict[str, Slip | None] = field(default_factory=dict)
    given_up: dict[str, Ticket] = field(default_factory=dict)
    drawn: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)
    rules: set[BurstRules] = field(default_factory=set)

    def observe(self, day: Day, event: e.Event, before: dict[str, Ticket]) -> None:
        """Follow an event that has just been applied."""
        self.rules.add(day.office.bursts)
        match event:
            case e.TicketIssued():
                self.issued.append(event.ticket_id)
                if event.kiosk is not None:
                    at = day.tickets[event.ticket_id].issued_at
                    self.drawn.setdefault(event.kiosk, []).append((at, event.ticket_id))
            case e.TicketHandedIn():
                self.issued.append(event.ticket_id)
                self.slips[event.ticket_id] = event.slip
            case e.TicketClaimed():
                assert event.ticket_id not in self.claims, "the first phone wins"
                self.claims[event.ticket_id] = event.phone_hash
            case e.TicketConfirmed() | e.SlipReported():
                told = self.slips.get(event.ticket_id)
                assert SLIPS.index(event.slip) > SLIPS.index(told)
                self.slips[event.ticket_id] = event.slip
            case e.TicketCancelled():
                self.given_up[event.ticket_id] = before[event.ticket_id]

    def check(self, day: Day) -> None:
        """Nobody is lost, and everybody's slip and phone are what was told."""
        assert list(day.tickets) == self.issued
        for ticket in day.tickets.values():
            assert ticket.phone_hash == self.claims.get(ticket.id)
            assert ticket.slip == self.slips.get(ticket.id)

    def check_kept(
        self, day: Day, before: Ticket, at: datetime, answer: list[e.Event] | Refusal
    ) -> None:
        """A number that was given up is as it was, if it was not too late; else nothing is."""
        since = before.ended_at
        assert since is not None
        rests = sum(
            (
                max(timedelta(), min(rest.end, at) - max(rest.start, since))
                for rest in day.schedule.breaks
            ),
            timedelta(),
        )
        passed = (at - since - rests).total_seconds()
        if isinstance(answer, Refusal):
            assert answer.code is RefusalCode.TOO_LATE_TO_UNDO
            assert passed >= day.office.tickets.undo_cancel_seconds
            return
        assert passed < day.office.tickets.undo_cancel_seconds
        earlier = self.given_up[before.id]
        if earlier.state is TicketState.CALLED:
            place = earlier.place._replace(tier=FRONT_TIER)
            earlier = replace(
                earlier, state=TicketState.WAITING, place=place, counter=None, calls=0
            )
        assert timeless(day.tickets[before.id]) == timeless(earlier)

    def check_burst(
        self,
        command: c.IssueTicket,
        rules: BurstRules,
        at: datetime,
        answer: list[e.Event] | Refusal,
    ) -> None:
        """A kiosk is slowed after a burst, and never otherwise, nor is anybody else."""
        is_slowed = isinstance(answer, Refusal) and answer.code is RefusalCode.TOO_MANY_AT_ONCE
        drawn = [at for at, _ in self.drawn.get(command.kiosk or "", ())]
        if not isinstance(answer, Refusal) and command.kiosk is not None:
            del drawn[-1]  # this one
        if not rules.numbers or len(drawn) < rules.numbers:
            assert not is_slowed
            return
        is_burst = drawn[-1] - drawn[-rules.numbers] <= timedelta(seconds=rules.seconds)
        must_wait = is_burst and at < drawn[-1] + timedelta(seconds=rules.wait_seconds)
        assert must_wait or not is_slowed
        # other rules may have forgotten some of what was drawn before; and other refusals go first
        if len(self.rules) == 1 and not isinstance(answer, Refusal):
            assert not must_wait

    def check_runs(self, day: Day) -> None:
        """The runs are what was drawn in bursts, each number once."""
        for kiosk, runs in day.runs.items():
            drawn = [ticket_id for _, ticket_id in self.drawn[kiosk]]
            in_runs = [ticket_id for run in runs for ticket_id in run]
            assert in_runs == [ticket_id for ticket_id in drawn if ticket_id in set(in_runs)]
        if len(self.rules) != 1:
            return
        (rules,) = self.rules
        for kiosk, drawn_here in self.drawn.items():
            expected: set[str] = set()
            for index in range(len(drawn_here) - rules.numbers + 1):
                burst = drawn_here[index : index + rules.numbers]
                if burst and (burst[-1][0] - burst[0][0]).total_seconds() <= rules.seconds:
                    expected.update(ticket_id for _, ticket_id in burst)
            found = {ticket_id for run in day.runs.get(kiosk, ()) for ticket_id in run}
            assert found == expected

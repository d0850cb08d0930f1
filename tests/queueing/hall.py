"""A hall in which anything may happen, with a witness to all of it.

Each act is a command that somebody, or the clock, may give at any moment, sensible or not. What
must be true after each is in `witness.py`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.apply import replay
from server.queueing.bursts import runs_left
from server.queueing.day import Day, serving_counters
from server.queueing.decide import AFTER_THE_END, remembered
from server.queueing.events import Event, Record
from server.queueing.notices import shown_notices
from server.queueing.office import Office
from server.queueing.schedule import Schedule
from server.queueing.standing import ahead
from server.queueing.ticket import Slip, TicketState
from tests.queueing.lateness import Lateness
from tests.queueing.random_offices import KIOSKS
from tests.queueing.rehearsal import Rehearsal
from tests.queueing.simulation import called_before
from tests.queueing.witness import FINAL, Moment, Witness, check_notices, counter_is_gone

ALL = frozenset(TicketState)
FITTING = {
    c.ConfirmTicket: frozenset({TicketState.RESERVED, TicketState.EXPIRED}),
    c.UndoCancel: frozenset({TicketState.CANCELLED}),
    c.DelayTicket: frozenset({TicketState.WAITING}),
    c.ReturnTicket: frozenset({TicketState.NO_SHOW}),
}
"""In which states a visitor would think of it."""


def phone_hash(who: str, ticket_id: str) -> str:
    """The hash of the secret that somebody's phone has for a ticket."""
    return f"hash-{who}-{ticket_id}"


def visitor_of(who: str, ticket_id: str) -> c.Visitor | None:
    """Who asks: staff, or somebody's phone."""
    return None if who == "staff" else c.Visitor(phone_hash(who, ticket_id))


class Hall:
    """An office's day, and the acts of everybody in it."""

    def __init__(
        self, office: Office, schedule: Schedule, time: str, staffed: str, days_before: int = 0
    ) -> None:
        self.rehearsal = Rehearsal(office, schedule, time, days_before)
        self.witness = Witness()
        for counter in staffed:
            self.press(c.OpenCounter, counter)

    @property
    def day(self) -> Day:
        return self.rehearsal.day

    # acts

    def begin(self, time: str, staffed: str) -> None:
        """The date of a day that was opened before it has come."""
        self.rehearsal.at(time)
        for counter in staffed:
            self.press(c.OpenCounter, counter)

    def pass_time(self, seconds: int, *, is_late: bool) -> None:
        """The clock does what falls due, at its moment, or late after a server slept."""
        end = self.rehearsal.now + timedelta(seconds=seconds)
        if is_late:
            self.rehearsal.now = end
        while (due := self.rehearsal.due()) is not None and due.at <= end:
            self.rehearsal.now = max(self.rehearsal.now, due.at)
            assert due.command_id not in self.day.accepted
            self._check_timer(due.command, due.at)
            answer = self.give(due.command, due.command_id)
            assert not isinstance(answer, Refusal), (due, answer)
        self.rehearsal.now = end
        check_notices(self.day, end)

    def come(
        self,
        services: Iterable[str],
        how: str,
        *,
        priority: bool,
        kiosk: str = KIOSKS[0],
        slip: Slip = Slip.SHOWN,
    ) -> None:
        """A visitor takes a number: at a kiosk, at one that never confirms it, or from staff."""
        ticket_id = f"t{len(self.day.tickets) + 1}"
        command = c.IssueTicket(
            ticket_id,
            f"hash-{ticket_id}",
            tuple(services),
            priority,
            reason="no_phone" if how == "staff" else None,
            kiosk=None if how == "staff" else kiosk,
        )
        at, rules = self.rehearsal.now, self.day.office.bursts
        answer = self.give(command)
        if not self.day.ended:
            self.witness.visits.check_burst(command, rules, at, answer)
        if how == "kiosk":
            self.give(c.ConfirmTicket(ticket_id, slip))

    def act(self, kind: type[c.OwnCommand], which: int, who: str = "staff") -> None:
        """A visitor cancels or keeps a number, delays or returns; or somebody else's phone does."""
        ticket_id = self.pick(which, FITTING.get(kind, ALL))
        if ticket_id is None:
            return
        at, before = self.rehearsal.now, self.day.tickets[ticket_id]
        late = Lateness(self.day, before, at) if kind is c.DelayTicket else None
        answer = self.give(kind(ticket_id, visitor_of(who, ticket_id)))
        if self.day.ended:
            return
        is_kept_off = isinstance(answer, Refusal) and answer.code == "claimed_by_other_phone"
        claimer = self.witness.visits.claims.get(ticket_id)
        is_other = who != "staff" and claimer not in (None, phone_hash(who, ticket_id))
        assert is_kept_off is is_other
        if kind is c.UndoCancel and not is_kept_off:
            self.witness.visits.check_kept(self.day, before, at, answer)
        if late is not None:
            late.check(self.day, answer)

    def report_slip(self, which: int, slip: Slip) -> None:
        """A kiosk tells what became of a slip."""
        ticket_id = self.pick(which, ALL)
        if ticket_id is not None:
            self.give(c.ConfirmTicket(ticket_id, slip))

    def claim(self, which: int, who: str) -> None:
        """A phone opens a ticket, and then once more."""
        ticket_id = self.pick(which, ALL)
        if ticket_id is None:
            return
        command = c.ClaimTicket(ticket_id, phone_hash(who, ticket_id))
        if not isinstance(self.give(command), Refusal):
            assert self.give(command) == []
            assert self.day.tickets[ticket_id].phone_hash == command.phone_hash

    def void_run(self, which: int) -> None:
        """Staff take a run out, or a few other numbers."""
        runs = [tuple(ticket.id for ticket in tickets) for _, tickets in runs_left(self.day)]
        chosen = runs or [tuple(list(self.day.tickets)[which % 7 :: 7][:3])]
        ticket_ids = chosen[which % len(chosen)]
        before = dict(self.day.tickets)
        if isinstance(self.give(c.VoidRun(ticket_ids, "left")), Refusal):
            return
        for ticket_id in ticket_ids:
            can_go = before[ticket_id].state not in FINAL - {TicketState.NO_SHOW}
            can_go = can_go and before[ticket_id].state is not TicketState.SERVING
            state = TicketState.VOID if can_go else before[ticket_id].state
            assert self.day.tickets[ticket_id].state is state

    def dismiss_run(self, which: int) -> None:
        """Staff find a run harmless; other numbers are none."""
        runs = [tuple(ticket.id for ticket in tickets) for _, tickets in runs_left(self.day)]
        if not runs:
            ticket_ids = tuple(list(self.day.tickets)[which % 7 :: 7][:3])
            if ticket_ids:
                assert isinstance(self.give(c.DismissRun(ticket_ids)), Refusal)
            return
        before = dict(self.day.tickets)
        gone = runs[which % len(runs)]
        if not isinstance(self.give(c.DismissRun(gone)), Refusal):
            left = [tuple(ticket.id for ticket in tickets) for _, tickets in runs_left(self.day)]
            assert left == [run for run in runs if run != gone]
            assert self.day.tickets == before

    def change(self, what: str, which: int) -> None:
        """Staff void, reprint or move a ticket to the other class."""
        ticket_id = self.pick(which, ALL)
        if ticket_id is None:
            return
        match what:
            case "void":
                self.give(c.VoidTicket(ticket_id, "left"))
            case "reprint":
                self.give(c.ReprintTicket(ticket_id, "lost", f"hash-{self.day.version}"))
            case "copy":
                self._copy(ticket_id)
            case _:
                priority = self.day.tickets[ticket_id].is_priority
                self.give(c.ChangePriority(ticket_id, not priority, "asked"))

    def press(self, kind: type[c.CounterCommand], counter: str, **fields: object) -> None:
        """A press at a counter whose screen is right, and then once more by mistake."""
        if counter not in self.day.counters:
            return
        press = self.rehearsal.command(kind, counter, **fields)
        answer = self.give(press)
        if not isinstance(answer, Refusal):
            assert isinstance(self.give(press), Refusal), "a double press did something twice"
        elif kind is c.UndoLast and self.day.office.counter(counter) and not self.day.ended:
            self.witness.check_undo_refused(self.day, counter, answer.code)

    def press_stale(self, kind: type[c.CounterCommand], counter: str, which: int) -> None:
        """A press at a counter whose screen shows something that is not so."""
        shown = c.BasedOn(self.pick(which, ALL), which)
        now = self.day.counters.get(counter)
        if now is None or (now.ticket_id, now.last_call) != (shown.ticket_id, shown.call):
            assert isinstance(self.give(kind(counter, shown)), Refusal)

    def call(self, counter: str) -> None:
        """Finish what is in hand, and call the next."""
        now = self.day.counters.get(counter)
        self.press(c.FinishAndNext if now and now.ticket_id else c.CallNext, counter)

    def resume(self, counter: str, which: int) -> None:
        """Take a held ticket back."""
        ticket_id = self.pick(which, frozenset({TicketState.HELD}))
        if ticket_id is not None:
            self.press(c.ResumeTicket, counter, ticket_id=ticket_id)

    def assign(self, counter: str, services: Iterable[str]) -> None:
        """A supervisor lets a counter serve something else."""
        self.give(c.AssignServices(counter, tuple(services)))

    def need_help(self, place: str, which: int) -> None:
        """Somebody asks for help, or asks again, or gets it."""
        if which % 3 == 0:
            self.give(c.EndHelp(place))
        else:
            self.give(c.AskForHelp(place, self.pick(which, ALL)))
            assert self.day.ended or counter_is_gone(self.day, place) or place in self.day.help

    def tell(self, minutes: int, which: int) -> None:
        """The hall is told something for so many minutes, or not any more."""
        shown = shown_notices(self.day)
        if shown and which % 3 == 0:
            self.give(c.EndNotice(shown[which % len(shown)].id))
        else:
            until = self.rehearsal.now + timedelta(minutes=minutes) if minutes else None
            self.give(c.PostNotice(f"notice-{self.day.version}", until))

    def end(self, miscounted: int) -> None:
        """The supervisor ends the day, having counted right or wrong."""
        left = sum(ticket.state not in FINAL for ticket in self.day.tickets.values())
        answer = self.give(c.EndDay(left + miscounted))
        assert miscounted == 0 or isinstance(answer, Refusal)

    # checks

    def check_ahead(self, which: int) -> None:
        """`ahead` of one ticket is what the calls say, one after the other."""
        ticket_id = self.pick(which, frozenset({TicketState.WAITING, TicketState.RESERVED}))
        if ticket_id is not None:
            ticket = self.day.tickets[ticket_id]
            if serving_counters(self.day, ticket.service):
                expected = called_before(self.day, ticket, self.rehearsal.now)
                assert ahead(self.day, ticket) == len(expected)

    def close(self) -> None:
        """Midnight comes."""
        self.pass_time(24 * 3600, is_late=False)
        assert self.day.ended
        self.witness.visits.check_runs(self.day)
        self.check_records()

    def check_records(self) -> None:
        """The records alone lead to the same day, also from JSON."""
        records = self.rehearsal.records
        assert replay(records) == self.day
        lines = [msgspec.json.encode(record) for record in records]
        decoded = [msgspec.json.decode(line, type=Record) for line in lines]
        assert decoded == records
        assert replay(decoded) == self.day

    # how it is done

    def _copy(self, ticket_id: str) -> None:
        """A visitor asks a kiosk for a copy, by the number alone."""
        slip = self.day.tickets[ticket_id].slip
        command = c.ReprintTicket(
            ticket_id, "kiosk", f"hash-{self.day.version}-copy", by_kiosk=True
        )
        if not isinstance(self.give(command), Refusal):
            assert slip is Slip.FAILED

    def pick(self, which: int, states: frozenset[TicketState]) -> str | None:
        """One of the tickets in these states."""
        found = [ticket.id for ticket in self.day.tickets.values() if ticket.state in states]
        return found[which % len(found)] if found else None

    def give(self, command: c.Command, command_id: str = "") -> list[Event] | Refusal:
        """A command, decided, applied and witnessed; refused, it changes nothing."""
        day, before = self.day, Moment.of(self.day)
        version, ended = day.version, day.ended
        command_id = command_id or f"command-{version}-{self.rehearsal.commands}"
        answer = self.rehearsal.attempt(
            command, command_id, lambda event: self.witness.observe(day, event, before)
        )
        if isinstance(answer, Refusal):
            assert day.version == version
            assert not ended or answer.code is RefusalCode.DAY_ENDED
            return answer
        assert not ended or isinstance(command, AFTER_THE_END)
        self.witness.conclude(day, command, answer, before)
        if answer:
            accepted = remembered(day, command_id, repr(command))
            assert accepted is not None
            assert not isinstance(accepted, Refusal)
            assert accepted.version == day.version
        return answer

    def _check_timer(self, command: c.Command, at: datetime) -> None:
        """Nothing falls due in a break or in a suspension."""
        if isinstance(command, c.EndReservation | c.MissCall | c.EndHold):
            assert not any(rest.start <= at < rest.end for rest in self.day.schedule.breaks)
            assert not self.day.is_suspended(self.day.tickets[command.ticket_id].service)

"""How golden days are made: a day in which everything happens, played through the rules.

`python -m tests.journal.golden_day NAME` writes `golden/NAME.jsonl`, one line for each event of
the play of that name, and `golden/NAME.state.json`, what they add up to. It never overwrites: what
was released stays. When a kind of event is added, write another play with it.
"""

import sys
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from server.journal.rows import all_rows
from server.queueing import commands as c
from server.queueing.bursts import runs_left
from server.queueing.day import Day
from server.queueing.helping import counter_place, kiosk_place
from server.queueing.office import Asking, Reason
from server.queueing.ticket import Slip
from tests.queueing.away import AwayKiosk
from tests.queueing.lobbies import lobby, office_with
from tests.queueing.rehearsal import OFFICE, SCHEDULE, Rehearsal, clock, opened_counters

GOLDEN = Path(__file__).parent / "golden"


def play() -> Rehearsal:
    """From before the numbers to midnight."""
    day = Rehearsal(time="06:30")
    day.run("07:30")
    _line_up(day)
    day.run("08:00")
    _serve(day)
    _interrupt(day)
    _change(day)
    day.run("23:59:59")
    day.wait(1)
    due = day.due()
    assert due is not None
    day.do(due.command)
    assert day.day.ended
    return day


def supervise() -> Rehearsal:
    """A morning on which staff help each other."""
    day = opened_counters("1", "2")
    first = day.issue("a")
    day.do(c.AskForHelp(kiosk_place("kiosk-1"), first))
    day.do(c.AskForHelp(counter_place("1")))
    day.do(c.EndHelp(kiosk_place("kiosk-1")))
    day.call("1")
    day.press(c.TransferTicket, "1", service="x", note_id="transfer-1")
    day.press(c.PauseCounter, "1", back_at=clock("08:30"))
    day.call("2")
    day.press(c.StartService, "2")
    day.press(c.ReleaseCounter, "2")
    day.do(c.AssignServices("1", ("x",)))
    day.do(c.PostNotice("notice-1", clock("08:40")))
    day.do(c.PostNotice("notice-2"))
    day.do(c.EndNotice("notice-2"))
    day.run("08:45")
    return day


def print_and_claim() -> Rehearsal:
    """What becomes of slips, and what visitors do with their own tickets."""
    day = opened_counters("1")
    ticket = day.reserve("a", kiosk="kiosk-1")
    day.do(c.ConfirmTicket(ticket, Slip.FAILED))
    day.do(c.ConfirmTicket(ticket, Slip.PRINTED))
    day.do(c.ClaimTicket(ticket, "hash-phone"))
    day.do(c.CancelTicket(ticket, c.Visitor("hash-phone")))
    day.wait(60)
    day.do(c.UndoCancel(ticket, c.Visitor("hash-phone")))
    day.call("1")
    day.do(c.CancelTicket(ticket))
    day.do(c.UndoCancel(ticket))
    return day


def give_places() -> Rehearsal:
    """Who comes in, who does not, and calls that wait for somebody else's way."""
    day = Rehearsal(office_with(lobby(4, 2, people=20)))
    for counter in ("1", "2", "3"):
        day.press(c.OpenCounter, counter)
    first, second = day.issue("b"), day.issue("b", party_size=2)
    for service in ("a", "x", "x", "x", "x"):
        day.issue(service)
    day.do(c.ArriveTicket(first))
    day.do(c.ArriveTicket(second))
    day.do(day.due_command("t3"))
    day.do(day.due_command("t3"))
    day.do(c.CountPeople(1))
    day.do(c.BlockSpot(4))
    day.do(c.ChangePartySize(second, 1))
    day.call("2")
    held = day.call("1")
    assert held is not None
    day.do(day.due_command(held))
    day.do(c.UnblockSpot(4))
    day.do(c.ChangeProfile("far"))
    return day


def take_ticks_back() -> Rehearsal:
    """The door-keeper taps the wrong row: of somebody asked, and of somebody who did not come."""
    day = Rehearsal(office_with(lobby(4, 2, people=20)))
    day.press(c.OpenCounter, "1")
    first = day.issue("a")
    day.do(c.ArriveTicket(first))
    day.wait(5)
    day.do(c.UndoArrival(first))
    day.do(day.due_command(first))
    day.do(day.due_command(first))
    day.do(c.ArriveTicket(first))
    day.wait(5)
    day.do(c.UndoArrival(first))
    return day


def play_with_a_kiosk() -> Rehearsal:
    """Somebody presses and presses; staff find nothing in it, then it goes on."""
    day = opened_counters("1")
    drawn = []
    for _ in range(6):
        drawn.append(day.issue("a", kiosk="kiosk-1"))
        day.wait(1)
    day.do(c.DismissRun(tuple(drawn)))
    day.wait(20)
    day.issue("a", kiosk="kiosk-1")
    day.call("1")
    return day


def cut_a_kiosk_off() -> Rehearsal:
    """A kiosk that goes on without the server, comes back, and once more after the day."""
    services = (replace(OFFICE.services[0], quota=12), *OFFICE.services[1:])
    day, kiosk = Rehearsal(replace(OFFICE, services=services)), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    kiosk.hears(day)
    lost = day.reserve("a", kiosk="kiosk-1")
    day.wait(10)
    kiosk.gives(day, "a", "x", instead_of=lost)
    kiosk.clock_is_off = timedelta(hours=7)
    kiosk.gives(day, "b")
    day.wait(300)
    for paper in kiosk.book.given:
        day.do(replace(paper, slip=Slip.PRINTED))
    kiosk.book.given.clear()
    for _ in range(6):
        day.issue("a")
    day.do(kiosk.asks())
    kiosk.hears(day)
    kiosk.gives(day, "b")
    day.run("23:59:59")
    day.wait(1)
    day.do(c.PassMidnight())
    day.wait(3600)
    for paper in kiosk.book.given:
        day.do(paper)
    return day


def tell_of_oneself() -> Rehearsal:
    """Personal data that comes with a number, is seen, and is erased after the day's end."""
    services = tuple(
        replace(service, needs=("nik",), asks=("phone",)) if service.id == "a" else service
        for service in OFFICE.services
    )
    office = replace(
        OFFICE,
        services=services,
        reasons=replace(OFFICE.reasons, contacts=(Reason("reach", {"en": "To reach them"}),)),
        personal=(
            Asking("phone", {"en": "To reach you."}, {"en": "I agree."}, 3),
            Asking("nik", {"en": "To prepare."}, {"en": "I agree."}, regions=("1671",)),
        ),
    )
    day = Rehearsal(office)
    day.do(c.IssueTicket("t1", "hash-t1", ("a",), contacts=("nik", "phone")))
    day.do(c.IssueTicket("t2", "hash-t2", ("a",), contacts=("nik",)))
    day.do(c.ShowContacts("t1", "reach"))
    day.do(c.EraseContacts("t2"))
    day.do(c.EndDay(2))
    day.do(c.EraseContacts("t1"))
    return day


def restore() -> Rehearsal:
    """A backup takes the day's place; numbers go on further up."""
    day, kiosk = Rehearsal(time="08:00"), AwayKiosk("kiosk-1")
    day.issue("a")
    day.do(kiosk.asks())
    day.wait(3600)
    day.do(c.GoOnRestored(day.now))
    day.issue("a")
    day.do(AwayKiosk("kiosk-2").asks())
    return day


def take_lost_numbers_in() -> Rehearsal:
    """A kiosk brings what it gave of leases that the backup did not know."""
    day, kiosk = Rehearsal(time="08:00"), AwayKiosk("kiosk-1")
    day.issue("a")
    lost = deepcopy(day)
    lost.do(kiosk.asks())
    kiosk.hears(lost)
    lost.wait(600)
    for service in ("a", "b", "a"):
        kiosk.gives(lost, service)
    day.wait(3600)
    day.do(c.GoOnRestored(day.now))
    for paper in kiosk.book.given:
        day.do(paper)
    day.do(AwayKiosk("kiosk-2").asks())
    day.do(kiosk.asks())
    return day


PLAYS = {
    "lost-numbers": take_lost_numbers_in,
    "restored": restore,
    "kiosk-cut-off": cut_a_kiosk_off,
    "contacts": tell_of_oneself,
    "places": give_places,
    "arrival-undone": take_ticks_back,
    "whole-day": play,
    "supervised-morning": supervise,
    "slips-and-claims": print_and_claim,
    "run-dismissed": play_with_a_kiosk,
}
"""By the names of their files."""


def _line_up(day: Rehearsal) -> None:
    """Numbers before the doors open, given in every way, and given up again."""
    for service in ("a", "b", "a", "x", "a", "b", "a"):
        day.issue(service)
        day.wait(20)
    day.issue("a", "x", priority=True, party_size=3, language="en")
    day.reserve("b", reason="no_phone")
    day.reserve("a", ticket_id="unconfirmed")
    day.do(day.due_command("unconfirmed"))
    day.do(c.CancelTicket(day.issue("x")))
    day.do(c.VoidTicket(day.issue("x"), "left"))
    day.do(c.ReprintTicket("t1", "lost"))
    day.do(c.ChangePriority("t2", priority=True, reason="asked"))
    day.do(c.DelayTicket("t1"))


def _serve(day: Rehearsal) -> None:
    """A morning at the counters."""
    day.call("1")
    day.wait(40)
    day.press(c.Recall, "1")
    day.press(c.StartService, "1")
    day.wait(300)
    day.press(c.FinishAndNext, "1")
    day.wait(30)
    day.press(c.HoldTicket, "1")
    day.press(c.UndoLast, "1")
    day.press(c.HoldTicket, "1")
    held = next(ticket.id for ticket in day.day.tickets.values() if ticket.held_at)
    day.press(c.ResumeTicket, "1", ticket_id=held)
    day.press(c.TransferTicket, "1", service="x")
    day.call("2")
    day.press(c.HoldTicket, "2")
    second = next(ticket.id for ticket in day.day.tickets.values() if ticket.held_at)
    day.do(day.due_command(second))
    missed = day.call("1")
    assert missed is not None
    day.do(day.due_command(missed))
    day.wait(60)
    day.do(c.ReturnTicket(missed))


def _interrupt(day: Rehearsal) -> None:
    """Pauses, and a service that cannot be had for a while."""
    day.call("1")
    day.press(c.PauseCounter, "1", reason="meal")
    day.press(c.OpenCounter, "1")
    day.do(c.SuspendService("x", "system", until=clock("10:30")))
    day.wait(600)
    day.do(c.ResumeSuspended("x"))
    day.press(c.CloseCounter, "1")
    day.do(c.StopIssuing())
    day.do(c.AllowIssuing())


def _change(day: Rehearsal) -> None:
    """Other rules from noon on."""
    services = tuple(replace(service, quota=50) for service in OFFICE.services)
    office = replace(OFFICE, services=services, hold=replace(OFFICE.hold, seconds=600))
    day.do(c.ConfigureOffice(office, replace(SCHEDULE, tickets_until=clock("13:30"))))


def state_of(day: Day) -> dict[str, Any]:
    """What of a day is compared: all that a later program must still find in the same events."""
    state = msgspec.json.encode(
        {
            "version": day.version,
            "last_at": day.last_at,
            "phase": day.phase,
            "issuing_stopped": day.issuing_stopped,
            "ended": day.ended,
            "office": day.office,
            "schedule": day.schedule,
            "tickets": {row.ticket_id: row for row in all_rows(day)},
            "sequences": day.sequences,
            "taken": day.taken,
            "balances": {service: line.balance for service, line in day.lines.items()},
            "counters": day.counters,
            "calls": day.calls,
            "suspensions": day.suspensions,
            "accepted": day.accepted,
            "assigned": day.assigned,
            "notices": day.notices,
            "help": day.help,
            "hall": _hall(day),
            "leases": day.leased.leases,
            "leased_tickets": day.leased.tickets,
            "replaced": sorted(day.leased.replaced),
            "last_given": day.leased.seniority,
            "dismissed": sorted(day.dismissed),
            "runs_left": [
                (kiosk, [ticket.id for ticket in tickets]) for kiosk, tickets in runs_left(day)
            ],
        }
    )
    as_written: dict[str, Any] = msgspec.json.decode(state)
    return as_written


def _hall(day: Day) -> dict[str, Any] | None:
    """What events say of the lobby; who stands in which row follows from the tickets."""
    if day.hall is None:
        return None
    told = ("profile", "taken", "leaving", "blocked", "others")
    return {name: getattr(day.hall, name) for name in told}


def main(name: str) -> None:
    played = PLAYS[name]()
    lines = b"".join(msgspec.json.encode(record) + b"\n" for record in played.records)
    state = msgspec.json.format(msgspec.json.encode(state_of(played.day)), indent=1) + b"\n"
    for path, content in ((f"{name}.jsonl", lines), (f"{name}.state.json", state)):
        with (GOLDEN / path).open("xb") as file:
            file.write(content)


if __name__ == "__main__":
    main(*sys.argv[1:])

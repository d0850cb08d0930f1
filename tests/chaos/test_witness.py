"""The witness can fail: fed a history that somebody has doctored, it says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.rows import touched_rows
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.ticket import Slip
from tests.chaos.evidence import wrong
from tests.chaos.ledger import Called, Given, Ledger, Shown
from tests.chaos.witness import missed_calls, objections
from tests.queueing.rehearsal import DATE, OFFICE, Rehearsal, opened_counters

Records = list[e.Record]


def busy_morning() -> tuple[Rehearsal, Ledger]:
    """Five people at two counters, and what everybody was told."""
    day, ledger = opened_counters("1", "2"), Ledger()
    for service in ("a", "b", "b", "x", "a"):
        ticket_id = day.issue(service)
        number = day.ticket(ticket_id).number
        ledger.given.append(Given(DATE, ticket_id, number, service, "kiosk-1"))
        day.wait(1)
    for counter in ("1", "2", "1", "2"):
        if day.day.in_hand(counter) is not None:
            day.press(c.FinishService, counter)
        day.press(c.CallNext, counter)
    shown = ledger.shown["display-1"] = {}
    for record in day.records:
        if isinstance(record.event, e.TicketCalled):
            ticket = day.ticket(record.event.ticket_id)
            counter = day.day.counter(record.event.counter)
            ledger.called.append(
                Called(DATE, ticket.id, ticket.number, counter.id, record.event.call)
            )
            shown[DATE, record.event.call] = Shown(ticket.number, counter.number)
    return day, ledger


def told(ledger: Ledger, records: Records) -> list[str]:
    return objections(ledger, {DATE: records})


def without(records: Records, kind: type[e.Fact], index: int = 0) -> Records:
    """The history without one event of a kind."""
    found = [record for record in records if isinstance(record.event, kind)][index]
    return [record for record in records if record is not found]


def swapped_calls(records: Records) -> Records:
    """The first two calls, each of the other's ticket."""
    first, second = [r for r in records if isinstance(r.event, e.TicketCalled)][:2]
    other = {
        first.version: replace(first, event=replace(first.event, ticket_id=second.event.ticket_id)),
        second.version: replace(
            second, event=replace(second.event, ticket_id=first.event.ticket_id)
        ),
    }
    return [other.get(record.version, record) for record in records]


def test_a_true_history_is_believed() -> None:
    day, ledger = busy_morning()
    assert len(ledger.called) == 4
    assert told(ledger, day.records) == []
    assert missed_calls(ledger, {DATE: day.records}) == []


def test_a_lost_number_is_seen() -> None:
    day, ledger = busy_morning()
    (said,) = told(ledger, without(day.records, e.TicketIssued, -1))[:1]
    assert said == "A-002 of 2026-06-23 was acknowledged, and is there 0 times"


def test_a_number_that_became_another_is_seen() -> None:
    day, ledger = busy_morning()
    ledger.given[0] = ledger.given[0]._replace(number="A-009")
    assert told(ledger, day.records) == [
        "A-009 of 2026-06-23 was acknowledged, and is there 0 times"
    ]


def test_a_lost_call_is_seen() -> None:
    day, ledger = busy_morning()
    said = told(ledger, without(day.records, e.TicketCalled, -1))
    assert said == ["call 4, X-001, was acknowledged: there 0 times"]


def test_a_call_that_is_there_twice_is_seen() -> None:
    day, ledger = busy_morning()
    last = [record for record in day.records if isinstance(record.event, e.TicketCalled)][-1]
    said = told(ledger, [*day.records, last])
    assert "call 4, X-001, was acknowledged: there 2 times" in said
    assert any("is called while it does not wait" in each for each in said)


def test_a_number_given_to_two_people_is_seen() -> None:
    day, ledger = busy_morning()
    ledger.given.append(ledger.given[0]._replace(kiosk="kiosk-2"))
    assert told(ledger, day.records) == ["people: number A-001 of 2026-06-23 was given 2 times"]


def test_a_number_that_is_in_the_journal_twice_is_seen() -> None:
    day, ledger = busy_morning()
    first = next(record for record in day.records if isinstance(record.event, e.TicketIssued))
    assert "the journal: number A-001 of 2026-06-23 was given 2 times" in told(
        ledger, [*day.records, first]
    )


def test_a_ticket_called_at_two_counters_is_seen() -> None:
    day, ledger = busy_morning()
    ledger.called.append(ledger.called[0]._replace(counter="2", call=9))
    assert any("was called at 2 counters" in each for each in told(ledger, day.records))


def test_a_call_out_of_turn_is_seen() -> None:
    day, _ = busy_morning()
    assert any(
        "is called at 1 before" in each for each in told(Ledger(), swapped_calls(day.records))
    )


def test_a_counter_that_calls_with_somebody_in_hand_is_seen() -> None:
    day, ledger = busy_morning()
    said = told(ledger, without(day.records, e.ServiceFinished))
    assert said == ["counter 1 calls while it has somebody"]


def handed_in(day: Rehearsal) -> e.Record:
    """A number that a kiosk gave without the server, and handed in afterwards."""
    event = e.TicketHandedIn(
        *("t9", "A-500", 500, "lease", "hash-t9", ("a",), False, "id", 1),
        issued_at=day.now,
        seniority_at=day.now,
        slip=Slip.PRINTED,
    )
    return e.Record(day.day.version + 1, day.now, "kiosk:1", event, "hand-in", "")


def test_a_number_that_was_handed_in_and_lost_or_doubled_is_seen() -> None:
    day, ledger = busy_morning()
    ledger.given.append(Given(DATE, "t9", "A-500", "a", "kiosk-1"))
    record = handed_in(day)
    assert told(ledger, [*day.records, record]) == []
    assert told(ledger, day.records) == [
        "A-500 of 2026-06-23 was acknowledged, and is there 0 times"
    ]
    assert "the journal: number A-500 of 2026-06-23 was given 2 times" in told(
        ledger, [*day.records, record, record]
    )


@pytest.mark.parametrize(
    "forget",
    [
        lambda shown: shown.pop((DATE, 2)),
        lambda shown: shown.update({(DATE, 2): Shown("A-001", 1)}),
        lambda shown: shown.clear(),
    ],
)
def test_a_call_that_a_display_missed_is_seen(
    forget: Callable[[dict[object, object]], object],
) -> None:
    day, ledger = busy_morning()
    forget(ledger.shown["display-1"])  # type: ignore[arg-type]
    assert any("display-1 did not show call 2" in each for each in _missed(day, ledger))


def test_only_what_a_state_could_not_hold_is_no_miss() -> None:
    day, ledger = busy_morning()
    del ledger.shown["display-1"][DATE, 2]
    ledger.arrived["display-1"] = [(DATE, 1), (DATE, 25)]  # the state of 25 begins with call 2
    assert len(_missed(day, ledger)) == 1
    ledger.arrived["display-1"] = [(DATE, 1), (DATE, 26)]
    assert _missed(day, ledger) == []
    ledger.arrived["display-1"] = [(DATE, 1), (DATE, 2), (DATE, 40)]
    assert len(_missed(day, ledger)) == 1


def _missed(day: Rehearsal, ledger: Ledger) -> list[str]:
    return missed_calls(ledger, {DATE: day.records})


async def kept(journal: Journal, day: Rehearsal) -> None:
    async with journal.batch(OFFICE.id, DATE) as batch:
        await batch.append(day.records, touched_rows(day.day, day.records))


async def test_what_lies_in_a_file_is_judged_with_the_tables(tmp_path: Path) -> None:
    day, ledger = busy_morning()
    async with open_journal(tmp_path / "a.db") as journal:
        await kept(journal, day)
        assert await wrong(tmp_path / "a.db", OFFICE.id, ledger, displays=True) == []
        ledger.given.append(Given(DATE, "nobody", "A-077", "a", "kiosk-1"))
        said = await wrong(tmp_path / "a.db", OFFICE.id, ledger, displays=True)
        assert said == ["A-077 of 2026-06-23 was acknowledged, and is there 0 times"]
        async with journal.engine.transaction() as transaction:
            await transaction.run("UPDATE tickets SET state = 'done' WHERE number = 'A-002'")
            await transaction.commit()
        said = await wrong(tmp_path / "a.db", OFFICE.id, Ledger(), displays=False)
        assert "ticket A-002" in said[0]

"""Hand-ins as no kiosk of ours writes them: refused as bodies, refused singly, or tickets."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from protocol.offline import HandInBody
from protocol.refusals import Refusal
from server.journal.encoding import records_of, values_of
from server.queueing.apply import apply
from server.queueing.decide import decide
from server.queueing.events import Record, TicketHandedIn
from server.web.api.kiosks import REFUSED_SINGLY, _hand_in_command
from tests.journal.keeping import ID
from tests.queueing.away import AwayKiosk
from tests.queueing.rehearsal import DATE, Rehearsal, opened_counters

ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.text(max_size=12),
    st.lists(st.sampled_from(["a", "b", "x", "nothing", ""]), max_size=3),
    st.sampled_from(["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "A-500", "B-500"]),
    st.sampled_from(
        ["A-501", "A-0500", "A-\u0665\u0660\u0660", "a-500", "A-" + "9" * 5000, "t" * 22, "o" * 22]
    ),
)
FIELDS = [
    *("ticket_id", "token", "lease_id", "number", "services", "priority", "language"),
    *("party_size", "issued_at", "slip", "instead_of", "clock_doubtful", "seniority_at"),
]


def a_hall() -> tuple[Rehearsal, dict[str, Any]]:
    """A day whose kiosk holds leases, and an honest paper of it, as it is sent."""
    day, kiosk = opened_counters("1"), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    kiosk.hears(day)
    day.issue("a")
    lease = next(each for each in kiosk.book.leases.values() if each.service == "a")
    return day, {
        "ticket_id": "paper-1",
        "token": "p" * 22,
        "lease_id": lease.id,
        "number": f"{lease.letter}-{lease.first}",
        "services": ["a"],
        "issued_at": day.now.isoformat(),
    }


def bring(day: Rehearsal, paper: dict[str, Any]) -> object:
    """None if the body is refused; else the refusal, or the events that it made."""
    body = {"command_id": "hand-in-0001", "day": DATE.isoformat(), "tickets": [paper]}
    try:
        read = msgspec.json.decode(msgspec.json.encode(body), type=HandInBody)
    except msgspec.ValidationError:
        return None
    decided = decide(day.day, _hand_in_command("kiosk-1", read.tickets[0]), day.now)
    if isinstance(decided, Refusal):
        assert decided.code in REFUSED_SINGLY
        return decided
    for event in decided:
        version = day.day.version + 1
        record = Record(version, day.now, "kiosk:kiosk-1", event, "hand-in-0001", "fingerprint")
        version, at, *rest = values_of(ID, DATE, record)[2:]
        rows = [(version, at, *rest[:3], rest[4])]
        assert records_of(ID, DATE, rows, version - 1) == [record]
        apply(day.day, record)
    return decided


@given(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=3))
def test_an_odd_paper_is_refused_or_one_ticket(changes: dict[str, Any]) -> None:
    day, honest = a_hall()
    paper = {**honest, **changes}
    before, granted = set(day.day.tickets), day.now
    made = bring(day, paper)
    if isinstance(made, list):
        (event,) = made
        assert isinstance(event, TicketHandedIn)
        assert event.number == honest["number"] or event.number.startswith("A-50")
        assert event.seniority_at == granted
        assert event.services[0] == "a"
        assert 1 <= event.party_size <= day.day.office.tickets.largest_party
        assert set(day.day.tickets) == before | {event.ticket_id}
        assert bring(day, paper) == [], "handing in again changes nothing"
    else:
        assert set(day.day.tickets) == before


def test_an_honest_paper_is_a_ticket() -> None:
    day, honest = a_hall()
    assert isinstance(bring(day, honest), list)

"""Tickets as plain rows: for reports and other people's SQL. Everything in them is in the events.

A row is the ticket's present state; it is written in the transaction of the events that changed
it, and `repair.rebuild_tickets` can make it anew.
"""

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Struct, structs

from server.journal.session import Row, Value
from server.queueing.day import Day
from server.queueing.events import Record
from server.queueing.schedule import Moment
from server.queueing.ticket import Leg, Slip, Ticket, TicketClass, TicketState


class TicketRow(Struct, frozen=True):
    """A row of `tickets`: its fields are the columns, in their order.

    A visit may have several legs, one for each service. `service`, `last_counter`, `called_at`,
    `started_at` and `finished_at` are those of the present leg, of the last one when the visit is
    over; `legs` has all of them.
    """

    office: str
    date: date
    ticket_id: str
    number: str
    token_hash: str
    services: tuple[str, ...]  # asked for
    service: str
    ticket_class: TicketClass
    state: TicketState
    counter: str | None  # where it is in hand now
    last_counter: str | None  # that called it last in this leg
    language: str
    party_size: int
    issued_at: Moment
    confirmed_at: Moment | None
    seniority_at: Moment
    first_called_at: Moment | None  # in any leg
    called_at: Moment | None
    last_called_at: Moment | None  # recalls included
    started_at: Moment | None
    finished_at: Moment | None
    held_at: Moment | None
    missed_at: Moment | None
    ended_at: Moment | None
    last_call: int | None  # its running number
    calls: int  # since it last began to wait
    returns: int
    leg: int  # 0 for the first
    legs: tuple[Leg, ...]
    reason: str | None  # why it expired or was voided
    version: int  # of the last event that changed what turns depend on
    slip: Slip | None  # what became of the paper
    kiosk: str | None  # that gave the number; None: staff did
    spot: int | None  # where it waits inside
    let_in_at: Moment | None  # when its people were first asked to come in
    arrived_at: Moment | None  # when they were first known to be inside
    announced_at: Moment | None  # when its call was heard, where offices give places
    lease_id: str | None  # that a kiosk gave the number from while the server was away
    handed_in_at: Moment | None  # when the kiosk told us of that


class FoundTicket(Struct, frozen=True):
    """Which day's ticket it is."""

    date: date
    ticket_id: str


def row_of(office: str, date: date, ticket: Ticket) -> TicketRow:
    """The row of a ticket."""
    leg = ticket.legs[ticket.leg]
    calls = [each.called_at for each in ticket.legs if each.called_at is not None]
    return TicketRow(
        office=office,
        date=date,
        ticket_id=ticket.id,
        number=ticket.number,
        token_hash=ticket.token_hash,
        services=ticket.chosen,
        service=leg.service,
        ticket_class=ticket.ticket_class,
        state=ticket.state,
        counter=ticket.counter,
        last_counter=leg.counter,
        language=ticket.language,
        party_size=ticket.party_size,
        issued_at=ticket.issued_at,
        confirmed_at=ticket.confirmed_at,
        seniority_at=ticket.place.at,
        first_called_at=min(calls, default=None),
        called_at=leg.called_at,
        last_called_at=ticket.call_at,
        started_at=leg.started_at,
        finished_at=leg.finished_at,
        held_at=ticket.held_at,
        missed_at=ticket.missed_at,
        ended_at=ticket.ended_at,
        last_call=ticket.call,
        calls=ticket.calls,
        returns=ticket.returns,
        leg=ticket.leg,
        legs=ticket.legs,
        reason=ticket.reason,
        version=ticket.touched,
        slip=ticket.slip,
        kiosk=ticket.kiosk,
        spot=ticket.stay.spot if ticket.stay else None,
        let_in_at=ticket.let_in_at,
        arrived_at=ticket.arrived_at,
        announced_at=ticket.announced_at,
        lease_id=ticket.lease_id,
        handed_in_at=ticket.handed_in_at,
    )


def touched_rows(day: Day, records: Iterable[Record]) -> list[TicketRow]:
    """The rows of all tickets that these records changed; the records are applied already."""
    ticket_ids = {getattr(record.event, "ticket_id", None) for record in records}
    return [
        row_of(day.office.id, day.schedule.date, day.tickets[ticket_id])
        for ticket_id in ticket_ids
        if ticket_id is not None
    ]


def all_rows(day: Day) -> list[TicketRow]:
    """The rows of all tickets of a day."""
    return [row_of(day.office.id, day.schedule.date, each) for each in day.tickets.values()]


def values_of(row: TicketRow) -> tuple[Value, ...]:
    """A row as values for `INSERT_TICKET`; lists become JSON."""
    values = list(structs.astuple(row))
    for index in _LISTS:
        values[index] = _encoder.encode(values[index]).decode()
    return tuple(values)


def row_from(values: Row) -> TicketRow:
    """A row as `SELECT_TICKETS` gave it."""
    fields = dict(zip(TicketRow.__struct_fields__, values, strict=True))
    for index in _LISTS:
        name = TicketRow.__struct_fields__[index]
        fields[name] = msgspec.json.decode(fields[name])
    return msgspec.convert(fields, TicketRow)


_encoder = msgspec.json.Encoder()
_LISTS = [TicketRow.__struct_fields__.index(name) for name in ("services", "legs")]
_COLUMNS = ", ".join(TicketRow.__struct_fields__)
_PLACEHOLDERS = ", ".join(f"${index}" for index, _ in enumerate(TicketRow.__struct_fields__, 1))
_CHANGES = ", ".join(f"{name} = excluded.{name}" for name in TicketRow.__struct_fields__[3:])

# The names of columns come from the struct above, nothing from outside.
INSERT_TICKET = (
    f"INSERT INTO tickets ({_COLUMNS}) VALUES ({_PLACEHOLDERS}) "  # noqa: S608
    f"ON CONFLICT (office, date, ticket_id) DO UPDATE SET {_CHANGES}"
)
SELECT_TICKETS = (
    f"SELECT {_COLUMNS} FROM tickets "  # noqa: S608
    "WHERE office = $1 AND date = $2 ORDER BY issued_at, ticket_id"
)
SELECT_ISSUED_UNDER = (
    "SELECT date, ticket_id FROM tickets WHERE office = $1 AND date >= $2 AND token_hash = $3"
)
DELETE_TICKETS = "DELETE FROM tickets WHERE office = $1 AND date = $2"

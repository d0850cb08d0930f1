"""Rules of hand-in: tickets that a kiosk gave from its leases while the server was away.

The paper exists, so hours, quotas, suspended services and the end of the day refuse nothing: only
a number that is not the kiosk's, or that somebody else has already. Handing in again is harmless.
A restore may have lost the lease, but not the paper: then the number is taken for the kiosk's.
"""

from datetime import datetime

from protocol.numbering import sequence_of
from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import HandInTicket
from server.queueing.day import Day
from server.queueing.events import (
    Event,
    Record,
    SlipReported,
    TicketExpired,
    TicketHandedIn,
    TicketVoided,
)
from server.queueing.lease_day import Lease
from server.queueing.moments import is_to_come
from server.queueing.reasons import ANSWER_LOST
from server.queueing.restoring import lent_again, lost_lease
from server.queueing.slips import is_news
from server.queueing.ticket import (
    USUAL_TIER,
    ExpiryReason,
    Leg,
    Place,
    Ticket,
    TicketState,
    class_of,
)


def hand_in(day: Day, command: HandInTicket, now: datetime) -> list[Event] | Refusal:
    """The ticket takes its place in the line; on an ended day it expires at once, and says so."""
    known = day.tickets.get(command.ticket_id)
    if known is not None and known.number == command.number and known.lease_id is not None:
        return [SlipReported(known.id, command.slip)] if is_news(known, command.slip) else []
    lease = _lease_of(day, command, now)
    if isinstance(lease, Refusal):
        return lease
    replaced = _replaced(day, command, lease.kiosk)
    if refusal := _is_somebody_elses(day, command, replaced):
        return refusal
    events: list[Event] = []
    if lease.id not in day.leased.leases:
        events.append(lent_again(lease))
    if replaced is not None:
        events.append(TicketVoided(replaced.id, ANSWER_LOST))
    events.append(_handed_in(day, command, lease, now))
    if day.ended:
        events.append(TicketExpired(command.ticket_id, ExpiryReason.HANDED_IN_LATE))
    return events


def ticket_handed_in(day: Day, event: TicketHandedIn, record: Record) -> None:
    """Apply: it waits as if it had been known all the time."""
    leased = day.leased
    lease = leased.leases[event.lease_id]
    leased.note_ticket(lease.id, event.sequence)
    leased.tickets[event.number] = event.ticket_id
    leased.seniority[lease.kiosk] = event.seniority_at
    if event.instead_of is not None:
        leased.replaced.add(event.instead_of)
    day.ids_by_token[event.token_hash] = event.ticket_id
    day.put(
        Ticket(
            id=event.ticket_id,
            number=event.number,
            token_hash=event.token_hash,
            chosen=event.services,
            legs=tuple(Leg(service) for service in event.services),
            ticket_class=class_of(event.priority),
            language=event.language,
            party_size=event.party_size,
            state=TicketState.WAITING,
            place=Place(USUAL_TIER, event.seniority_at, record.version),
            issued_at=event.seniority_at,
            confirmed_at=event.seniority_at,
            slip=event.slip,
            kiosk=lease.kiosk,
            lease_id=lease.id,
            handed_in_at=record.at,
        )
    )


def _lease_of(day: Day, command: HandInTicket, now: datetime) -> Lease | Refusal:
    """The kiosk's own lease that the number is from; one that a restore lost is made anew."""
    known = day.leased.leases.get(command.lease_id)
    lease = known if known is not None else lost_lease(day, command, now)
    is_its_own = (
        lease is not None
        and lease.kiosk == command.kiosk
        and _sequence_in(lease, command.number) is not None
        and command.services[:1] == (lease.service,)
    )
    if lease is None or not is_its_own:
        return Refusal(RefusalCode.NUMBER_NOT_LEASED, {"number": command.number})
    return lease


def _sequence_in(lease: Lease, number: str) -> int | None:
    """Which number of the lease this is, or None."""
    sequence = sequence_of(lease.letter, number)
    return sequence if sequence is not None and lease.holds(sequence) else None


def _is_somebody_elses(day: Day, command: HandInTicket, replaced: Ticket | None) -> Refusal | None:
    """A refusal if the number, the id or the token belongs to another ticket."""
    if command.number in day.leased.tickets:
        return Refusal(RefusalCode.NUMBER_TAKEN, {"number": command.number})
    holder = day.ids_by_token.get(command.token_hash)
    is_free = holder is None or (replaced is not None and holder == replaced.id)
    if command.ticket_id in day.tickets or not is_free:
        return Refusal(RefusalCode.TICKET_ID_TAKEN)
    return None


def _replaced(day: Day, command: HandInTicket, kiosk: str) -> Ticket | None:
    """The kiosk's own ticket that nobody ever saw, because its answer was lost.

    One that was confirmed is somebody's, whatever the kiosk says.
    """
    ticket = day.tickets.get(command.instead_of or "")
    if ticket is None or ticket.kiosk != kiosk or ticket.confirmed_at is not None:
        return None
    return ticket if ticket.state in {TicketState.RESERVED, TicketState.EXPIRED} else None


def _handed_in(day: Day, command: HandInTicket, lease: Lease, now: datetime) -> TicketHandedIn:
    languages = day.office.languages
    known = (each for each in command.services if day.office.service(each) is not None)
    sequence = _sequence_in(lease, command.number)
    if sequence is None:
        raise ValueError(command.number)
    return TicketHandedIn(
        ticket_id=command.ticket_id,
        number=command.number,
        sequence=sequence,
        lease_id=lease.id,
        token_hash=command.token_hash,
        services=tuple(dict.fromkeys(known)),
        priority=command.priority,
        language=command.language if command.language in languages else languages[0],
        party_size=max(1, min(command.party_size, day.office.tickets.largest_party)),
        issued_at=command.issued_at,
        seniority_at=_seniority(day, command, lease, now),
        slip=command.slip,
        instead_of=command.instead_of,
        clock_doubtful=command.clock_doubtful,
    )


def _seniority(day: Day, command: HandInTicket, lease: Lease, now: datetime) -> datetime:
    """The moment of issue, as far as it is possible: after the lease, not after now.

    A lease that was made before its day counts from the moment when that day's numbers begin.
    Never before the kiosk's last ticket: what one kiosk gave ranks in the order in which it was
    given, also where the kiosk's clock was wrong or was set meanwhile.
    """
    granted, begins = lease.granted_at, day.schedule.tickets_from
    if begins is not None and is_to_come(day, granted):
        granted = begins
    possible = min(max(command.issued_at, granted), now)
    return max(day.leased.seniority.get(lease.kiosk, possible), possible)

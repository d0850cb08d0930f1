"""Rules of the day as a whole: its configuration, its phases, issuing as such, its end."""

from datetime import datetime

import msgspec

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import (
    AllowIssuing,
    ConfigureOffice,
    EndDay,
    EnterPhase,
    PassMidnight,
    StopIssuing,
)
from server.queueing.day import CounterDay, CounterState, Day, tickets_in_hand
from server.queueing.events import (
    DayEnded,
    Event,
    IssuingAllowed,
    IssuingStopped,
    OfficeConfigured,
    PhaseEntered,
    Record,
    TicketExpired,
)
from server.queueing.hall_day import HallDay
from server.queueing.leases import leases_end
from server.queueing.line import Line
from server.queueing.office import Counter, Office, Service
from server.queueing.schedule import Phase, phase_at
from server.queueing.ticket import LIVE, ExpiryReason, Ticket


def visitors_left(day: Day) -> list[Ticket]:
    """Whoever the office still owes something, in the order of their numbers' issue."""
    return [ticket for ticket in day.tickets.values() if ticket.state in LIVE]


def phase_of(day: Day, now: datetime) -> Phase:
    """Where the day stands: its schedule, and what was done by hand."""
    if day.ended:
        return Phase.ENDED
    phase = phase_at(day.schedule, now)
    if day.issuing_stopped and phase in {Phase.NUMBERS, Phase.OPEN}:
        return Phase.CLOSING
    return phase


def configure(day: Day, command: ConfigureOffice, now: datetime) -> list[Event] | Refusal:
    """A new configuration takes effect; what today's tickets need of the old one stays."""
    services = _services_in_use(day, command.office)
    office = msgspec.structs.replace(
        command.office,
        services=command.office.services + services,
        counters=_counters_with(day, command.office, services),
    )
    if office == day.office and command.schedule == day.schedule:
        return []
    return [OfficeConfigured(office, command.schedule)]


def enter_phase(day: Day, command: EnterPhase, now: datetime) -> list[Event] | Refusal:
    """The clock noticed that the schedule has come to another phase."""
    if phase_at(day.schedule, now) is not command.phase or day.phase is command.phase:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return [PhaseEntered(command.phase)]


def stop_issuing(day: Day, command: StopIssuing, now: datetime) -> list[Event] | Refusal:
    """No more numbers today."""
    if day.issuing_stopped:
        return Refusal(RefusalCode.ISSUING_ALREADY_STOPPED)
    return [IssuingStopped()]


def allow_issuing(day: Day, command: AllowIssuing, now: datetime) -> list[Event] | Refusal:
    """Numbers again; the hours still rule."""
    if not day.issuing_stopped:
        return Refusal(RefusalCode.ISSUING_NOT_STOPPED)
    return [IssuingAllowed()]


def end(day: Day, command: EndDay, now: datetime) -> list[Event] | Refusal:
    """The supervisor ends the day, having seen how many are left; nobody may be at a counter."""
    busy = [day.counter(ticket.counter).number for ticket in tickets_in_hand(day) if ticket.counter]
    if busy:
        return Refusal(RefusalCode.COUNTERS_BUSY, {"counters": ", ".join(map(str, busy))})
    left = len(visitors_left(day))
    if left != command.left:
        return Refusal(RefusalCode.VISITORS_LEFT, {"left": left})
    return _ending(day, by_clock=False)


def pass_midnight(day: Day, command: PassMidnight, now: datetime) -> list[Event] | Refusal:
    """The date is over."""
    if now < day.schedule.ends_at:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return _ending(day, by_clock=True)


def prepare(day: Day) -> None:
    """Give every service its line and every counter its state, keeping those there are."""
    for service in day.office.services:
        line = day.lines.setdefault(service.id, Line(service.share))
        if line.share != service.share:
            line.share = service.share
            line.balance = max(-line.share.regular, min(line.balance, line.share.priority - 1))
            line.balance_moved_at = day.version  # undo must not bring one of the old share back
    for counter in day.office.counters:
        day.counters.setdefault(counter.id, CounterDay())
    _prepare_hall(day)


def office_configured(day: Day, event: OfficeConfigured, record: Record) -> None:
    """Apply: the new rules and hours."""
    before = day.office.hall
    day.office, day.schedule = event.office, event.schedule
    prepare(day)
    hall = day.office.hall
    is_other = before is not None and hall is not None and before.profile != hall.profile
    if day.hall is not None and hall is not None and is_other:
        day.hall.profile = hall.profile  # the file changed its mind, too


def phase_entered(day: Day, event: PhaseEntered, record: Record) -> None:
    """Apply."""
    day.phase = event.phase


def issuing_stopped(day: Day, event: IssuingStopped, record: Record) -> None:
    """Apply."""
    day.issuing_stopped = True


def issuing_allowed(day: Day, event: IssuingAllowed, record: Record) -> None:
    """Apply."""
    day.issuing_stopped = False


def day_ended(day: Day, event: DayEnded, record: Record) -> None:
    """Apply: nothing more happens, no counter is open, and nobody waits for help."""
    day.ended = True
    day.help.clear()
    for counter_id in day.counters:
        day.put_counter(
            counter_id, state=CounterState.CLOSED, since=record.at, ticket_id=None, last=None
        )


def _prepare_hall(day: Day) -> None:
    """Give the lobby its state, keeping what there is; where it gives no places any more, none."""
    hall = day.office.hall
    if hall is None:
        day.hall = None
        for ticket in [each for each in day.tickets.values() if each.stay is not None]:
            day.amend(msgspec.structs.replace(ticket, stay=None))
    elif day.hall is None:
        day.hall = HallDay(hall.profile)
        day.hall.meet(day.tickets.values())
    elif hall.health_profile(day.hall.profile) is None:
        day.hall.profile = hall.profile


def _ending(day: Day, *, by_clock: bool) -> list[Event]:
    expired: list[Event] = [
        TicketExpired(ticket.id, ExpiryReason.DAY_ENDED) for ticket in visitors_left(day)
    ]
    return [*expired, *leases_end(day), DayEnded(by_clock)]


def _services_in_use(day: Day, office: Office) -> tuple[Service, ...]:
    """Services that are gone from the file but on a ticket or leased; no new numbers."""
    used = {leg.service for ticket in day.tickets.values() for leg in ticket.legs}
    used |= {lease.service for lease in day.leased.leases.values()}  # their numbers may be given
    return tuple(
        msgspec.structs.replace(service, quota=0)
        for service in day.office.services
        if service.id in used and office.service(service.id) is None
    )


def _counters_with(day: Day, office: Office, kept: tuple[Service, ...]) -> tuple[Counter, ...]:
    """The counters, which go on with the `kept` services, and those gone that are still needed."""
    kept_ids = {service.id for service in kept}
    present = tuple(_going_on(day, counter, office, kept_ids) for counter in office.counters)
    gone = (counter for counter in day.office.counters if office.counter(counter.id) is None)
    return present + tuple(
        _as_assigned(day, _without_gone(counter, office, kept_ids), office, kept_ids)
        for counter in gone
        if _is_needed(day, counter, kept_ids)
    )


def _without_gone(counter: Counter, office: Office, kept_ids: set[str]) -> Counter:
    services = tuple(
        service_id
        for service_id in counter.services
        if service_id in kept_ids or office.service(service_id) is not None
    )
    return msgspec.structs.replace(counter, services=services)


def _going_on(day: Day, counter: Counter, office: Office, kept_ids: set[str]) -> Counter:
    before = day.office.counter(counter.id)
    counter = _as_assigned(day, counter, office, kept_ids)
    offered = before.services if before is not None else ()
    still = (
        service_id
        for service_id in offered
        if service_id in kept_ids and service_id not in counter.services
    )
    return msgspec.structs.replace(counter, services=(*counter.services, *still))


def _as_assigned(day: Day, counter: Counter, office: Office, kept_ids: set[str]) -> Counter:
    """What a supervisor assigned to the counter today goes before the file, as far as it exists."""
    assigned = tuple(
        service_id
        for service_id in day.assigned.get(counter.id, ())
        if service_id in kept_ids or office.service(service_id) is not None
    )
    return msgspec.structs.replace(counter, services=assigned) if assigned else counter


def _is_needed(day: Day, counter: Counter, kept_ids: set[str]) -> bool:
    """At work, or named by a call of today, or offering what somebody still waits for."""
    today = day.counters[counter.id]
    has_worked = today.state is not CounterState.CLOSED or today.last_call is not None
    return has_worked or not kept_ids.isdisjoint(counter.services)

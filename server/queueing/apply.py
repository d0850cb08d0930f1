"""Which event changes what.

`apply` only records: it never decides, and never fails on a record that `decide` made.
"""

from collections.abc import Callable, Iterable
from typing import Any

from server.queueing import (
    announcements,
    arrivals,
    calls,
    claims,
    contacts,
    counters,
    days,
    hall_keeping,
    handing_in,
    helping,
    leases,
    leaving,
    notices,
    places,
    restoring,
    returns,
    runs,
    services,
    serving,
    slips,
    supervising,
    tickets,
    undo,
)
from server.queueing import events as e
from server.queueing.day import Accepted, Day

APPLIERS: dict[type[e.Fact], Callable[[Day, Any, e.Record], None]] = {
    e.OfficeConfigured: days.office_configured,
    e.NumbersSkipped: restoring.numbers_skipped,
    e.PhaseEntered: days.phase_entered,
    e.IssuingStopped: days.issuing_stopped,
    e.IssuingAllowed: days.issuing_allowed,
    e.DayEnded: days.day_ended,
    e.ServiceSuspended: services.service_suspended,
    e.ServiceResumed: services.service_resumed,
    e.TicketIssued: tickets.ticket_issued,
    e.TicketConfirmed: slips.ticket_confirmed,
    e.SlipReported: slips.slip_reported,
    e.TicketExpired: leaving.ticket_expired,
    e.TicketCancelled: leaving.ticket_cancelled,
    e.CancellationUndone: leaving.cancellation_undone,
    e.TicketClaimed: claims.ticket_claimed,
    e.ContactsShown: contacts.contacts_shown,
    e.ContactsErased: contacts.contacts_erased,
    e.TicketVoided: leaving.ticket_voided,
    e.RunDismissed: runs.run_dismissed,
    e.TicketReprinted: slips.ticket_reprinted,
    e.PriorityChanged: tickets.priority_changed,
    e.TicketDelayed: returns.ticket_delayed,
    e.TicketReturned: returns.ticket_returned,
    e.TicketCalled: calls.ticket_called,
    e.CallRepeated: calls.call_repeated,
    e.TicketPutBack: calls.ticket_put_back,
    e.ServiceStarted: serving.service_started,
    e.ServiceFinished: serving.service_finished,
    e.TicketMissed: calls.ticket_missed,
    e.TicketHeld: serving.ticket_held,
    e.HoldEnded: serving.hold_ended,
    e.TicketResumed: serving.ticket_resumed,
    e.TicketTransferred: serving.ticket_transferred,
    e.TicketRestored: undo.ticket_restored,
    e.CounterOpened: counters.counter_opened,
    e.CounterClosed: counters.counter_closed,
    e.CounterPaused: counters.counter_paused,
    e.ServicesAssigned: supervising.services_assigned,
    e.NoticePosted: notices.notice_posted,
    e.NoticeEnded: notices.notice_ended,
    e.HelpRequested: helping.help_requested,
    e.HelpEnded: helping.help_ended,
    e.TicketCalledIn: places.ticket_called_in,
    e.CallInRepeated: places.call_in_repeated,
    e.TicketArrived: arrivals.ticket_arrived,
    e.ArrivalUndone: arrivals.arrival_undone,
    e.SpotPassedOn: places.spot_passed_on,
    e.CallAnnounced: announcements.call_announced,
    e.ProfileChanged: hall_keeping.profile_changed,
    e.SpotBlocked: hall_keeping.spot_blocked,
    e.SpotUnblocked: hall_keeping.spot_unblocked,
    e.PeopleCounted: hall_keeping.people_counted,
    e.PartySizeChanged: hall_keeping.party_size_changed,
    e.NumbersLeased: leases.numbers_leased,
    e.LeaseShrunk: leases.lease_shrunk,
    e.LeaseEnded: leases.lease_ended,
    e.TicketHandedIn: handing_in.ticket_handed_in,
}


class OutOfSequenceError(Exception):
    """A record does not follow the last one: the journal was read wrongly."""


def apply(day: Day, record: e.Record) -> None:
    """Record one event. Raises `OutOfSequenceError` if it is not the next one."""
    if record.version != day.version + 1:
        raise OutOfSequenceError(f"version {record.version} after {day.version}")
    day.version = record.version
    day.last_at = record.at
    APPLIERS[type(record.event)](day, record.event, record)
    before = day.accepted.get(record.command_id)
    day.accepted[record.command_id] = Accepted(
        record.fingerprint,
        record.version,
        getattr(record.event, "ticket_id", before.ticket_id if before else None),
        getattr(record.event, "call", before.call if before else None),
    )


def opened(record: e.Record) -> Day:
    """The day that a `DayOpened` record begins."""
    if not isinstance(record.event, e.DayOpened) or record.version != 1:
        raise OutOfSequenceError(f"version {record.version} begins a day")
    day = Day(record.event.office, record.event.schedule, record.version, record.at)
    days.prepare(day)
    day.accepted[record.command_id] = Accepted(record.fingerprint, record.version)
    return day


def replay(records: Iterable[e.Record]) -> Day | None:
    """The day that these records add up to; None for no records."""
    day: Day | None = None
    for record in records:
        if day is None:
            day = opened(record)
        else:
            apply(day, record)
    return day

"""When a number is refused: hours, services, quotas, choices that make no sense, and bursts."""

from datetime import datetime

from protocol.refusals import Refusal, RefusalCode
from server.queueing.asking import contacts_refused
from server.queueing.bursts import too_many_at_once
from server.queueing.commands import IssueTicket
from server.queueing.day import Day
from server.queueing.reasons import unknown_reason
from server.queueing.schedule import wall_clock


def issuing_refused(day: Day, command: IssueTicket, now: datetime) -> Refusal | None:
    """Why this number cannot be given, or None. The first reason that a visitor can act on."""
    is_taken = command.ticket_id in day.tickets or command.ticket_id in day.leased.replaced
    if is_taken or command.token_hash in day.ids_by_token:
        return Refusal(RefusalCode.TICKET_ID_TAKEN)
    return (
        hours_refused(day, now)
        or _choice_refused(day, command)
        or next(
            filter(None, (service_refused(day, service_id) for service_id in command.services)),
            None,
        )
        or _details_refused(day, command)
        or too_many_at_once(day, command, now)
    )


def hours_refused(day: Day, now: datetime) -> Refusal | None:
    """Why no number at all is given at `now`, or None."""
    schedule = day.schedule
    if schedule.tickets_from is None or schedule.tickets_until is None:
        return Refusal(
            RefusalCode.OFFICE_CLOSED_TODAY,
            {
                "reason": schedule.closed_reason or {},
                "next": schedule.next_open.isoformat() if schedule.next_open else "",
            },
        )
    if now < schedule.tickets_from:
        moment = wall_clock(schedule.tickets_from, day.office.timezone)
        return Refusal(RefusalCode.NUMBERS_NOT_YET, {"from": moment})
    if now >= schedule.tickets_until:
        moment = wall_clock(schedule.tickets_until, day.office.timezone)
        return Refusal(RefusalCode.NUMBERS_CLOSED, {"at": moment})
    if day.issuing_stopped:
        return Refusal(RefusalCode.ISSUING_STOPPED)
    return None


def service_refused(day: Day, service_id: str) -> Refusal | None:
    """Why this service gives no number now, or None; the hours aside."""
    service = day.office.service(service_id)
    if service is None:
        return Refusal(RefusalCode.SERVICE_UNKNOWN, {"service": service_id})
    if service.elsewhere is not None:
        return Refusal(
            RefusalCode.SERVICE_ELSEWHERE, {"service": service.name, "where": service.elsewhere}
        )
    if suspension := day.suspension(service_id):
        until = suspension.until
        return Refusal(
            RefusalCode.SERVICE_SUSPENDED,
            {
                "service": service.name,
                "until": wall_clock(until, day.office.timezone) if until else "",
            },
        )
    used = day.taken.get(service_id, 0) + day.leased.waiting(service_id)
    if service.quota is not None and used >= service.quota:
        return Refusal(RefusalCode.QUOTA_USED_UP, {"service": service.name, "quota": service.quota})
    return None


def _choice_refused(day: Day, command: IssueTicket) -> Refusal | None:
    if not command.services:
        return Refusal(RefusalCode.NO_SERVICE_CHOSEN)
    most = day.office.tickets.most_services
    if len(command.services) > most:
        return Refusal(RefusalCode.TOO_MANY_SERVICES, {"most": most})
    for index, service_id in enumerate(command.services):
        service = day.office.service(service_id)
        if service is not None and service_id in command.services[:index]:
            return Refusal(RefusalCode.SERVICE_REPEATED, {"service": service.name})
    return None


def _details_refused(day: Day, command: IssueTicket) -> Refusal | None:
    if not 1 <= command.party_size <= day.office.tickets.largest_party:
        return Refusal(
            RefusalCode.PARTY_SIZE_OUT_OF_RANGE, {"most": day.office.tickets.largest_party}
        )
    if command.language not in day.office.languages:
        return Refusal(
            RefusalCode.LANGUAGE_UNKNOWN,
            {"language": command.language, "known": ", ".join(day.office.languages)},
        )
    if command.reason is not None:
        refusal = unknown_reason(day.office.reasons.issue, command.reason)
        if refusal is not None:
            return refusal
    return contacts_refused(day, command)

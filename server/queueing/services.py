"""Rules of services: suspending one and taking it up again."""

from datetime import datetime

import msgspec

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import ResumeSuspended, SuspendService
from server.queueing.day import Day, Suspension
from server.queueing.events import Event, Record, ServiceResumed, ServiceSuspended
from server.queueing.reasons import unknown_reason


def suspend(day: Day, command: SuspendService, now: datetime) -> list[Event] | Refusal:
    """No calls and no new numbers for a service; places are kept and timers stand."""
    refusal = _unknown(day, command.service) or unknown_reason(
        day.office.reasons.suspend, command.reason
    )
    if refusal:
        return refusal
    if day.is_suspended(command.service):
        name = day.service(command.service).name
        return Refusal(RefusalCode.SERVICE_ALREADY_SUSPENDED, {"service": name})
    return [ServiceSuspended(command.service, command.reason, command.until)]


def resume(day: Day, command: ResumeSuspended, now: datetime) -> list[Event] | Refusal:
    """The service goes on where it stood."""
    refusal = _unknown(day, command.service)
    if refusal:
        return refusal
    if not day.is_suspended(command.service):
        name = day.service(command.service).name
        return Refusal(RefusalCode.SERVICE_NOT_SUSPENDED, {"service": name})
    return [ServiceResumed(command.service)]


def service_suspended(day: Day, event: ServiceSuspended, record: Record) -> None:
    """Apply."""
    stretch = Suspension(record.at, event.reason, event.until)
    day.suspensions[event.service] = (*day.suspensions.get(event.service, ()), stretch)


def service_resumed(day: Day, event: ServiceResumed, record: Record) -> None:
    """Apply."""
    *earlier, last = day.suspensions[event.service]
    ended = msgspec.structs.replace(last, ended_at=record.at)
    day.suspensions[event.service] = (*earlier, ended)


def _unknown(day: Day, service_id: str) -> Refusal | None:
    if day.office.service(service_id) is None:
        return Refusal(RefusalCode.SERVICE_UNKNOWN, {"service": service_id})
    return None

"""The office as it can be told while the server is away: from the last news, and the leases. Pure.

Hours are held by the office's clock as this kiosk knows it, and so is the day. A service that was
suspended, or is given elsewhere, stays so; of its quota counts what this kiosk holds.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import structs

from kiosk.offline.days import Present
from kiosk.offline.records import Grant, Holding
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import Clock, HallSnapshot, ServiceView, Words

#: Why no number is given, as far as it is a matter of time alone: told anew by the kiosk.
_OF_THE_HOUR = frozenset({RefusalCode.NUMBERS_NOT_YET, RefusalCode.NUMBERS_CLOSED})


def as_offline(present: Present, clock: Clock) -> HallSnapshot:
    """What visitors are shown at `clock.now`."""
    hall, holding = present.hall, present.holding
    return structs.replace(
        hall,
        clock=clock,
        services=tuple(_service(service, clock.now, holding) for service in hall.services),
        refusal=why_not(present, clock.now),
        resumes_at=_if_ahead(hall.resumes_at, clock.now),
    )


def why_not(present: Present, now: datetime) -> Refusal | None:
    """Why this kiosk gives no number of any service now, or None."""
    hall, grant = present.hall, present.holding.grant
    if now.astimezone(ZoneInfo(hall.office.timezone)).date() != grant.day:
        return _other_day(present.opens_on)
    if hall.refusal is not None and hall.refusal.code not in _OF_THE_HOUR:
        return hall.refusal
    if hall.phase == "ended":
        return Refusal(RefusalCode.DAY_ENDED)
    if not grant.covers(now):
        return _why_not_now(hall, now, grant)
    if not any(present.holding.left(service.id) for service in hall.services):
        return used_up({})
    return None


def used_up(service: Words) -> Refusal:
    """This kiosk has no more numbers; `service`: of this one, {} for all."""
    return Refusal(RefusalCode.LEASE_USED_UP, {"service": service})


def _other_day(opens_on: date | None) -> Refusal:
    """Of a day of which nothing is held: it is no open one, as far as is known here."""
    if opens_on is None:
        return used_up({})
    told = {"reason": {}, "next": opens_on.isoformat()}
    return Refusal(RefusalCode.OFFICE_CLOSED_TODAY, told)


def _service(service: ServiceView, now: datetime, holding: Holding) -> ServiceView:
    refusal = service.refusal
    if refusal is not None and refusal.code is RefusalCode.SERVICE_SUSPENDED:
        is_over = service.resumes_at is not None and service.resumes_at <= now
        refusal = None if is_over else refusal
    elif refusal is not None and refusal.code is RefusalCode.QUOTA_USED_UP:
        refusal = None  # what this kiosk holds of the quota is still to be had
    if refusal is None and not holding.left(service.id):
        refusal = used_up(service.name)
    return structs.replace(service, refusal=refusal)


def _why_not_now(hall: HallSnapshot, now: datetime, grant: Grant) -> Refusal:
    zone = ZoneInfo(hall.office.timezone)
    if (again_at := grant.next_after(now)) is not None:
        told = again_at.astimezone(zone).isoformat(timespec="seconds")
        return Refusal(RefusalCode.NUMBERS_NOT_YET, {"from": told})
    last = max((span.until_at for span in grant.valid), default=None)
    if last is None:
        return used_up({})
    told = last.astimezone(zone).isoformat(timespec="seconds")
    return Refusal(RefusalCode.NUMBERS_CLOSED, {"at": told})


def _if_ahead(at: datetime | None, now: datetime) -> datetime | None:
    return at if at is not None and at > now else None

"""Leases, tickets and an office, as tests of a kiosk without a server need them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import structs

from protocol.offline import LeaseReply, LeaseView, OfflineTicket, ValidSpan
from protocol.snapshots import Clock, HallSnapshot, OfficeView, ServiceView, SnapshotId

DAY = date(2026, 6, 23)
NINE = datetime(2026, 6, 23, 2, 0, tzinfo=UTC)  # 09.00 WIB
FROM, UNTIL = NINE - timedelta(hours=2), NINE + timedelta(hours=5, minutes=30)


def lease(
    service: str = "ktp", first: int = 500, count: int = 3, used: int = 0, letter: str = "A"
) -> LeaseView:
    return LeaseView(f"{DAY}.{letter}-{first}", service, letter, first, count, used)


def reply(
    *leases: LeaseView, day: date = DAY, granted_at: datetime = NINE, **more: Any
) -> LeaseReply:
    return LeaseReply(
        day=day,
        granted_at=granted_at,
        leases=leases,
        valid=(ValidSpan(FROM, UNTIL),),
        url_prefix="https://q.example/t/dkps-plg/",
        version=7,
        **more,
    )


def ticket(lease: LeaseView, number: str, issued_at: datetime = NINE) -> OfflineTicket:
    """As a kiosk makes it."""
    return OfflineTicket(
        ticket_id=f"ticket-{number}",
        token="A" * 17 + number,
        lease_id=lease.lease_id,
        number=number,
        services=(lease.service,),
        issued_at=issued_at,
        slip="assumed",
    )


def hall(*services: ServiceView) -> HallSnapshot:
    return HallSnapshot(
        id=SnapshotId("epoch", DAY, 7),
        clock=Clock(NINE),
        office=OfficeView("dkps-plg", "Disdukcapil", "Asia/Jakarta", "WIB", ("id", "en")),
        phase="open",
        services=services or (service("ktp"), service("kk")),
        counters=(),
        calls=(),
        next_numbers=(),
        waiting=12,
    )


def service(id_: str, **changes: object) -> ServiceView:
    view = ServiceView(id_, "A", {"id": id_.upper()}, minutes=10, waiting=3)
    return structs.replace(view, **changes)

"""Snapshots as a desk may get them, made by hand for tests that need no server."""

from datetime import date, datetime, timedelta, timezone

from msgspec.structs import replace

from protocol.snapshots import (
    Clock,
    CounterView,
    DeskCounter,
    DeskSnapshot,
    DeskTicket,
    DeviceView,
    HallSnapshot,
    OfficeView,
    ReasonsView,
    ReasonView,
    ServiceView,
    SnapshotId,
)

JAKARTA = timezone(timedelta(hours=7))
NOW = datetime(2026, 6, 23, 9, 41, 0, tzinfo=JAKARTA)

OFFICE = OfficeView(
    id="dkps-plg",
    name="Disdukcapil Kota Palembang",
    timezone="Asia/Jakarta",
    timezone_label="WIB",
    languages=("id", "en"),
    most_services=3,
    largest_party=6,
)
SERVICES = (
    ServiceView("ktp", "A", {"id": "Perekaman KTP-el", "en": "e-ID recording"}, 6.0, 4),
    ServiceView("print", "B", {"id": "Cetak KTP-el", "en": "e-ID printing"}, 3.0, 2),
    ServiceView("kk", "D", {"id": "Kartu Keluarga", "en": "Family card"}, 8.0, 7),
    ServiceView("birth", "F", {"id": "Akta Kelahiran", "en": "Birth certificate"}, 8.0, 0),
)
REASONS = ReasonsView(
    issue=(
        ReasonView("no_kiosk", {"id": "Mesin antrean rusak", "en": "Kiosk out of order"}),
        ReasonView("help", {"id": "Butuh bantuan", "en": "Needs help"}),
    ),
    reprint=(ReasonView("lost", {"id": "Hilang", "en": "Lost"}),),
    void=(
        ReasonView("mistake", {"id": "Salah ambil", "en": "Taken by mistake"}),
        ReasonView("twice", {"id": "Nomor ganda", "en": "Second number"}),
    ),
    priority=(ReasonView("seen", {"id": "Sesuai aturan", "en": "By the rules"}),),
    pause=(
        ReasonView("break", {"id": "Istirahat", "en": "Break"}),
        ReasonView("papers", {"id": "Urus berkas", "en": "Paperwork"}),
    ),
    suspend=(ReasonView("system", {"id": "Gangguan sistem", "en": "System fault"}),),
)


def ticket(
    number: str, state: str = "waiting", minutes: float = 12, **changes: object
) -> DeskTicket:
    """A ticket issued some minutes ago; its service is that of its letter."""
    service = next(each.id for each in SERVICES if each.letter == number[0])
    made = DeskTicket(
        id=f"id-{number}",
        number=number,
        state=state,
        service=service,
        services_after=(),
        priority=False,
        language="id",
        party_size=1,
        issued_at=NOW - timedelta(minutes=minutes),
        calls=0,
        returns=0,
        why="longest_wait",
    )
    return replace(made, **changes)


HAND = ticket(
    "A-012",
    "serving",
    25,
    calls=2,
    counter="3",
    called_at=NOW - timedelta(minutes=4),
    started_at=NOW - timedelta(minutes=3, seconds=7),
    services_after=("kk",),
    party_size=2,
)
QUEUE = (
    ticket("A-013", minutes=18, why="put_back"),
    ticket("B-004", minutes=9, why="priority", priority=True),
    ticket("A-014", minutes=15),
    ticket("B-005", minutes=14, why="returned", returns=1),
    *(ticket(f"A-0{number}", minutes=40 - number) for number in range(15, 27)),
)
HELD = ticket(
    "A-009",
    "held",
    50,
    held_at=NOW - timedelta(minutes=6),
    due_at=NOW + timedelta(minutes=9),
)
MISSED = ticket("B-002", "no_show", 55, missed_at=NOW - timedelta(minutes=11))


def snapshot(
    hand: DeskTicket | None = HAND, version: int = 7, state: str = "open", **changes: object
) -> DeskSnapshot:
    """An office with three counters, a queue for counter 3, one on hold and one no-show."""
    counters = tuple(
        CounterView(str(n), n, ("ktp", "print"), state if n == 3 else "closed") for n in (1, 2, 3)
    )
    hall = HallSnapshot(
        id=SnapshotId("e1", date(2026, 6, 23), version),
        clock=Clock(NOW),
        office=OFFICE,
        phase="open",
        services=SERVICES,
        counters=counters,
        calls=(),
        next_numbers=(),
        waiting=len(QUEUE),
    )
    mine = DeskCounter(
        id="3",
        state=state,
        queue=tuple(each.id for each in QUEUE),
        queue_length=len(QUEUE),
        ticket_id=hand.id if hand else None,
        last_call=41,
        since=NOW - timedelta(minutes=5),
        can_undo=True,
        served_today=23,
    )
    others = tuple(DeskCounter(str(n), "closed", (), 0) for n in (1, 2))
    made = DeskSnapshot(
        hall=hall,
        tickets=(*([hand] if hand else []), *QUEUE, HELD, MISSED, ticket("D-001")),
        counters=(*others, mine),
        reasons=REASONS,
        left=len(QUEUE) + 2 + bool(hand),
    )
    return replace(made, **changes)


DEVICES = (
    DeviceView("kiosk", "kiosk-1", True, NOW),
    DeviceView("display", "display-1", True, NOW),
    DeviceView("display", "display-2", False, NOW - timedelta(minutes=4)),
    DeviceView("desk", "desk-3", True, NOW),
)

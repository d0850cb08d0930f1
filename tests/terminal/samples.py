"""Snapshots for tests of the terminals: as the protocol has them, made by hand."""

from datetime import UTC, date, datetime

from protocol.snapshots import (
    Clock,
    CounterView,
    HallSnapshot,
    OfficeView,
    ServiceView,
    SnapshotId,
)

DAY = date(2026, 6, 23)
NOW = datetime(2026, 6, 23, 2, 41, tzinfo=UTC)  # 09.41 WIB
OFFICE = OfficeView(
    id="dkps-plg",
    name="Disdukcapil Kota [b]Palembang",  # a bracket, which no app may read as markup
    timezone="Asia/Jakarta",
    timezone_label="WIB",
    languages=("id", "en"),
    priority_groups=(
        {"id": "Lansia (60 tahun ke atas)", "en": "Elderly (60 and over)"},
        {"id": "Penyandang disabilitas", "en": "Person with disability"},
    ),
    most_services=3,
)


def make_hall(version: int = 1, *, epoch: str = "e1", clock: Clock | None = None) -> HallSnapshot:
    return HallSnapshot(
        id=SnapshotId(epoch, DAY, version),
        clock=clock or Clock(NOW),
        office=OFFICE,
        phase="open",
        services=(
            ServiceView("rekam_ktp", "A", {"id": "Perekaman KTP-el", "en": "e-ID"}, 10, 12),
            ServiceView("kia", "G", {"id": "Kartu [Anak]", "en": "Child card"}, 8, 0),
        ),
        counters=(CounterView("1", 1, ("rekam_ktp", "kia"), "open"),),
        calls=(),
        next_numbers=("A-012",),
        waiting=12,
    )

"""The machines of the hall: who is connected, who has fallen silent, and what staff are told."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from protocol.access import WaitingPairing
from protocol.commands import DeviceReport
from protocol.snapshots import DeviceView
from server.office import devices
from server.office.clock import OfficeClock
from server.office.devices import MOST_DEVICES, SILENT_SECONDS, Devices
from tests.office.running import NINE, running_office

READY = DeviceReport(printer="ready")


class Hall:
    """Devices on a life that a test lets pass, and how often staff were told."""

    def __init__(self, speed: float = 1.0) -> None:
        self.seconds, self.told = 1000.0, 0
        self.clock = OfficeClock(NINE, speed)
        self.devices = Devices(self.clock, self._tell, lambda: self.seconds)

    def _tell(self) -> None:
        self.told += 1

    def one(self) -> DeviceView:
        (view,) = self.devices.views()
        return view

    def age(self) -> timedelta:
        """How long ago the machine was heard of, by the office's clock."""
        return self.clock.now() - self.one().last_seen


@pytest.fixture
async def hall() -> Hall:
    """On a running event loop, as in a server."""
    return Hall()


async def test_a_stream_alone_is_a_connection(hall: Hall) -> None:
    hall.devices.arrived("display", "display-1")
    hall.seconds += 3600
    assert hall.one().connected
    hall.devices.left("display", "display-1")
    assert not hall.one().connected
    assert hall.told == 2


async def test_reports_that_stop_are_a_lost_connection_though_the_stream_is_open(
    hall: Hall,
) -> None:
    hall.devices.arrived("display", "display-1")
    hall.devices.reported("display", "display-1", DeviceReport(sound="ready"))
    hall.seconds += SILENT_SECONDS - 1
    assert hall.one().connected
    hall.seconds += 1
    view = hall.one()
    assert (view.connected, view.sound) == (False, "ready")
    assert abs(hall.age() - timedelta(seconds=SILENT_SECONDS)) < timedelta(seconds=5)
    hall.devices.reported("display", "display-1", DeviceReport(sound="ready"))
    assert hall.one().connected


async def test_staff_are_told_only_of_what_they_can_see(hall: Hall) -> None:
    hall.devices.arrived("kiosk", "kiosk-2")
    hall.devices.reported("kiosk", "kiosk-2", READY)
    before = hall.told
    for _ in range(100):
        hall.seconds += 15
        hall.devices.reported("kiosk", "kiosk-2", READY)
    assert hall.told == before
    hall.devices.reported("kiosk", "kiosk-2", DeviceReport(printer="paper_out"))
    hall.devices.reported("kiosk", "kiosk-2", DeviceReport(printer="paper_out", frozen_seconds=8))
    assert hall.told == before + 2
    view = hall.one()
    assert (view.printer, view.frozen_seconds) == ("paper_out", 8)


async def test_a_machine_that_leaves_is_gone_at_once_and_back_at_its_next_sign(hall: Hall) -> None:
    hall.devices.arrived("kiosk", "kiosk-2")
    hall.devices.reported("kiosk", "kiosk-2", READY)
    hall.devices.left("kiosk", "kiosk-2")
    assert not hall.one().connected
    hall.devices.reported("kiosk", "kiosk-2", READY)
    assert hall.one().connected
    hall.devices.arrived("kiosk", "kiosk-2")
    hall.devices.arrived("kiosk", "kiosk-2")
    hall.devices.left("kiosk", "kiosk-2")
    assert hall.one().connected


async def test_a_machine_that_comes_back_has_time_for_its_first_report(hall: Hall) -> None:
    hall.devices.reported("kiosk", "kiosk-2", READY)
    hall.seconds += 10 * 3600
    assert not hall.one().connected
    hall.devices.arrived("kiosk", "kiosk-2")
    assert hall.one().connected


async def test_machines_live_in_seconds_of_life_when_the_office_runs_faster() -> None:
    hall = Hall(speed=60)
    hall.devices.reported("kiosk", "kiosk-2", READY)
    hall.seconds += 40
    assert hall.one().connected
    assert hall.age() / hall.clock.speed - timedelta(seconds=40) < timedelta(seconds=1)


async def test_names_are_not_kept_without_end(hall: Hall) -> None:
    hall.devices.arrived("kiosk", "stays")
    for number in range(3 * MOST_DEVICES):
        hall.seconds += 1
        hall.devices.reported("kiosk", f"kiosk-{number}", READY)
    names = [view.name for view in hall.devices.views()]
    assert len(names) == MOST_DEVICES
    assert "stays" in names
    assert f"kiosk-{3 * MOST_DEVICES - 1}" in names


async def test_desks_hear_by_themselves_of_a_machine_that_has_fallen_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "SILENT_SECONDS", 0.2)
    async with (
        running_office(tmp_path / "antrean.db") as office,
        await office.desk_stream() as stream,
    ):
        registry = office.publisher.devices
        registry.arrived("display", "display-1")
        registry.reported("display", "display-1", READY)
        assert registry.views()[0].connected
        async with asyncio.timeout(30):
            while True:
                message = await stream.next()
                if message.event == "devices" and b'"connected":false' in message.data:
                    break


async def test_reports_of_a_large_hall_cost_next_to_nothing(hall: Hall) -> None:
    """Some million reports a day, each a comparison and nothing else."""
    for number in range(MOST_DEVICES):
        hall.devices.reported("kiosk", f"kiosk-{number}", READY)
    told, loop = hall.told, asyncio.get_running_loop()
    began = loop.time()
    for _ in range(100):
        for number in range(MOST_DEVICES):
            hall.devices.reported("kiosk", f"kiosk-{number}", READY)
    assert (loop.time() - began) / (100 * MOST_DEVICES) < 0.001
    assert hall.told == told


async def test_machines_that_wait_are_the_desks_alone_to_know(hall: Hall) -> None:
    asked_at = datetime.now(UTC) - timedelta(minutes=2)
    waiting = (
        WaitingPairing("display", "lobby", asked_at),
        WaitingPairing("kiosk", "kiosk-2", asked_at),
    )
    hall.devices.arrived("kiosk", "kiosk-2")
    hall.devices.reported("kiosk", "kiosk-2", READY)
    before = hall.told
    hall.devices.wait(waiting)
    hall.devices.wait(waiting)
    assert hall.told == before + 1
    display, kiosk = hall.devices.views()
    assert (display.name, display.waits, display.connected) == ("lobby", True, False)
    assert abs(hall.clock.now() - display.last_seen - timedelta(minutes=2)).total_seconds() < 30
    assert (kiosk.waits, kiosk.connected, kiosk.printer) == (True, True, "ready")
    assert hall.devices.kiosks_away() == ()
    hall.devices.wait(())
    assert (hall.told, hall.one().waits) == (before + 2, False)

"""What a terminal says of itself, and what it does when nobody listens."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from protocol.commands import DeviceReport
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import ReportReply
from protocol.snapshots import DeviceView
from terminal.client import Client
from terminal.reporting import Reporter
from terminal.stillness import Stillness
from tests.server_fixture import ServerHere, running_server
from tests.web.events import following


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as running:
        yield running


class Listening:
    """A client whose server answers as a test says; reports are kept."""

    kind, name, has_key = "kiosk", "kiosk-1", True

    def __init__(self, answer: ReportReply | Refusal) -> None:
        self.answer = answer
        self.reports: asyncio.Queue[tuple[str, DeviceReport]] = asyncio.Queue()

    async def command(self, path: str, body: DeviceReport, _: type) -> ReportReply | Refusal:
        self.reports.put_nowait((path, body))
        return self.answer


async def test_report_reaches_staff(server: ServerHere) -> None:
    key = await server.device_key("kiosk", "kiosk 2")
    async with (
        Client(server.url, server.office, key, "kiosk", "kiosk 2") as client,
        following(server._session, f"{server.api}/desk/stream", server.headers) as stream,
    ):
        reporter = Reporter(client, lambda still: DeviceReport(printer="paper_out"))
        running = asyncio.create_task(reporter.run())
        async with asyncio.timeout(30):
            while not (devices := (await stream.next("devices")).data["devices"]):
                pass
        running.cancel()
        (shown,) = devices
        assert (shown["kind"], shown["name"], shown["printer"]) == ("kiosk", "kiosk 2", "paper_out")
        assert shown["connected"]
        assert set(shown) == set(DeviceView.__struct_fields__)


async def test_without_a_key_nothing_is_reported(server: ServerHere) -> None:
    async with Client(server.url, server.office, None, "kiosk", "kiosk-1") as client:
        await asyncio.wait_for(Reporter(client, lambda _: DeviceReport()).run(), 5)


async def test_change_is_reported_at_once() -> None:
    client = Listening(ReportReply(3600))
    states = iter(["ready", "silent"])
    reporter = Reporter(client, lambda _: DeviceReport(sound=next(states)))  # type: ignore[arg-type]
    running = asyncio.create_task(reporter.run())
    async with asyncio.timeout(30):
        path, report = await client.reports.get()
        assert (path, report.sound) == ("devices/kiosk/kiosk-1/report", "ready")
        reporter.changed()
        assert (await client.reports.get())[1].sound == "silent"
    running.cancel()


async def test_reports_go_on_as_often_as_the_server_asks() -> None:
    client = Listening(ReportReply(0.01))
    reporter = Reporter(client, lambda _: DeviceReport())  # type: ignore[arg-type]
    running = asyncio.create_task(reporter.run())
    async with asyncio.timeout(30):
        for _ in range(5):
            await client.reports.get()
    running.cancel()


async def test_stillness_is_told_until_it_was_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.reporting.REPORT_SECONDS", 0.01)
    client, moments = Listening(Refusal(RefusalCode.SERVER_UNREACHABLE)), [0.0, 41.0]
    stillness = Stillness(lambda: moments[-1] if len(moments) == 1 else moments.pop(0))
    stillness.look()  # the machine slept for 40 s
    reporter = Reporter(
        client,  # type: ignore[arg-type]
        lambda still: DeviceReport(frozen_seconds=still),
        stillness,
    )
    running = asyncio.create_task(reporter.run())
    async with asyncio.timeout(30):
        for _ in range(3):
            assert (await client.reports.get())[1].frozen_seconds == 40
        client.answer = ReportReply(0.01)
        while (await client.reports.get())[1].frozen_seconds:
            pass
    running.cancel()

"""What machines say of themselves, over HTTP."""

from typing import Any

import aiohttp
import msgspec
import pytest
from structlog.testing import capture_logs

from protocol.refusals import RefusalCode
from protocol.replies import ReportReply
from protocol.snapshots import DevicesSnapshot, DeviceView
from server.access.devices import is_device_name
from tests.server_fixture import ServerHere
from tests.web.asking import Answer, send
from tests.web.events import following


async def report(
    server: ServerHere, session: aiohttp.ClientSession, device: str, **said: Any
) -> Answer:
    path = f"{server.api}/devices/{device}/report"
    kind, _, name = device.partition("/")
    is_device = kind in ("kiosk", "display") and is_device_name(name)
    key = await server.device_key(kind, name) if is_device else server.key
    headers = {"Authorization": f"Bearer {key}"}
    return await send(session, "POST", path, json=said, headers=headers)


async def test_staff_see_what_a_machine_reports(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    url = f"{server.api}/desk/stream"
    async with following(public, url, server.headers) as desk:
        await desk.next("devices")
        answer = await report(server, public, "kiosk/kiosk-2", printer="paper_out")
        assert answer.status == 200
        assert msgspec.json.decode(answer.body, type=ReportReply).next_in_seconds == 15
        told = msgspec.convert((await desk.next("devices")).data, DevicesSnapshot)
    (device,) = told.devices
    assert device == DeviceView(
        "kiosk", "kiosk-2", connected=True, last_seen=device.last_seen, printer="paper_out"
    )


async def test_a_report_is_not_kept(server: ServerHere, public: aiohttp.ClientSession) -> None:
    before = (await server.hall()).id
    with capture_logs() as logs:
        for _ in range(5):
            await report(server, public, "display/display-1", sound="blocked", frozen_seconds=2.5)
    assert (await server.hall()).id == before
    assert all(line["log_level"] == "debug" for line in logs if line["event"] == "request")


@pytest.mark.parametrize(
    "device", ["spaceship/x", "kiosk/%3Cb%3E", f"kiosk/{'k' * 65}", "kiosk/%0A", "kiosk/%C3%A9"]
)
async def test_what_cannot_be_a_machine_of_the_hall_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, device: str
) -> None:
    refusal = (await report(server, public, device)).refusal
    assert refusal.code is RefusalCode.DEVICE_UNKNOWN
    assert refusal.params["known"] == "kiosk, desk, display"


@pytest.mark.parametrize(
    "said",
    [
        {"printer": "p" * 65},
        {"printer": 5},
        {"sound": ""},
        {"frozen_seconds": -1},
        {"frozen_seconds": 1e9},
        {"frozen_seconds": "long"},
        {"mood": "fine"},
    ],
)
async def test_a_report_of_another_shape_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, said: dict[str, Any]
) -> None:
    refusal = (await report(server, public, "kiosk/kiosk-2", **said)).refusal
    assert refusal.code is RefusalCode.BODY_MALFORMED

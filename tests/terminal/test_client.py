import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import date

import msgspec
import pytest

from protocol.commands import CommandBody
from protocol.refusals import Refusal, RefusalBody, RefusalCode
from protocol.replies import CommandReply
from protocol.snapshots import (
    Clock,
    DevicesSnapshot,
    DeviceView,
    HallSnapshot,
    OfficeListing,
)
from terminal.backoff import Backoff
from terminal.client import Client, list_offices
from terminal.stream import Arrived, Connected, Devices, Disconnected, StreamEvent
from tests.terminal.double import (
    Double,
    Handler,
    answer_bytes,
    answer_json,
    answer_stream,
    hang_up,
    keep_silent,
    running_double,
    snapshot_event,
)
from tests.terminal.samples import NOW, make_hall

BODY = CommandBody(command_id="command-1", day=date(2026, 6, 23))
REPLY = CommandReply(version=7, number="A-012")
FAST = {"attempt_seconds": 0.5, "patience_seconds": 3.0}


@asynccontextmanager
async def client_of(double: Double, **options: float) -> AsyncIterator[Client]:
    backoff = Backoff(first_seconds=0.01, most_seconds=0.02)
    async with Client(
        double.url, "dkps-plg", "secret", "kiosk", "kiosk-1", backoff=backoff, **{**FAST, **options}
    ) as client:
        yield client


async def ask(*answers: Handler, **options: float) -> tuple[CommandReply | Refusal, Double]:
    async with running_double(*answers) as double, client_of(double, **options) as client:
        return await client.command("counters/3/call-next", BODY, CommandReply), double


async def test_command_is_posted_with_the_key_under_the_office() -> None:
    reply, double = await ask(answer_json(REPLY))
    assert reply == REPLY
    ((request, body),) = double.requests
    assert (request.method, request.path) == (
        "POST",
        "/api/v1/offices/dkps-plg/counters/3/call-next",
    )
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.headers["X-Antrean-Device"] == "kiosk/kiosk-1"
    assert msgspec.json.decode(body, type=CommandBody) == BODY


async def test_command_goes_out_again_unchanged_when_the_answer_was_lost() -> None:
    reply, double = await ask(hang_up, keep_silent, answer_bytes(b"bad", 502), answer_json(REPLY))
    assert reply == REPLY
    assert len(double.requests) == 4
    assert len({body for _, body in double.requests}) == 1


async def test_command_gives_up_in_time() -> None:
    reply, _ = await ask(keep_silent, patience_seconds=0.3)
    assert reply == Refusal(RefusalCode.SERVER_UNREACHABLE)


async def test_command_to_nobody_is_unreachable() -> None:
    async with running_double(hang_up) as double:
        url = double.url
    async with Client(url, "x", patience_seconds=0.3) as client:
        assert await client.get("desk", HallSnapshot) == Refusal(RefusalCode.SERVER_UNREACHABLE)


async def test_refusal_arrives_as_it_is_and_once() -> None:
    refusal = Refusal(RefusalCode.RECALL_TOO_SOON, {"seconds": 12})
    reply, double = await ask(answer_json(RefusalBody(refusal), 409))
    assert reply == refusal
    assert len(double.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        answer_bytes(b"<h1>Welcome to the proxy</h1>"),
        answer_bytes(b"<h1>Not found</h1>", 404),
        answer_bytes(b'{"error": {"code": "of_another_age"}}', 409, "application/json"),
        answer_bytes(b'{"version": "seven"}', 200, "application/json"),
        answer_bytes(b"\xff\xfe", 200, "application/json"),
        answer_bytes(b"", 200, "application/json"),
        answer_bytes(b"", 302),
        answer_json({"error": {}}, 500),
    ],
)
async def test_answer_that_cannot_be_read_is_a_refusal(answer: Handler) -> None:
    reply, _ = await ask(answer)
    assert reply == Refusal(RefusalCode.ANSWER_UNREADABLE)


async def test_offices_are_listed() -> None:
    offices = [OfficeListing("dkps-plg", "Disdukcapil", "open")]
    async with running_double(answer_json(offices)) as double:
        assert await list_offices(double.url) == offices
    ((request, _),) = double.requests
    assert request.path == "/api/v1/offices"


async def test_address_with_a_path_keeps_it() -> None:
    async with (
        running_double(answer_json(make_hall())) as double,
        Client(f"{double.url}/queue/", "dkps-plg") as client,
    ):
        assert await client.get("", HallSnapshot) == make_hall()
    ((request, _),) = double.requests
    assert request.path == "/queue/api/v1/offices/dkps-plg"


# ---------------------------------------------------------------- streams


async def follow(
    count: int, *answers: Handler, **options: float
) -> tuple[list[StreamEvent[HallSnapshot]], Double]:
    """The first `count` events of a stream."""
    found: list[StreamEvent[HallSnapshot]] = []
    async with (
        asyncio.timeout(30),
        running_double(*answers) as double,
        client_of(double, **options) as client,
        aclosing(client.stream("stream", HallSnapshot)) as events,
    ):
        async for event in events:
            found.append(event)
            if len(found) == count:
                break
    return found, double


async def test_stream_names_the_machine_and_gives_snapshots() -> None:
    found, double = await follow(
        3,
        answer_stream(b": hello\n\n", snapshot_event(make_hall(1)), snapshot_event(make_hall(2))),
    )
    assert found == [Connected(), Arrived(make_hall(1)), Arrived(make_hall(2))]
    request, _ = double.requests[0]
    assert request.path == "/api/v1/offices/dkps-plg/stream"
    assert dict(request.query) == {"kind": "kiosk", "name": "kiosk-1"}


async def test_stream_reconnects_and_drops_what_is_older() -> None:
    found, _ = await follow(
        8,
        answer_stream(snapshot_event(make_hall(5)), stays=False),
        answer_bytes(b"<h1>Bad gateway</h1>", 502),
        answer_stream(
            snapshot_event(make_hall(4)),
            snapshot_event(make_hall(5)),
            snapshot_event(make_hall(6)),
            snapshot_event(make_hall(1, epoch="e2")),
        ),
    )
    assert found == [
        *(Connected(), Arrived(make_hall(5)), Disconnected()),
        *(Disconnected(Refusal(RefusalCode.SERVER_UNREACHABLE)), Connected()),
        *(Arrived(make_hall(5)), Arrived(make_hall(6)), Arrived(make_hall(1, epoch="e2"))),
    ]


async def test_stream_that_is_refused_says_why_and_tries_on() -> None:
    found, _ = await follow(
        4,
        answer_json(RefusalBody(Refusal(RefusalCode.DEVICE_NOT_PAIRED)), 401),
        answer_bytes(b"<h1>hello</h1>"),
        answer_stream(snapshot_event(make_hall())),
    )
    assert found == [
        Disconnected(Refusal(RefusalCode.DEVICE_NOT_PAIRED)),
        Disconnected(Refusal(RefusalCode.ANSWER_UNREADABLE)),
        Connected(),
        Arrived(make_hall()),
    ]


async def test_stream_survives_a_snapshot_that_cannot_be_read() -> None:
    found, _ = await follow(
        4,
        answer_stream(b"event: snapshot\ndata: {}\n\n"),
        answer_stream(b"event: of-another-age\ndata: {}\n\n", snapshot_event(make_hall())),
    )
    assert found == [
        Connected(),
        Disconnected(Refusal(RefusalCode.ANSWER_UNREADABLE)),
        Connected(),
        Arrived(make_hall()),
    ]


async def test_silent_stream_is_given_up() -> None:
    found, _ = await follow(
        4, answer_stream(snapshot_event(make_hall())), keep_silent, silence_seconds=0.2
    )
    assert found == [Connected(), Arrived(make_hall()), Disconnected(), Disconnected()]


async def test_devices_arrive_beside_snapshots() -> None:
    devices = DevicesSnapshot(Clock(NOW), (DeviceView("kiosk", "kiosk-1", True, NOW),))
    event = b"event: devices\ndata: " + msgspec.json.encode(devices) + b"\n\n"
    found, _ = await follow(2, answer_stream(event))
    assert found == [Connected(), Devices(devices)]


async def test_server_chooses_how_soon_to_come_back() -> None:
    found, _ = await follow(
        3,
        answer_stream(b"retry: 0\n\n", stays=False),
        answer_stream(snapshot_event(make_hall())),
    )
    assert found == [Connected(), Disconnected(), Connected()]


def test_backoff_doubles_up_to_a_limit_and_begins_again() -> None:
    backoff = Backoff(1, 10, chance=lambda: 0.0)
    assert [backoff.next_seconds() for _ in range(6)] == [1, 2, 4, 8, 10, 10]
    backoff.reset()
    assert backoff.next_seconds() == 1


def test_backoff_takes_off_up_to_half_by_chance() -> None:
    assert Backoff(4, 10, chance=lambda: 1.0).next_seconds() == 2

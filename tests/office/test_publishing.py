"""What streams are sent: whole states, the newest, at a bounded rate, and only news."""

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from protocol.snapshots import DevicesSnapshot, HallSnapshot, TicketView
from server.office.orders import token_hash
from server.office.subscriptions import Message, Subscription
from server.queueing import commands as c
from server.queueing.day import Day
from tests.office.running import SERVICE, issue, press, running_office, send


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "antrean.db"


def hall_of(message: Message) -> HallSnapshot:
    return msgspec.json.decode(message.data, type=HallSnapshot)


def view_of(message: Message) -> TicketView:
    return msgspec.json.decode(message.data, type=TicketView)


async def view_when(stream: Subscription, ahead: int) -> TicketView:
    """The first view that tells this many ahead."""
    while (view := view_of(await stream.next())).ahead != ahead:
        pass
    return view


async def test_a_hall_stream_begins_with_the_present_and_ends_with_the_newest(place: Path) -> None:
    async with running_office(place) as office, await office.hall_stream() as stream:
        first = await stream.next()
        assert first.event == "snapshot"
        assert first.id == str(hall_of(first).id)
        for _ in range(30):
            await issue(office)
        newest = await stream.next()
        while hall_of(newest).waiting < 30:
            newest = await stream.next()
        assert hall_of(newest).id.version == (await office.hall()).id.version


async def test_at_most_ten_publications_a_second(place: Path) -> None:
    async with running_office(place) as office, await office.hall_stream():
        loop = asyncio.get_running_loop()
        began, before = loop.time(), office.publisher.publications
        for _ in range(60):
            await issue(office)
        lasted = loop.time() - began
        assert office.publisher.publications - before <= lasted * 10 + 1


async def test_whoever_asked_is_answered_before_the_state_is_sent_out(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.office.publisher.PUBLISH_SECONDS", 0.0)
    async with running_office(place) as office, await office.hall_stream() as stream:
        await stream.next()
        order, publish = [], office.publisher.publish

        def noted(day: Day) -> None:
            order.append("sent out")
            publish(day)

        monkeypatch.setattr(office.publisher, "publish", noted)
        await send(office, c.IssueTicket("one", token_hash("one"), (SERVICE,)))
        order.append("answered")
        assert hall_of(await stream.next()).id.version > 1
        assert order[:2] == ["answered", "sent out"]


async def test_a_call_is_in_the_hall_with_its_counter(place: Path) -> None:
    async with running_office(place) as office:
        ticket = await issue(office)
        await press(office, c.OpenCounter)
        await press(office, c.CallNext)
        (call,) = (await office.hall()).calls
        assert (call.number, call.counter, call.is_open) == (ticket.number, 1, True)
        await press(office, c.StartService)
        (call,) = (await office.hall()).calls
        assert not call.is_open


async def test_a_visitor_is_told_only_news(place: Path) -> None:
    async with running_office(place) as office:
        await issue(office)
        mine = await issue(office)
        assert mine.ticket_id is not None
        await issue(office)  # with somebody behind, one may be late
        async with await office.ticket_stream(mine.ticket_id) as stream:
            assert view_of(await stream.next()).ahead == 1
            await issue(office)  # behind: nothing changes for this visitor
            async with await office.hall_stream() as hall:
                await hall.next()
                await issue(office)
                await hall.next()  # a publication has gone by
            await press(office, c.OpenCounter)
            await press(office, c.CallNext)
            assert view_of(await stream.next()).ahead == 0


async def test_a_visitor_is_told_why_more_are_ahead(place: Path) -> None:
    async with running_office(place) as office:
        await issue(office)
        mine = await issue(office)
        assert mine.ticket_id is not None
        async with await office.ticket_stream(mine.ticket_id) as stream:
            assert (await view_when(stream, 1)).rise_reason is None
            await issue(office, priority=True)
            assert (await view_when(stream, 2)).rise_reason == "priority"
            await press(office, c.OpenCounter)
            await press(office, c.CallNext)
            assert (await view_when(stream, 1)).rise_reason is None


async def test_desks_hear_of_devices(place: Path) -> None:
    async with running_office(place) as office, await office.desk_stream() as stream:
        first, second = await stream.next(), await stream.next()
        assert {first.event, second.event} == {"snapshot", "devices"}
        office.publisher.devices.arrived("kiosk", "kiosk-2")
        devices = msgspec.json.decode((await stream.next()).data, type=DevicesSnapshot).devices
        assert [(each.kind, each.name, each.connected) for each in devices] == [
            ("kiosk", "kiosk-2", True)
        ]
        office.publisher.devices.left("kiosk", "kiosk-2")
        devices = msgspec.json.decode((await stream.next()).data, type=DevicesSnapshot).devices
        assert not devices[0].connected


async def test_streams_end_with_the_office(place: Path) -> None:
    async with running_office(place) as office:
        stream = await office.hall_stream()
        await stream.next()
    with pytest.raises(StopAsyncIteration):
        while True:
            await stream.next()


async def test_a_suspended_service_is_told(place: Path) -> None:
    async with running_office(place) as office:
        reason = office.settings.office.reasons.suspend[0].id
        await send(office, c.SuspendService("akta", reason))
        service = next(each for each in (await office.hall()).services if each.id == "akta")
        assert service.suspended
        assert service.refusal is not None


async def test_a_notice_leaves_the_hall_by_itself(place: Path) -> None:
    async with (
        running_office(place, speed=600) as office,
        await office.hall_stream() as stream,
    ):
        until = office.clock.now() + timedelta(minutes=5)  # half a second of life
        await send(office, c.PostNotice("one", until))
        told: list[int] = []
        async with asyncio.timeout(45):
            while told[-2:] != [1, 0]:
                told.append(len(hall_of(await stream.next()).notices))

"""Lost answers, a server that goes and comes back: one press is one number, whatever happens."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from kiosk.screens.asking import AskingPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from protocol.snapshots import DeskSnapshot
from terminal.client import Client
from terminal.stream import Devices
from tests.kiosk.driving import visitor_at
from tests.kiosk.relay import Relay, running_relay
from tests.server_fixture import ServerHere


@pytest.fixture
async def relay(server: ServerHere) -> AsyncIterator[Relay]:
    async with running_relay(server.url) as running:
        yield running


async def test_lost_answer_gives_one_number(server: ServerHere, relay: Relay) -> None:
    async with visitor_at(server, url=relay.url) as visitor:
        relay.lose_issues = 2
        page = await visitor.take_number()
        assert relay.issues == 3
        (ticket,) = (await server.desk()).tickets
        assert (ticket.number, page.reply.number) == ("A-001", "A-001")


async def test_lost_confirmation_is_sent_again(server: ServerHere, relay: Relay) -> None:
    async with visitor_at(server, url=relay.url) as visitor:
        relay.lose_confirms = 1
        await visitor.take_number()
        await visitor.press("escape")  # also when the visitor has gone
        await visitor.on(StartPage)
        await visitor.until(lambda: relay.confirms >= 2)
        while (await server.desk()).tickets[0].state != "waiting":
            await visitor.pilot.pause(0.01)


async def test_server_that_goes_while_one_asks_is_waited_for(
    server: ServerHere, relay: Relay
) -> None:
    async with visitor_at(server, url=relay.url) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1", "1", "1")
        await visitor.reads("Yes, priority")
        await relay.cut()
        await visitor.press("2")
        await visitor.on(AskingPage)
        await visitor.reads("Not connected to the server.", "This machine keeps trying.")
        await relay.open()
        await visitor.on(TicketPage)
        assert len((await server.desk()).tickets) == 1


async def test_visitor_may_give_up_waiting(server: ServerHere, relay: Relay) -> None:
    async with visitor_at(server, url=relay.url) as visitor:
        await visitor.reads("English")
        await visitor.press("1", "1", "1", "1")
        await visitor.reads("Ya, prioritas")
        await relay.cut()
        await visitor.press("2")
        await visitor.on(AskingPage)
        await visitor.press("escape", "2")  # not before there is trouble
        assert isinstance(visitor.app.screen, AskingPage)
        await visitor.reads("Tidak terhubung ke server.", "Kembali [Esc *]")
        await visitor.press("escape")
        await visitor.on(StartPage)
        await visitor.reads("Tidak terhubung ke server.", "Not connected to the server.")
        assert "Take a queue number" not in visitor.words
        assert "Touch a field" not in visitor.words  # there is none
        await relay.open()
        await visitor.reads("Take a queue number")
        assert "Not connected" not in visitor.words


async def test_kiosk_that_starts_before_its_server_waits_for_it(
    server: ServerHere, relay: Relay
) -> None:
    await relay.cut()
    async with visitor_at(server, url=relay.url) as visitor:
        await visitor.reads("Tidak terhubung ke server.", "Not connected to the server.")
        await relay.open()
        await visitor.take_number()


async def test_desks_hear_of_the_kiosk(server: ServerHere) -> None:
    async with (
        visitor_at(server) as visitor,
        Client(server.url, server.office, server.key) as desk,
        aclosing(desk.stream("desk/stream", DeskSnapshot)) as events,
    ):
        await visitor.reads("English")
        async for event in events:
            if isinstance(event, Devices) and event.devices.devices:
                (kiosk,) = event.devices.devices
                assert (kiosk.kind, kiosk.name, kiosk.connected) == ("kiosk", "kiosk-1", True)
                break


async def test_real_restart_of_the_server_is_survived(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        first = await visitor.take_number()
        await visitor.press("escape")
        await server.stop()
        await visitor.reads("Not connected to the server.")
        await server.start()
        await visitor.reads("Take a queue number")
        second = await visitor.take_number()
        assert (first.reply.number, second.reply.number) == ("A-001", "A-002")

"""Calling staff, and a pause where many numbers are drawn."""

from dataclasses import replace
from pathlib import Path

from kiosk.patience import Patience, Times
from kiosk.screens.help import HelpPage
from kiosk.screens.pause import PausePage
from kiosk.screens.place import PlacePage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.conftest import PALEMBANG
from tests.kiosk.driving import QUICK, visitor_at
from tests.kiosk.test_time import HandClock
from tests.server_fixture import ServerHere, running_server


async def places(server: ServerHere) -> list[tuple[str, str | None]]:
    return [(call.place, call.ticket) for call in (await server.desk()).help]


async def test_help_is_called_and_taken_back_where_one_was(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2")
        page = await visitor.on(ServicesPage)
        await visitor.press(".")
        await visitor.reads("Somebody will come to you.")
        assert await places(server) == [("kiosk:kiosk-1", None)]
        await visitor.press("1")
        await visitor.until(lambda: visitor.app.screen is page)
        assert await places(server) == [("kiosk:kiosk-1", None)]
        await visitor.touch("#help-link")
        await visitor.on(HelpPage)
        await visitor.touch_words("I need no help any more")
        await visitor.until(lambda: visitor.app.screen is page)
        assert await places(server) == []
        await visitor.press("1")
        await visitor.has_papers()


async def test_help_says_whose_visit_it_is_about(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp", language="en")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type(ticket.url)
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.touch_words("Call staff")
        await visitor.reads("Somebody will come to you.")
        assert await places(server) == [("kiosk:kiosk-1", ticket.number)]


async def test_help_that_cannot_be_called_is_told(server: ServerHere) -> None:
    async with visitor_at(server, key="") as visitor:
        await visitor.reads("English")
        await visitor.press(".")
        await visitor.reads("Petugas tidak dapat dipanggil dari sini.")
        await visitor.press("1")
        await visitor.on(StartPage)


async def test_help_left_alone_goes_back_to_the_start(server: ServerHere) -> None:
    clock = HandClock()
    async with visitor_at(server) as visitor:
        visitor.app.patience = Patience(clock)
        await visitor.reads("English")
        await visitor.press("2")
        await visitor.on(ServicesPage)
        await visitor.press(".")
        await visitor.on(HelpPage)
        clock.now += Times().idle_seconds + 1
        await visitor.on(StartPage)
        await visitor.reads("09.0")  # the time as the first language writes it
        assert len(visitor.app.screen_stack) == 2


async def test_scan_on_the_page_of_help_is_followed(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server, times=replace(QUICK, scanner_seconds=0.03)) as visitor:
        await visitor.reads("English")
        await visitor.press(".")
        await visitor.on(HelpPage)
        await visitor.type(ticket.url)
        await visitor.on(PlacePage)


async def test_burst_is_told_and_waited_out(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    rules = "\n[bursts]\nnumbers = 1\nseconds = 30\nwait_seconds = 3\n"
    office.write_text(PALEMBANG.read_text() + rules)
    async with running_server(tmp_path, office) as server, visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1")
        await visitor.has_papers()
        await visitor.reads("Your choice")
        await visitor.press("1")
        await visitor.reads("Yes, priority")
        await server.issue("rekam-ktp", device="kiosk/kiosk-1")  # by somebody just before
        await visitor.press("2")
        await visitor.on(PausePage)
        await visitor.reads("Many numbers were taken here just now.", "Yours comes in ")
        await visitor.on(TicketPage)  # by itself
        numbers = [ticket.number for ticket in (await server.desk()).tickets]
        assert numbers == ["A-001", "A-002"]

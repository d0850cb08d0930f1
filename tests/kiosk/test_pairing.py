"""A kiosk that is not paired shows its code and nothing else, and goes on by itself."""

import asyncio

import aiohttp

from kiosk.app import KioskApp
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from terminal.pairing_screen import PairingScreen, grouped
from tests.kiosk.driving import LARGE, Visitor, visitor_at
from tests.server_fixture import ServerHere

KEY = "k" * 43


async def order(server: ServerHere, path: str, **body: str) -> None:
    async with (
        aiohttp.ClientSession(headers=server.headers) as session,
        session.post(f"{server.api}/{path}", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()


async def shown_code(visitor: Visitor) -> str:
    def code() -> str:
        screen = visitor.app.screen
        return screen.code if isinstance(screen, PairingScreen) else ""

    await visitor.until(code)
    await visitor.pilot.pause()
    return code()


async def test_kiosk_is_paired_by_its_code_and_goes_on_by_itself(server: ServerHere) -> None:
    async with visitor_at(server, key=KEY, size=LARGE) as visitor:
        visitor.app.PAIRING_LOOK_SECONDS = 0.02
        code = await shown_code(visitor)
        await visitor.reads("kiosk-1", "Berikan kode ini", "Give this code")
        name = (await server.hall()).office.name
        assert name not in visitor.flat_words
        await visitor.press("1", "2", "enter")  # keys do nothing here
        assert await shown_code(visitor) == code
        await order(server, "devices/pair", code=grouped(code))
        await visitor.take_number()


async def test_revoked_kiosk_sends_its_visitor_away_and_shows_a_code(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        visitor.app.PAIRING_LOOK_SECONDS = 0.02
        await visitor.on(StartPage)
        await visitor.until(lambda: visitor.app.hall is not None)
        await visitor.press("1")
        await visitor.on(ServicesPage)
        await order(server, "devices/kiosk/kiosk-1/revoke")
        code = await shown_code(visitor)
        assert "Pilih layanan" not in visitor.flat_words
        assert isinstance(visitor.app, KioskApp)
        assert not any(isinstance(each, ServicesPage) for each in visitor.app.screen_stack)
        await order(server, "devices/pair", code=code)
        await visitor.on(StartPage)
        await visitor.take_number()


async def test_code_stays_while_the_server_is_away(server: ServerHere) -> None:
    async with visitor_at(server, key=KEY) as visitor:
        visitor.app.PAIRING_LOOK_SECONDS = 0.02
        code = await shown_code(visitor)
        await server.stop()
        async with asyncio.timeout(30):
            await visitor.reads("The server is away.")
        assert await shown_code(visitor) == code
        await server.start()
        await order(server, "devices/pair", code=code)
        await visitor.on(StartPage)

"""A visitor at the kiosk, against the real server: presses, touches, and reads the screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from PIL import Image
from textual.geometry import Offset
from textual.pilot import Pilot

from kiosk.app import KioskApp
from kiosk.choice import Choice
from kiosk.page import Page
from kiosk.patience import Times
from kiosk.printing.printer import Printer
from kiosk.screens.papers import PapersPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from kiosk.voice.earphone import Earphone
from terminal.backoff import Backoff
from terminal.client import Client
from terminal.plain import Plain
from terminal.player import Player
from tests.kiosk.kept import StateFile
from tests.server_fixture import ServerHere

P = TypeVar("P", bound=Page)

# Touches of a test come faster than fingers: none is taken for the same one.
QUICK = Times(settle_seconds=0.0, retry_seconds=0.05, scanner_seconds=0.0)
BORDERS = str.maketrans(dict.fromkeys("│╭╮╰╯─━┃┏┓┗┛╏╍╌╎", " "))
BLOCKS = set("▀▄█")
SMALL = (80, 24)
LARGE = (160, 50)


class Visitor:
    """Whoever stands before the screen."""

    def __init__(self, app: KioskApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, condition: Callable[[], Any]) -> None:
        """Wait for what must come."""
        try:
            async with asyncio.timeout(45):
                while not condition():
                    await self.pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError(f"waited in vain; on the screen:\n{self.words}") from None

    async def on(self, kind: type[P]) -> P:
        """Wait until a page of this kind can be seen."""
        await self.until(
            lambda: isinstance(self.app.screen, kind) and self.app.screen.shown.is_set()
        )
        await self.pilot.pause()
        page = self.app.screen
        assert isinstance(page, kind)
        return page

    async def reads(self, *parts: str) -> None:
        """Wait until all of this stands on the screen, wherever the lines are broken."""
        await self.until(lambda: all(part in self.flat_words for part in parts))

    def hears_nothing_new(self) -> None:
        """Let no more news through, while the kiosk believes itself connected."""
        for worker in self.app.workers:
            if worker.group == "stream":
                worker.cancel()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """As a scanner or a keyboard does."""
        await self.pilot.press(*text)

    async def touch(self, selector: str, times: int = 1) -> None:
        assert await self.pilot.click(selector, times=times), selector

    async def touch_words(self, words: str) -> None:
        """Touch where these words stand."""
        await self.reads(words)
        for y, line in enumerate(self.lines):
            if words in line:
                await self.pilot.click(offset=(line.index(words) + 1, y))
                return
        raise AssertionError(f"{words!r} is broken over lines:\n{self.words}")

    async def has_papers(self) -> None:
        """Say on the page of papers that one has them all."""
        await self.on(PapersPage)
        await self.press("1")

    async def take_number(self, *services: str) -> TicketPage:
        """In Indonesian, the first service unless digits are given, no priority."""
        await self.on(StartPage)
        await self.until(
            lambda: self.app.hall is not None and (self.app.connected or self.app.gives_offline)
        )
        await self.press("1", *(services or "1"))
        if any(service.requirements for service in self.app.hall.services):  # type: ignore[union-attr]
            await self.has_papers()
        if self.app.office is not None and self.app.office.most_services > 1:
            await self.reads("Lanjutkan")
            await self.press("1")
        await self.reads("Ya, prioritas")
        await self.press("2")
        return await self.on(TicketPage)

    # ------------------------------------------------------------ what stands on the screen

    @property
    def lines(self) -> list[str]:
        """The screen, a text for each row of cells."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def words(self) -> str:
        return "\n".join(self.lines)

    @property
    def flat_words(self) -> str:
        """Without borders and broken lines: the whole screen, then each field by itself."""
        lines = self.lines
        fields = [self._read(field, lines) for field in self.app.screen.query(Plain)]
        return " ¦ ".join(flatten(text) for text in ("\n".join(lines), *fields))

    @staticmethod
    def _read(field: Plain, lines: list[str]) -> str:
        """What stands in a field; a digit that is drawn is read as what it is."""
        region = field.region
        if not field.display:
            return ""
        rows = [line[region.x : region.right] for line in lines[region.y : region.bottom]]
        words = "\n".join(rows)
        if isinstance(field, Choice) and field.digit and BLOCKS & set(words):
            words = field.digit + " " + "".join(one for one in words if one not in BLOCKS)
        return words

    def picture(self, pixels: int = 4) -> Image.Image:
        """The screen as cells of colour: each cell twice as high as wide, half blocks split it."""
        strips = self.app.screen._compositor.render_strips()
        width, height = self.app.size
        picture = Image.new("RGB", (width * pixels, height * pixels * 2))
        for y, strip in enumerate(strips):
            x = 0
            for segment in strip:
                style = segment.style
                assert style is not None
                assert style.bgcolor is not None
                assert style.color is not None or not segment.text.strip()
                ground = tuple(style.bgcolor.get_truecolor())
                ink = tuple(style.color.get_truecolor()) if style.color else ground
                for letter in segment.text:
                    upper = ink if letter in "▀█" else ground
                    lower = ink if letter in "▄█" else ground
                    for part, colour in enumerate((upper, lower)):
                        corner = Offset(x * pixels, (y * 2 + part) * pixels)
                        picture.paste(
                            colour, (corner.x, corner.y, corner.x + pixels, corner.y + pixels)
                        )
                    x += 1
        return picture


def flatten(text: str) -> str:
    return " ".join(text.translate(BORDERS).split())


@asynccontextmanager
async def visitor_at(
    server: ServerHere,
    size: tuple[int, int] = SMALL,
    times: Times = QUICK,
    url: str = "",
    key: str | None = None,
    theme: str = "antrean-light",
    printer: Printer | None = None,
    kept: StateFile | None = None,
    name: str = "kiosk-1",
    player: Player | None = None,
    earphone: Earphone | None = None,
) -> AsyncIterator[Visitor]:
    """A kiosk of this server, and somebody before it. `url`: another way to the server.

    Without a `player` it has no loudspeaker, whatever this machine has.
    """
    client = Client(
        url or server.url,
        server.office,
        await server.device_key("kiosk", name) if key is None else key,
        "kiosk",
        name,
        attempt_seconds=1.0,
        patience_seconds=2.0,
        backoff=Backoff(0.02, 0.1),
    )
    app = KioskApp(
        client,
        times,
        theme=theme,
        printer=printer,
        state_file=kept.path if kept is not None else None,
        player=player or Player(()),
        earphone=earphone,
    )
    async with app.run_test(size=size) as pilot:
        yield Visitor(app, pilot)

"""The whole kiosk by keyboard alone, and by a numeric keypad alone."""

from kiosk.screens.chosen import ChosenPage
from kiosk.screens.help import HelpPage
from kiosk.screens.number import NumberPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.refused import RefusedPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from kiosk.screens.which import WhichPage
from tests.kiosk.driving import SMALL, Visitor, visitor_at
from tests.server_fixture import ServerHere

KEYPAD = frozenset({*"0123456789+-*/.", "enter"})
KEYBOARD = frozenset({"up", "down", "left", "right", "enter", "escape"})


class Presses:
    """Fingers that have these keys only."""

    def __init__(self, visitor: Visitor, keys: frozenset[str]) -> None:
        self.visitor = visitor
        self.keys = keys

    async def __call__(self, *keys: str) -> None:
        assert self.keys.issuperset(keys)
        await self.visitor.press(*keys)


async def test_keypad_alone_is_enough(server: ServerHere) -> None:
    await server.issue("cetak-ktp")
    async with visitor_at(server, SMALL) as visitor:
        press = Presses(visitor, KEYPAD)
        await visitor.reads("English")
        await press("1")
        await visitor.on(ServicesPage)
        await visitor.reads("← Kembali [Esc *]", "/ English", ". Bantuan", "+ Layanan lain")
        await press("/")
        await visitor.reads("Choose a service")
        await press("/", "+")
        await visitor.reads("1 Aktivasi IKD")
        await press("4")  # done elsewhere
        await visitor.on(RefusedPage)
        await press("1")
        await visitor.on(ServicesPage)
        await press("2")
        await visitor.on(PapersPage)
        await press("*")
        await visitor.on(ServicesPage)
        await press("1", "enter")  # the main field of the papers is in focus
        await visitor.on(ChosenPage)
        await press("+", "enter")  # one field on: another service
        await visitor.on(ServicesPage)
        await press("*")
        await visitor.on(ChosenPage)
        await press("1")
        await visitor.on(PriorityPage)
        await press("-", "enter")  # one field back from "no"
        page = await visitor.on(TicketPage)
        await press("+", "5", "enter")  # these only keep it
        assert visitor.app.screen is page
        await press("*")
        await visitor.on(StartPage)
        tickets = (await server.desk()).tickets
        assert [(ticket.number, ticket.priority) for ticket in tickets[1:]] == [("A-001", True)]
        await look_up_by_keypad(visitor, press)


async def look_up_by_keypad(visitor: Visitor, press: Presses) -> None:
    await press("3")
    await visitor.on(NumberPage)
    await press("1", "2", "*", "enter")
    await visitor.on(WhichPage)
    await press("1")
    await visitor.on(PlacePage)
    await press(".")
    await visitor.on(HelpPage)
    await visitor.reads("Petugas akan datang.")
    await press("2")
    await visitor.on(PlacePage)
    await press("*")
    await visitor.on(StartPage)


async def test_keyboard_alone_is_enough(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        press = Presses(visitor, KEYBOARD)
        await visitor.reads("English")
        await press("right", "enter")
        await visitor.on(ServicesPage)
        await press("down", "down", "down", "right", "enter")  # the card that leafs on
        await visitor.reads("1 Digital ID activation")
        await press("enter")
        await visitor.on(PapersPage)
        await press("enter")
        await visitor.on(ChosenPage)
        await press("enter")
        await visitor.on(PriorityPage)
        await press("escape")
        await visitor.on(ChosenPage)
        await press("enter")
        await visitor.on(PriorityPage)
        await press("enter")
        await visitor.on(TicketPage)
        await press("escape")
        await visitor.on(StartPage)
        assert [each.number for each in (await server.desk()).tickets] == ["A-001", "X-001"]
        await visitor.type(ticket.number.lower())
        await press("enter")
        await visitor.on(PlacePage)
        await press("escape")
        await visitor.on(StartPage)

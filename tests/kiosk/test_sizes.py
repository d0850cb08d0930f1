"""Nothing is cut off: every page, in both languages, on small, large, high and odd screens."""

from pathlib import Path

import pytest
from msgspec import structs
from textual.widget import Widget

from kiosk.large.layer import LargeLayer
from kiosk.page import Page
from kiosk.pictures import CodePicture, NumberPicture
from kiosk.screens.asking import AskingPage
from kiosk.screens.cancel import CancelPage
from kiosk.screens.chosen import ChosenPage
from kiosk.screens.coming import ComingPage
from kiosk.screens.health import HealthPage
from kiosk.screens.help import HelpPage
from kiosk.screens.number import NumberPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.party import PartyPage
from kiosk.screens.pause import PausePage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.refused import RefusedPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from kiosk.screens.which import WhichPage
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import IssueReply
from protocol.snapshots import ServiceView
from terminal.plain import Plain
from tests.kiosk.conftest import PALEMBANG
from tests.kiosk.driving import Visitor, visitor_at
from tests.server_fixture import ServerHere, running_server

SIZES = [(80, 24), (81, 25), (100, 32), (160, 50), (240, 70)]
ELSEWHERE = Refusal(
    RefusalCode.SERVICE_ELSEWHERE,
    {"service": {"id": "Legalisir"}, "where": {"id": "UPTD kecamatan Anda, dengan janji temu"}},
)
PAPERS = ServiceView(
    id="akta-lahir",
    letter="L",
    name={"id": "Akta Kelahiran", "en": "Birth certificate"},
    minutes=12,
    waiting=3,
    requirements=(
        {"id": "Surat keterangan lahir dari rumah sakit atau bidan", "en": "Record of birth"},
        {"id": "KTP-el kedua orang tua, asli dan fotokopi", "en": "Both parents' e-ID and a copy"},
        {"id": "Kartu Keluarga (KK)", "en": "Family card"},
        {"id": "Buku nikah atau akta perkawinan orang tua", "en": "Marriage certificate"},
        {"id": "KTP-el dua orang saksi", "en": "e-ID of two witnesses"},
    ),
)


def cut_off(page: Page) -> list[str]:
    """What a person cannot see whole."""
    return [
        f"{widget!r} {widget.region} of {page.region}: {str(widget.render())[:60]!r}"
        for widget in page.query(Plain)
        if widget.display
        and all(parent.display for parent in ancestors(widget))
        and is_cut(page, widget)
    ]


def ancestors(widget: Widget) -> list[Widget]:
    return [node for node in widget.ancestors if isinstance(node, Widget)]


def is_cut(page: Page, widget: Widget) -> bool:
    """Whether it lies partly outside or beneath another, or has more lines than room."""
    placed = page.find_widget(widget)
    if placed.visible_region != placed.region or not placed.region.area:
        return True
    if page.get_widget_at(*placed.region.offset)[0] is not widget:
        return True
    if isinstance(widget, NumberPicture | CodePicture) or widget.has_class("office-name"):
        return False
    needed = widget.get_content_height(page.size, page.size, widget.content_size.width)
    return needed > widget.content_size.height


async def make_pages(visitor: Visitor, server: ServerHere, kept: list[str]) -> list[Page]:
    view = await server.ticket(kept[0])
    missed = structs.replace(view, state="no_show", actions=("return", "cancel"))
    reply = IssueReply("t", "W-1012", "reserved", f"{server.url}/t/x/{'a' * 22}", 12, 1)
    outside = structs.replace(reply, where="outside", line=117)
    missed_in = structs.replace(view, where="outside", line=117, come_in_at=view.clock.now)
    inside = structs.replace(view, where="inside", spot=114)
    full = Refusal(RefusalCode.HALL_FULL, {"people": 80, "most": 80})
    return [
        StartPage(),
        ServicesPage(),
        ServicesPage(("rekam-ktp",)),
        ChosenPage(("rekam-ktp", "cetak-ktp", "akta-kawin"), may_add=True),
        PriorityPage(),
        AskingPage(),
        RefusedPage(ELSEWHERE),
        RefusedPage(Refusal(RefusalCode.DEVICE_NOT_PAIRED)),
        NumberPage(Refusal(RefusalCode.TICKET_UNKNOWN)),
        WhichPage([view] * 12),
        PapersPage(PAPERS),
        PausePage(30),
        TicketPage(reply, ("cetak-ktp", "akta-kawin", "info")),
        PlacePage(view, is_own=True),
        PlacePage(missed, is_own=True),
        PartyPage(10),
        PartyPage(30),
        HealthPage(mask=True, hand_wash=True),
        ComingPage(),
        TicketPage(outside, ("cetak-ktp", "akta-kawin", "info")),
        TicketPage(outside, ("cetak-ktp", "akta-kawin", "info"), slip="printed"),
        PlacePage(missed_in, is_own=True, may_print=True, let_in=full),
        PlacePage(inside, is_own=True, let_in=True),
        CancelPage("W-1012"),
        HelpPage(),
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("is_offline", [False, True])
async def test_no_page_is_cut_off(
    server: ServerHere, size: tuple[int, int], language: str, is_offline: bool
) -> None:
    ticket = await server.issue("rekam-ktp", "cetak-ktp")
    async with visitor_at(server, size) as visitor:
        await visitor.reads("English")
        visitor.app.workers.cancel_group(visitor.app, "dialogue")
        visitor.app.set_language(language)
        visitor.app.offline = is_offline
        for page in await make_pages(visitor, server, [ticket.token]):
            await visitor.app.show(page)
            await visitor.on(type(page))
            if isinstance(page, AskingPage):
                page.show_trouble(Refusal(RefusalCode.SERVER_UNREACHABLE))
                await visitor.pilot.pause()
            await visitor.until(lambda page=page: not cut_off(page))


@pytest.mark.parametrize("size", [(80, 24), (100, 32), (160, 50)])
@pytest.mark.parametrize("language", ["id", "en"])
async def test_no_leaf_in_large_letters_is_cut_off(
    server: ServerHere, size: tuple[int, int], language: str
) -> None:
    ticket = await server.issue("rekam-ktp", "cetak-ktp")
    async with visitor_at(server, size) as visitor:
        await visitor.reads("English")
        visitor.app.workers.cancel_group(visitor.app, "dialogue")
        visitor.app.set_language(language)
        visitor.app.is_large = True
        for page in await make_pages(visitor, server, [ticket.token]):
            await visitor.app.show(page)
            await visitor.on(type(page))
            layer = page.query_one(LargeLayer)
            for _ in layer.leaves:
                await visitor.until(lambda page=page: not cut_off(page))
                page.turn_leaf()
                await visitor.pilot.pause()
            if isinstance(page, TicketPage) and size[0] < 120:
                assert page.query_one(CodePicture).display  # the last leaf of a narrow screen
                assert not cut_off(page)


async def test_start_with_a_long_refusal_is_not_cut_off(tmp_path: Path) -> None:
    async with (
        running_server(tmp_path, PALEMBANG, clock="2026-06-21T09:00") as server,
        visitor_at(server) as visitor,
    ):
        await visitor.reads("Monday, 22 June 2026")
        page = await visitor.on(StartPage)
        await visitor.until(lambda: not cut_off(page))
        await visitor.press("1")
        services = await visitor.on(ServicesPage)
        await visitor.until(lambda: not cut_off(services))

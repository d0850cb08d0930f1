"""Visitors of kiosks whose server is away, against the real server, before and after."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from kiosk.screens.refused import RefusedPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from protocol.snapshots import DeskTicket
from tests.kiosk.driving import QUICK, SMALL, Visitor, visitor_at
from tests.kiosk.kept import StateFile
from tests.kiosk.relay import Relay, running_relay
from tests.printing.driver import driver
from tests.printing.paper_printer import Paper, PaperPrinter, paper_printer
from tests.server_fixture import ServerHere

IMPATIENT = replace(QUICK, server_seconds=0.3)
OFFLINE = "Tidak terhubung: nomor Anda tetap berlaku."


@pytest.fixture
def kept(tmp_path: Path) -> StateFile:
    return StateFile(tmp_path / "kiosk.db")


@pytest.fixture
async def relay(server: ServerHere) -> AsyncIterator[Relay]:
    async with running_relay(server.url) as running:
        yield running


@pytest.fixture
async def printer() -> AsyncIterator[PaperPrinter]:
    async with paper_printer() as running:
        yield running


async def ready(visitor: Visitor, kept: StateFile) -> None:
    """The kiosk has what it needs to go on alone."""
    await visitor.until(lambda: kept.leases() and kept.has_news())


async def been_ready(server: ServerHere, kept: StateFile, **options: Any) -> None:
    """A kiosk that was connected, and is switched off."""
    async with visitor_at(server, kept=kept, **options) as visitor:
        await ready(visitor, kept)


async def handed_in(visitor: Visitor, kept: StateFile) -> None:
    """The server has answered for all."""
    await visitor.until(lambda: all(answer for _, _, answer in kept.tickets()))


async def waiting(server: ServerHere) -> list[tuple[str, str | None]]:
    return [(each.number, each.slip) for each in await tickets(server) if each.state == "waiting"]


async def tickets(server: ServerHere) -> tuple[DeskTicket, ...]:
    return (await server.desk()).tickets


def code_of(picture: Image.Image) -> str:
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    return code.text


def token_of(page: TicketPage) -> str:
    return page.reply.url.rsplit("/", 1)[1]


# ---------------------------------------------------------------- the server goes, and comes back


async def test_numbers_go_on_without_the_server_and_are_its_own_afterwards(
    server: ServerHere, kept: StateFile
) -> None:
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        first = await visitor.take_number()
        await ready(visitor, kept)
        await visitor.press("escape")
        await server.stop()
        await visitor.reads("Tidak terhubung sejak 09.", "Nomor tetap berlaku.", "English")
        await visitor.press("1")
        await visitor.on(ServicesPage)
        assert "menunggu" not in visitor.flat_words, "how many wait is not known"
        await visitor.press("escape")
        second = await visitor.take_number()
        await visitor.reads(OFFLINE, "Perekaman KTP-el", "setelah server terhubung lagi")
        assert "depan Anda" not in visitor.flat_words
        assert (first.reply.number, second.reply.number) == ("A-001", "A-500")
        assert code_of(visitor.picture()) == second.reply.url
        await visitor.press("escape")
        third = await visitor.take_number()
        await server.start()
        await handed_in(visitor, kept)
        numbers = [number for number, _ in await waiting(server)]
        assert sorted(numbers) == ["A-001", "A-500", "A-501"]
        for page in (second, third):
            seen = await server.ticket(token_of(page))
            assert (seen.number, seen.state) == (page.reply.number, "waiting")
        await visitor.press("escape")
        fourth = await visitor.take_number()
        assert fourth.reply.number == "A-002"
        await visitor.reads("di depan Anda")


async def test_press_that_the_server_answered_in_vain_gives_one_number(
    server: ServerHere, relay: Relay, kept: StateFile
) -> None:
    async with visitor_at(server, kept=kept, url=relay.url, times=IMPATIENT) as visitor:
        await ready(visitor, kept)
        relay.lose_issues = 99  # they arrive, and nobody hears of it
        page = await visitor.take_number()
        await visitor.reads(OFFLINE)
        await handed_in(visitor, kept)
        assert await waiting(server) == [(page.reply.number, "shown")]
        lost = await server.get("/tickets/by-number/A-001")
        assert lost["state"] == "void"


async def test_press_while_the_line_is_cut_gives_a_number_in_seconds(
    server: ServerHere, relay: Relay, kept: StateFile
) -> None:
    async with visitor_at(server, kept=kept, url=relay.url, times=IMPATIENT) as visitor:
        await ready(visitor, kept)
        await visitor.press("2", "1", "1", "1")
        await visitor.reads("Yes, priority")
        await relay.cut()
        await visitor.press("1")
        page = await visitor.on(TicketPage)
        await visitor.reads("Offline: your number is valid.", "once the server is back")
        await relay.open()
        await handed_in(visitor, kept)
        (ticket,) = await tickets(server)
        assert (ticket.number, ticket.priority, ticket.language) == (page.reply.number, True, "en")


async def test_kiosk_switched_on_without_a_server_greets_and_gives_numbers(
    server: ServerHere, kept: StateFile
) -> None:
    await been_ready(server, kept)
    await server.stop()
    async with visitor_at(server, SMALL, kept=kept, times=IMPATIENT) as visitor:
        await visitor.reads("Disdukcapil Kota Palembang", "Selamat Datang", "Tidak terhubung sejak")
        page = await visitor.take_number()
        await visitor.reads(OFFLINE)
    await server.start()
    assert await waiting(server) == []
    async with visitor_at(server, kept=kept) as visitor:
        await handed_in(visitor, kept)
    assert await waiting(server) == [(page.reply.number, "shown")]


async def test_tickets_of_yesterday_are_handed_in_next_morning(
    server: ServerHere, kept: StateFile
) -> None:
    await been_ready(server, kept)
    await server.stop()
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        page = await visitor.take_number()
    server.clock.advance(days=1)
    await server.start()
    async with visitor_at(server, kept=kept) as visitor:
        await handed_in(visitor, kept)
    seen = await server.ticket(token_of(page))
    assert (seen.number, seen.state) == (page.reply.number, "expired")
    assert seen.id.day.isoformat() == "2026-06-23"


async def test_two_kiosks_that_were_away_gave_no_number_twice(
    server: ServerHere, tmp_path: Path
) -> None:
    one, two = StateFile(tmp_path / "one.db"), StateFile(tmp_path / "two.db")
    async with (
        visitor_at(server, kept=one, times=IMPATIENT) as here,
        visitor_at(server, kept=two, times=IMPATIENT, name="kiosk-2") as there,
    ):
        await ready(here, one)
        await ready(there, two)
        await server.stop()
        pages = [await (await away(visitor)).take_number() for visitor in (here, there)]
        await server.start()
        await handed_in(here, one)
        await handed_in(there, two)
        numbers = [page.reply.number for page in pages]
        assert len(set(numbers)) == 2
        given = {ticket.number: ticket.kiosk for ticket in await tickets(server)}
        assert given == dict(zip(numbers, ("kiosk-1", "kiosk-2"), strict=True))


async def away(visitor: Visitor) -> Visitor:
    await visitor.until(lambda: visitor.app.offline and visitor.app.gives_offline)
    return visitor


async def test_kiosk_killed_between_keeping_and_showing_loses_no_number(
    server: ServerHere, kept: StateFile
) -> None:
    await been_ready(server, kept)
    key = await server.device_key("kiosk", "kiosk-1")
    await server.stop()
    program = (sys.executable, "-m", "tests.kiosk.offline.killed_kiosk")
    killed = await asyncio.create_subprocess_exec(
        *program, server.url, server.office, key, str(kept.path)
    )
    assert await killed.wait() == -9
    assert kept.tickets() == [("A-500", "shown", None)]
    await server.start()
    async with visitor_at(server, kept=kept) as visitor:
        await handed_in(visitor, kept)
        assert await waiting(server) == [("A-500", "shown")]
        await visitor.take_number()


# ---------------------------------------------------------------- a clock that is wrong


async def test_wrong_clock_is_told_and_keeps_the_order(
    server: ServerHere, kept: StateFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    await been_ready(server, kept)
    await server.stop()
    monkeypatch.setattr(
        "kiosk.offline.standby.machine_clock", lambda: datetime(2000, 1, 1, tzinfo=UTC)
    )
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await visitor.reads("Jam mesin ini mungkin salah.", "09.0")
        pages = []
        for _ in range(2):
            pages.append(await visitor.take_number())
            await visitor.press("escape")
        await server.start()
        await handed_in(visitor, kept)
        await visitor.until(lambda: "Jam mesin" not in visitor.flat_words)
    given = await tickets(server)
    assert [ticket.number for ticket in given] == [page.reply.number for page in pages]
    assert all(abs(ticket.issued_at - server.clock.now()) < timedelta(hours=1) for ticket in given)


# ---------------------------------------------------------------- on paper


async def test_slip_is_printed_without_the_server(
    server: ServerHere, kept: StateFile, printer: PaperPrinter
) -> None:
    await been_ready(server, kept)
    await server.stop()
    async with visitor_at(server, kept=kept, times=IMPATIENT, printer=driver(printer)) as visitor:
        page = await visitor.take_number()
        await visitor.reads("Silakan ambil tiket Anda.", OFFLINE)
        assert code_of(printer.slips[0]) == page.reply.url
        printer.paper = Paper.OUT
        await visitor.press("escape")
        await visitor.take_number()
        await visitor.reads("Kertas printer habis.", "Nomor Anda tetap berlaku.")
        await server.start()
        await handed_in(visitor, kept)
    assert await waiting(server) == [("A-500", "printed"), ("A-501", "failed")]


# ---------------------------------------------------------------- what cannot be had


async def test_used_up_lease_leads_to_staff(server: ServerHere, kept: StateFile) -> None:
    await been_ready(server, kept)
    kept.write("UPDATE leases SET count = 0 WHERE service = 'rekam-ktp'")
    await server.stop()
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await away(visitor)
        await visitor.press("1")
        await visitor.on(ServicesPage)
        await visitor.reads("Nomor di sini habis")
        await visitor.press("1")
        await visitor.on(RefusedPage)
        await visitor.reads("Tanpa server, nomor di mesin ini sudah habis.", "hubungi petugas")


async def test_lost_last_number_of_a_lease_leads_to_staff(
    server: ServerHere, relay: Relay, kept: StateFile
) -> None:
    async with visitor_at(server, kept=kept, url=relay.url, times=IMPATIENT) as visitor:
        await ready(visitor, kept)
        await visitor.press("1", "1", "1", "1")
        await visitor.reads("Ya, prioritas")
        kept.write("UPDATE leases SET count = 0")  # nothing is left when it is pressed
        await relay.cut()
        await visitor.press("2")
        await visitor.on(RefusedPage)
        await visitor.reads("hubungi petugas", "Kembali ke awal")


async def test_disk_that_keeps_nothing_gives_no_number(server: ServerHere, kept: StateFile) -> None:
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await ready(visitor, kept)
        await server.stop()
        await away(visitor)
        assert visitor.app.standby is not None
        async with visitor.app.standby.store._file.transaction() as db:
            await db.execute("PRAGMA query_only = ON")
        await visitor.press("2", "1", "1", "1", "2")
        await visitor.on(RefusedPage)
        await visitor.reads("This machine cannot keep a number now.", "ask a member of staff")
    assert kept.tickets() == []


async def test_what_needs_the_server_is_said_in_plain_words_at_once(
    server: ServerHere, kept: StateFile
) -> None:
    await been_ready(server, kept)
    await server.stop()
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await away(visitor)
        await visitor.reads("I already have a number")
        await visitor.press("3")
        await visitor.on(RefusedPage)
        await visitor.reads("Belum bisa sekarang: server tidak terhubung.")
        await visitor.press("1")
        await visitor.on(StartPage)
        await visitor.press("2")
        await visitor.on(ServicesPage)
        await visitor.press(".")
        await visitor.reads("Staff could not be called from here.", "ask a member of staff")

"""A visitor is asked for a telephone number and a NIK, in words, by touch and by keypad."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.conversation.telling import kinds_asked
from kiosk.screens.consent import ConsentPage
from kiosk.screens.digits import DigitsPage, TypedDigits, in_groups
from kiosk.screens.doubt import DoubtPage
from kiosk.screens.help import HelpPage
from kiosk.screens.keypad import Key
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.asking_office import NIK, PHONE, asking_office
from tests.kiosk.driving import LARGE, SMALL, Visitor, visitor_at
from tests.server_fixture import ServerHere, running_server

CERTIFICATE, APPLICATION, COLLECTING = "4", "2", "1"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, asking_office(tmp_path)) as running:
        yield running


async def choose(visitor: Visitor, service: str, language: str = "2") -> None:
    """A service, and that one is not entitled to priority."""
    await visitor.on(StartPage)
    await visitor.until(lambda: visitor.app.hall is not None and visitor.app.connected)
    await visitor.press(language, service)
    hall = visitor.app.hall
    if hall is not None and hall.services[int(service) - 1].requirements:
        await visitor.has_papers()
    await visitor.reads("Lanjutkan" if language == "1" else "Continue")
    await visitor.press("1")
    await visitor.reads("Ya, prioritas" if language == "1" else "Yes, priority")
    await visitor.press("2")


async def contacts(server: ServerHere, page: TicketPage) -> dict[str, str]:
    path = f"/tickets/{page.reply.ticket_id}/contacts/show"
    shown = await server.post(path, reason="reach")
    return {each["kind"]: each["value"] for each in shown["contacts"]}


async def test_visitor_gives_both_and_corrects_on_the_way(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await choose(visitor, CERTIFICATE)
        await visitor.on(ConsentPage)
        await visitor.reads(
            "May we have your NIK?", "So that your papers are prepared.", "It is erased tonight."
        )
        await visitor.press("1")
        await visitor.on(DigitsPage)
        await visitor.type(NIK[:15])
        await visitor.press("enter")
        await visitor.reads("A NIK has 16 digits.")
        await visitor.press("*", "backspace", *NIK[13:], "enter")
        await visitor.reads("May we have your mobile number?", "It is erased after 3 days.")
        await visitor.on(ConsentPage)
        await visitor.press("1")
        typing = await visitor.on(DigitsPage)
        keys = {key.value: key for key in typing.query(Key)}
        for digit in PHONE:
            assert await visitor.pilot.click(keys[digit])
        await visitor.touch_words("Continue")
        page = await visitor.on(TicketPage)
        assert await contacts(server, page) == {"nik": NIK, "phone": PHONE}


async def test_visitor_says_no_where_it_is_only_wished_for(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await choose(visitor, APPLICATION, "1")
        await visitor.reads("Bolehkah kami meminta nomor HP Anda?", "Tidak, terima kasih")
        await visitor.press("2")
        page = await visitor.on(TicketPage)
        (ticket,) = (await server.desk()).tickets
        assert (ticket.number, ticket.contacts) == (page.reply.number, ())


async def test_visitor_who_would_rather_not_calls_staff_and_may_go_back(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await choose(visitor, CERTIFICATE)
        await visitor.on(ConsentPage)
        await visitor.press("2")
        await visitor.on(HelpPage)
        await visitor.press("escape")
        await visitor.on(ConsentPage)
        await visitor.press("escape")
        await visitor.reads("Yes, priority")


async def test_unusual_nik_is_a_question(server: ServerHere) -> None:
    other = f"1571{NIK[4:]}"
    async with visitor_at(server) as visitor:
        await choose(visitor, CERTIFICATE)
        await visitor.on(ConsentPage)
        await visitor.press("1")
        await visitor.on(DigitsPage)
        await visitor.press(*other, "enter")
        await visitor.on(DoubtPage)
        await visitor.press("2")
        page = await visitor.on(DigitsPage)
        assert page.digits == other
        await visitor.press("enter")
        await visitor.on(DoubtPage)
        await visitor.press("1")
        await visitor.reads("May we have your mobile number?")
        await visitor.press("2")
        assert await contacts(server, await visitor.on(TicketPage)) == {"nik": other}


async def test_visitor_is_asked_for_nothing_where_nothing_is_asked(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await choose(visitor, COLLECTING)
        await visitor.on(TicketPage)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_digits_are_covered_when_nobody_is_there_and_gone_with_the_page(
    server: ServerHere, size: tuple[int, int]
) -> None:
    async with visitor_at(server, size) as visitor:
        await choose(visitor, APPLICATION)
        await visitor.on(ConsentPage)
        await visitor.press("1")
        page = await visitor.on(DigitsPage)
        await visitor.press(*PHONE)
        shown = page.query_one(TypedDigits)
        assert (shown.digits, shown.is_hidden) == (PHONE, False)
        page.show_patience(5.0, 15.0)
        await visitor.until(lambda: "• • • •" in visitor.words)
        await visitor.press("escape")
        await visitor.on(ConsentPage)
        await visitor.press("1")
        assert (await visitor.on(DigitsPage)).digits == ""


def test_digits_are_set_apart_in_groups() -> None:
    assert in_groups("081234567834", (4, 4, 5)) == ["0812", "3456", "7834"]
    assert in_groups("08", (4, 4, 5)) == ["08"]
    assert in_groups("99999912059000011", (6, 6, 4)) == ["999999", "120590", "00011"]


async def test_visit_of_several_services_is_asked_for_each_kind_once(server: ServerHere) -> None:
    asked = kinds_asked(await server.hall(), ("permohonan", "akta"))
    assert [(each.kind, each.is_needed) for each in asked] == [("nik", True), ("phone", False)]
    assert kinds_asked(await server.hall(), ("pengambilan",)) == []

"""An office that gives places: who came along, masks and hands, where to wait, coming in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.screens.chosen import ChosenPage
from kiosk.screens.coming import ComingPage
from kiosk.screens.health import HealthPage
from kiosk.screens.party import PartyPage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.driving import LARGE, SMALL, Visitor, visitor_at
from tests.kiosk.test_visit import codes_on
from tests.places import with_places
from tests.server_fixture import Issued, ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """The next three are let in for the one counter at work; somebody sees who comes."""
    async with running_server(tmp_path, with_places(tmp_path)) as running:
        await running.at_counter("1", "open")
        yield running


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """The same on a day with mask and hand washing."""
    async with running_server(tmp_path, with_places(tmp_path, profile="new-normal")) as running:
        await running.at_counter("1", "open")
        yield running


async def go_to_party(visitor: Visitor, language: str = "1") -> None:
    await visitor.on(StartPage)
    await visitor.until(lambda: visitor.app.hall is not None and visitor.app.connected)
    await visitor.press(language)
    await visitor.on(ServicesPage)
    await visitor.touch_words("Collecting" if language == "2" else "Pengambilan")
    await visitor.has_papers()
    await visitor.on(ChosenPage)
    await visitor.press("1")
    await visitor.on(PriorityPage)
    await visitor.press("2")
    await visitor.on(PartyPage)


async def scan(visitor: Visitor, ticket: Issued) -> PlacePage:
    await visitor.on(StartPage)
    await visitor.type(ticket.url + "\n")
    return await visitor.on(PlacePage)


async def spot_of(server: ServerHere, ticket: Issued) -> int:
    spot = (await server.ticket(ticket.token)).spot
    assert spot is not None
    return spot


# ---------------------------------------------------------------- who came along


@pytest.mark.parametrize(
    ("keys", "people"), [(["enter"], 1), (["1"], 1), (["4"], 4), ([*"+++++++++", "enter"], 10)]
)
async def test_party_is_asked_for_and_one_key_says_that_nobody_came_along(
    server: ServerHere, keys: list[str], people: int
) -> None:
    async with visitor_at(server) as visitor:
        await go_to_party(visitor)
        await visitor.reads("Anda datang berapa orang?", "1 Saya sendiri", "2 orang", "10 orang")
        page = await visitor.on(PartyPage)
        assert "Tekan 2: 2 orang" in page.spoken(visitor.app.texts)
        await visitor.press(*keys)
        await visitor.on(TicketPage)
        assert [ticket.party_size for ticket in (await server.desk()).tickets] == [people]


async def test_back_from_the_party_is_one_step_back(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await go_to_party(visitor)
        await visitor.press("escape")
        await visitor.on(PriorityPage)
        await visitor.press("1")
        await visitor.on(PartyPage)
        await visitor.touch("#party-3")
        await visitor.on(TicketPage)
        (ticket,) = (await server.desk()).tickets
        assert (ticket.party_size, ticket.priority) == (3, True)


async def test_group_that_is_too_large_for_the_screen_is_sent_to_staff(tmp_path: Path) -> None:
    office = with_places(tmp_path)
    text = office.read_text("utf-8")
    assert "[tickets]" not in text
    office.write_text(f"{text}\n[tickets]\nlargest_party = 30\n", "utf-8")
    async with running_server(tmp_path, office) as server, visitor_at(server) as visitor:
        await go_to_party(visitor, language="2")
        await visitor.reads("More of you? Please ask a member of staff.", "15 people")
        assert "16 people" not in visitor.flat_words


# ---------------------------------------------------------------- mask and hands


async def test_mask_and_hands_are_asked_for_where_the_rules_of_the_day_do(
    strict: ServerHere,
) -> None:
    async with visitor_at(strict) as visitor:
        await go_to_party(visitor)
        await visitor.press("1")
        await visitor.on(HealthPage)
        await visitor.reads("Apakah Anda memakai masker dan sudah mencuci tangan?")
        await visitor.reads("Anda tetap dilayani.")
        await visitor.press("escape")
        await visitor.on(PartyPage)
        await visitor.press("2")
        await visitor.on(HealthPage)
        await visitor.press("1")
        await visitor.on(TicketPage)
        assert (await strict.desk()).help == ()


async def test_no_brings_staff_and_the_visitor_is_served(strict: ServerHere) -> None:
    async with visitor_at(strict) as visitor:
        await go_to_party(visitor, language="2")
        await visitor.press("1")
        await visitor.on(HealthPage)
        await visitor.press("2")
        await visitor.on(ComingPage)
        await visitor.reads("A member of staff is coming.", "You will be served.")
        assert [each.place for each in (await strict.desk()).help] == ["kiosk:kiosk-1"]
        await visitor.touch_words("Back")
        await visitor.on(HealthPage)
        await visitor.press("2")
        await visitor.on(ComingPage)
        await visitor.press("1")
        await visitor.on(TicketPage)
        assert len((await strict.desk()).tickets) == 1


async def test_visitor_goes_on_where_staff_cannot_be_called(strict: ServerHere) -> None:
    async with visitor_at(strict) as visitor:
        await go_to_party(visitor)
        await visitor.press("1")
        await visitor.on(HealthPage)
        await strict.stop()
        await visitor.press("2")
        await visitor.reads("Silakan minta masker atau bantuan kepada petugas.")
        await strict.start()
        await visitor.until(lambda: visitor.app.connected)
        await visitor.press("1")
        await visitor.on(TicketPage)


# ---------------------------------------------------------------- where to wait


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("language", ["1", "2"])
async def test_ticket_says_where_to_wait_and_its_code_can_be_read(
    server: ServerHere, size: tuple[int, int], language: str
) -> None:
    says = {
        "1": ("Silakan masuk ke tempat", "Silakan tunggu di luar, urutan ke-2"),
        "2": ("Please come in to place", "Please wait outside, place in line 2"),
    }[language]
    for _ in range(2):
        await server.issue("pengambilan")
    async with visitor_at(server, size) as visitor:
        await go_to_party(visitor, language)
        await visitor.press("1")
        page = await visitor.on(TicketPage)
        await visitor.reads(f"{says[0]} {page.reply.spot}")
        await visitor.press("escape")
        await server.issue("pengambilan")
        await go_to_party(visitor, language)
        await visitor.press("1")
        page = await visitor.on(TicketPage)
        await visitor.reads(says[1])
        await visitor.reads("layar di pintu" if language == "1" else "the display at the door")
        assert page.reply.number in page.spoken(visitor.app.texts)[0]
        assert says[1] in page.spoken(visitor.app.texts)
        await visitor.until(lambda: page.reply.url in codes_on(visitor.picture()))


# ---------------------------------------------------------------- coming in


async def test_scanned_slip_of_who_was_asked_in_is_the_arrival(server: ServerHere) -> None:
    ticket = await server.issue("pengambilan")
    spot = await spot_of(server, ticket)
    async with visitor_at(server) as visitor:
        await scan(visitor, ticket)
        await visitor.reads(f"Selamat datang. Tempat Anda {spot}.", "Giliran Anda berikutnya")
        view = await server.ticket(ticket.token)
        assert (view.where, view.spot) == ("inside", spot)
        await visitor.press("escape")
        await scan(visitor, ticket)
        await visitor.reads(f"Anda di tempat {spot}.")
        assert "Selamat datang." not in visitor.flat_words


async def test_slip_of_who_was_asked_in_vain_gets_a_place_again(server: ServerHere) -> None:
    ticket = await server.issue("pengambilan", language="en")
    for _ in range(2):
        await server.advance(minutes=3, seconds=2)
    assert (await server.ticket(ticket.token)).where == "outside"
    async with visitor_at(server) as visitor:
        await visitor.on(StartPage)
        await visitor.type(ticket.number.lower())
        await visitor.press("enter")
        await visitor.on(PlacePage)  # typed: anybody can read it off a display
        await visitor.reads("Anda diminta masuk pukul 09.00. Giliran Anda tetap.")
        await visitor.press("escape")
        await scan(visitor, ticket)
        await visitor.reads(f"Welcome. Your place is {await spot_of(server, ticket)}.")


async def test_who_waits_outside_is_told_so_by_the_slip(server: ServerHere) -> None:
    for _ in range(3):
        await server.issue("pengambilan")
    ticket = await server.issue("pengambilan")
    async with visitor_at(server) as visitor:
        await scan(visitor, ticket)
        await visitor.reads("Silakan tunggu di luar, urutan ke-1", "Antrean di depan Anda: 3")
        assert (await server.ticket(ticket.token)).where == "outside"


async def test_full_hall_is_told_at_the_door(server: ServerHere) -> None:
    ticket = await server.issue("pengambilan")
    for _ in range(2):
        await server.advance(minutes=3, seconds=2)
    people = (await server.hall()).room
    assert people is not None
    for _ in range(people.most - people.people):
        await server.post("/door/count", change=1)
    async with visitor_at(server) as visitor:
        await scan(visitor, ticket)
        await visitor.reads(
            f"Ruang tunggu penuh: {people.most} dari {people.most} orang.",
            "Silakan tunggu di luar, urutan ke-1",
        )

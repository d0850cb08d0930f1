"""What the page shows of places: who comes in, how many are inside, the plan of the hall."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser, Page, expect

from protocol.snapshots import DisplayView, HealthView, RoomView, SlideView
from tests.browser import list_barriers, list_cut_off, list_misfits, list_overlaps, open_page
from tests.displays.feeding import Fed, fed_page
from tests.displays.hall import write_placeless
from tests.displays.test_web import LETTERS, call_everywhere
from tests.floors import asked, coming, example_floor, full_room, mixed_room, room, waiting
from tests.server_fixture import ServerHere, running_server

SIZES = [(1920, 1080), (1280, 720), (1080, 1920), (800, 600), (1280, 800), (1280, 1024)]
PARTS = (
    *("header", "#offline", "#called", "#plan", "#message", "aside section", "#slide"),
    *("#room-line", "#notice"),
)
BUSY = room(
    *(coming(number) for number in range(10, 22)),
    come_in=tuple(asked(f"B-{n:03}", n, is_repeated=n == 11) for n in range(10, 22)),
    people=31,
    most=40,
    distance_metres=1.5,
)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_placeless(tmp_path)) as server:
        yield server


LETTER_SIZES = """() => ["#come-in .number", "#next .number", "#room-line .said"].map((each) =>
    parseFloat(getComputedStyle(document.querySelector(each)).fontSize))"""


async def numbers_to_come_in(page: Page) -> list[str]:
    return [
        " ".join(row.split())
        for row in await page.locator("#come-in li").evaluate_all(
            "rows => rows.map((row) => [...row.querySelectorAll('.number')]"
            ".map((each) => each.textContent).join(' '))"
        )
    ]


async def test_numbers_are_asked_in_with_their_places(
    chromium: Browser, server: ServerHere
) -> None:
    there = room(
        *(coming(14), coming(9)),
        come_in=(asked("B-014", 14, is_repeated=True), asked("B-009", 9)),
        people=31,
        most=40,
        distance_metres=1.5,
    )
    async with fed_page(chromium, server) as fed:
        await fed.show(None)
        await expect(fed.page.locator("#room-part")).to_be_hidden()
        await expect(fed.page.locator("#room-line")).to_be_hidden()
        await fed.show(there)
        assert await numbers_to_come_in(fed.page) == ["B-014 14", "B-009 9"]
        title = fed.page.locator("#room-title")
        await expect(title).to_have_text("Silakan masuk Please come in")
        rows = fed.page.locator("#come-in li")
        await expect(rows.first).to_contain_text("sekali lagi")
        await expect(rows.last).not_to_contain_text("sekali lagi")
        line = fed.page.locator("#room-line .said")
        await expect(line.first).to_have_text("31 dari 40 orang di dalam · jaga jarak 1,5 m")
        await expect(line.last).to_have_text("31 of 40 people inside · keep 1.5 m apart")
        await fed.show(replace(there, is_full=True))
        await expect(line.first).to_have_text("Ruang tunggu penuh. Silakan tunggu di luar.")
        await fed.show(None)
        await expect(fed.page.locator("#room-part")).to_be_hidden()


async def test_more_numbers_than_there_is_room_for_take_turns(
    chromium: Browser, server: ServerHere
) -> None:
    async with fed_page(chromium, server) as fed:
        await fed.page.clock.install()
        await fed.page.reload()
        await fed.show(BUSY)
        seen = await numbers_to_come_in(fed.page)
        assert len(seen) == 3
        for _ in range(3):
            await fed.page.clock.run_for(8500)
            seen += await numbers_to_come_in(fed.page)
        assert seen == [f"{each.number} {each.spot}" for each in BUSY.come_in]


async def test_who_is_to_come_in_is_at_least_as_large_as_the_next_numbers(
    chromium: Browser, server: ServerHere
) -> None:
    await call_everywhere(server, 5)
    for _ in range(12):
        await server.issue("akta")
    async with fed_page(chromium, server) as fed:
        for size in SIZES:
            await fed.page.set_viewport_size({"width": size[0], "height": size[1]})
            for count in (1, 3, 6, 12):
                await fed.show(replace(BUSY, come_in=BUSY.come_in[:count]))
                await list_misfits(fed.page)
                come_in, following, foot = await fed.page.evaluate(LETTER_SIZES)
                assert come_in >= following - 0.5, (size, count)
                assert foot >= size[1] / 60, size


@pytest.mark.parametrize(("layout", "calls"), [("calls", 1), ("calls", 12), ("plan", 12)])
async def test_everything_fits_on_every_shape_of_screen(
    chromium: Browser, server: ServerHere, layout: str, calls: int
) -> None:
    await call_everywhere(server, calls)
    for _ in range(8):
        await server.issue("akta")
    async with fed_page(chromium, server, f"?layout={layout}") as fed:
        for size in SIZES:
            await fed.page.set_viewport_size({"width": size[0], "height": size[1]})
            for there in (BUSY, full_room(), room(waiting(3))):
                await fed.show(there)
                assert await list_misfits(fed.page) == [], size
                assert await list_cut_off(fed.page) == [], size
                assert await list_overlaps(fed.page, *PARTS) == [], size
                for row in await fed.page.locator("#called .call:visible").all():
                    assert await row.evaluate(LETTERS) >= 0.2, size
        await expect(fed.page.locator("#plan")).to_be_visible(visible=layout == "plan")


async def test_nothing_is_cut_off_by_all_that_can_stand_there_at_once(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running_server(
        tmp_path, write_placeless(tmp_path), clock="2026-06-23T14:25"
    ) as server:
        await call_everywhere(server, 3)
        await server.advance(minutes=10)
        async with fed_page(chromium, server) as fed:
            for size in SIZES:
                await fed.page.set_viewport_size({"width": size[0], "height": size[1]})
                for there in (BUSY, full_room()):
                    await fed.show(there)
                    await expect(fed.page.locator("#message")).to_be_visible()
                    assert await list_cut_off(fed.page) == [], size
                    assert await list_overlaps(fed.page, *PARTS) == [], size


@pytest.mark.parametrize("layout", ["calls", "plan"])
async def test_page_keeps_nobody_out(chromium: Browser, server: ServerHere, layout: str) -> None:
    async with fed_page(chromium, server, f"?layout={layout}") as fed:
        await fed.show(mixed_room())
        assert await list_barriers(fed.page) == []


async def test_distance_of_the_room_is_that_of_the_health_rules(
    chromium: Browser, server: ServerHere
) -> None:
    async with fed_page(chromium, server) as fed:
        office = replace(
            fed.hall.office,
            slides=(SlideView("health", 12.0),),
            health=HealthView(distance_metres=1.0),
        )
        await fed.page.clock.install()
        await fed.page.reload()
        await fed.show(room(mask=True, distance_metres=2.0), office=office)
        await fed.page.clock.run_for(13_000)
        slide = fed.page.locator("#slide")
        await expect(slide).to_contain_text("2\u00a0m")
        await expect(slide).to_contain_text("masker")


# ---------------------------------------------------------------- the plan


async def texts_of_plan(page: Page) -> set[str]:
    return set(await page.locator("#floor text").all_text_contents())


async def test_plan_shows_every_number_and_the_way_of_a_call(
    chromium: Browser, server: ServerHere
) -> None:
    await call_everywhere(server, 1)
    (call,) = (await server.hall()).calls
    async with fed_page(chromium, server, "?layout=plan") as fed:
        await fed.show(room(waiting(40, call.number), waiting(3)), calls=())
        await fed.show(room(waiting(3), coming(5)), calls=(call,))
        assert {"A-003", "B-005", call.number} <= await texts_of_plan(fed.page)
        assert await fed.page.locator(".floor-way").count() == 1
        legend = fed.page.locator("#plan-legend")
        await expect(legend).to_contain_text("dipanggil")
        await expect(legend).to_contain_text("please come in")
        await expect(fed.page.locator("#recent-title")).to_contain_text("Sedang Dipanggil")
        await fed.show(room(waiting(3)), calls=(replace(call, is_open=False),))
        assert await fed.page.locator(".floor-way").count() == 0
        await expect(legend).not_to_contain_text("dipanggil")


async def test_floor_is_asked_for_once_and_again_when_it_is_another(
    chromium: Browser, server: ServerHere
) -> None:
    async with fed_page(chromium, server, "?layout=plan") as fed:
        await fed.show(room(waiting(3)))
        await expect(fed.page.locator("#plan")).to_be_visible()
        await fed.show(room(waiting(4)))
        assert await fed.page.evaluate("asked") == 1
        await fed.page.evaluate("lobby = { ...lobby, id: 'f2', spots: lobby.spots.slice(0, 5) }")
        await fed.show(room(waiting(4)), office=replace(fed.hall.office, lobby="f2"))
        await fed.page.wait_for_function("() => asked === 2")
        await expect(fed.page.locator(".floor-free")).to_have_count(4)


async def test_office_and_address_choose_layout_and_turn(
    chromium: Browser, server: ServerHere
) -> None:
    async def door(fed: Fed, **display: Any) -> tuple[float, float] | None:
        shown = DisplayView("d", speaks=False, **display)
        office = replace(fed.hall.office, displays=(shown,), lobby=example_floor().id)
        await fed.show(room(waiting(3)), office=office)
        await fed.page.wait_for_function("() => window.asked")
        if not await fed.page.locator("#plan").is_visible():
            return None
        one, other = await fed.page.locator("#floor, .floor-arrow").evaluate_all(
            "all => all.map((each) => each.getBoundingClientRect())"
            ".map(({ x, y, width, height }) => [x + width / 2, y + height / 2])"
        )
        return other[0] - one[0], other[1] - one[1]

    async with fed_page(chromium, server, "?name=d") as fed:
        assert await door(fed) is None
        across, down = await door(fed, layout="plan") or (0, 0)
        assert abs(across) < 20 < down
        across, down = await door(fed, layout="plan", turn=180) or (0, 0)
        assert down < -20
    async with fed_page(chromium, server, "?name=d&layout=plan&turn=90") as fed:
        across, down = await door(fed, turn=180) or (0, 0)
        assert across < -20
        assert abs(down) < 20


async def test_labels_are_a_two_hundredth_of_the_distance_high_or_left_out(
    chromium: Browser, server: ServerHere
) -> None:
    heights = """() => [...document.querySelectorAll("#floor text:not(.floor-word)")].map((each) =>
        each.getBBox().height / 1.2 * 0.668 * each.getScreenCTM().d)"""
    for metres, inches, is_cut in ((2, 43, True), (2, 86, False)):
        query = f"?layout=plan&metres={metres}&inches={inches}"
        async with fed_page(chromium, server, query) as fed:
            await fed.show(replace(full_room(), spots=full_room().spots[:40]))
            note = fed.page.locator("#plan-note")
            await expect(note).to_be_visible(visible=is_cut)
            millimetre = (1280**2 + 720**2) ** 0.5 / (inches * 25.4)
            least = metres * 1000 / 200 * millimetre
            assert all(each >= least - 0.5 for each in await fed.page.evaluate(heights))
            if is_cut:
                written = re.compile(rf"terlalu kecil untuk dibaca dari {metres} m")
                await expect(note).to_contain_text(written)


async def test_address_that_asks_for_what_cannot_be_is_told(
    chromium: Browser, server: ServerHere
) -> None:
    async with fed_page(chromium, server, "?layout=plan&turn=45&metres=x") as fed:
        await fed.show(room(waiting(3)))
        note = fed.page.locator("#plan-note")
        await expect(note).to_contain_text("asks for what cannot be: turn=45, metres=x")
        assert "A-003" in await texts_of_plan(fed.page)


async def test_office_without_places_has_no_plan(chromium: Browser, server: ServerHere) -> None:
    async with fed_page(chromium, server, "?layout=plan") as fed:
        await fed.show(None)
        await expect(fed.page.locator("#plan")).to_be_hidden()
        assert await fed.page.evaluate("window.asked ?? 0") == 0


def test_rooms_of_these_tests_are_whole() -> None:
    for there in (BUSY, full_room(), mixed_room()):
        assert isinstance(there, RoomView)
        spots = {each.spot for each in there.spots}
        assert {each.spot for each in there.come_in} <= spots
        assert spots.isdisjoint(there.unused)


async def test_page_shows_a_real_hall_from_asking_in_to_the_way_of_the_call(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running_server(tmp_path) as server:
        url = f"{server.url}/display/{server.office}?layout=plan"
        async with open_page(chromium, url, cookies=[server.cookie("clerk")]) as page:
            await server.at_counter("1", "open")
            ticket = await server.issue("pengambilan")
            await expect(page.locator("#come-in .number").first).to_have_text(ticket.number)
            await expect(
                page.locator(f".floor-come-in[data-number={ticket.number}]")
            ).to_be_visible()
            await server.post(f"/tickets/{ticket.ticket_id}/arrive")
            await expect(
                page.locator(f".floor-waiting[data-number={ticket.number}]")
            ).to_be_visible()
            await expect(page.locator("#room-part")).to_be_hidden()
            await server.at_counter("1", "call-next")
            await expect(
                page.locator(f".floor-called[data-number={ticket.number}]")
            ).to_be_visible()
            await expect(page.locator(".floor-way")).to_have_count(1)
            await server.at_counter("1", "start")
            await expect(page.locator(".floor-way")).to_have_count(0)

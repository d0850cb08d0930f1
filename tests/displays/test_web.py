"""The lobby display's web page in Chromium, against the real server."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import list_barriers, list_cut_off, list_misfits, open_page
from tests.displays.hall import write_placeless
from tests.server_fixture import ServerHere, running_server

SIZES = [(1920, 1080), (1280, 720), (1080, 1920), (800, 600), (1280, 800), (1280, 1024)]
# The height of the letters themselves, 0.668 of the number font's size, as a part of the screen's
# height (upright: of its width).
LETTERS = """row => {
    const size = parseFloat(getComputedStyle(row.querySelector(".number")).fontSize);
    return size * 0.668 / Math.min(innerWidth, innerHeight);
}"""

FIRST_SERVICE = {
    **dict.fromkeys("1234", "pengambilan"),
    **dict.fromkeys("567", "permohonan"),
}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_placeless(tmp_path)) as server:
        yield server


def display_url(server: ServerHere, query: str = "") -> str:
    return f"{server.url}/display/{server.office}{query}"


async def call(server: ServerHere, counter: str, service: str) -> str:
    """Give a number and call it; gives the number."""
    ticket = await server.issue(service)
    await server.at_counter(counter, "open")
    await server.at_counter(counter, "call-next")
    return ticket.number


async def call_everywhere(server: ServerHere, count: int) -> None:
    """Open calls at the first `count` of the twelve counters."""
    hall = await server.hall()
    for counter in hall.counters[:count]:
        await call(server, counter.id, counter.services[0])


async def has_drawn(page: Page) -> None:
    await expect(page.locator("#clock")).to_have_text(re.compile(r"\d\d\.\d\d WIB"))


async def test_call_is_shown_large_with_its_counter(chromium: Browser, server: ServerHere) -> None:
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        await has_drawn(page)
        assert await page.locator("#called .call").count() == 0
        number = await call(server, "3", "pengambilan")
        row = page.locator("#called .call").first
        await expect(row.locator(".number")).to_have_text(number)
        await expect(row.locator(".tile")).to_have_text("3")
        await expect(row.locator(".tile")).to_have_class(re.compile(r"\btile-2\b"))
        await expect(row).to_have_class(re.compile(r"-open"))
        await server.at_counter("3", "start")
        await expect(row).not_to_have_class(re.compile(r"-open"))


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("calls", [1, 3, 12])
async def test_everything_fits_and_numbers_are_a_fifth_of_the_screen(
    chromium: Browser, server: ServerHere, width: int, height: int, calls: int
) -> None:
    await call_everywhere(server, calls)
    for _ in range(8):
        await server.issue("akta")
    async with open_page(
        chromium, display_url(server), width, height, cookies=[server.cookie("clerk")]
    ) as page:
        rows = page.locator("#called .call")
        shown = min(calls, 3 if width / height >= 1.7 or width < height else 2)
        await expect(rows).to_have_count(shown)
        await expect(page.locator("#recent .call.-open")).to_have_count(calls - shown)
        await expect(page.locator("#next li").first).to_be_visible()
        assert await list_misfits(page) == []
        assert await list_cut_off(page) == []
        for row in await rows.all():
            assert await row.evaluate(LETTERS) >= 0.2
            assert await row.locator(".tile").is_visible()


async def test_lists_tell_what_comes_next_and_who_waits(
    chromium: Browser, server: ServerHere
) -> None:
    numbers = [(await server.issue("permohonan")).number for _ in range(3)]
    await server.issue("akta")
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        await expect(page.locator("#waiting-count")).to_have_text("4")
        shown = await page.locator("#next li").all_inner_texts()
        assert shown[:3] == numbers
        waiting = page.locator("#waiting li", has_text="Permohonan Baru")
        await expect(waiting.locator(".count")).to_have_text("3")
        await server.post("/services/permohonan/suspend", reason="network", until=None)
        await expect(waiting).to_contain_text("Berhenti sementara")


async def test_titles_stand_in_all_languages_of_the_office(
    chromium: Browser, server: ServerHere
) -> None:
    await call(server, "1", "pengambilan")
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        title = page.locator("#called-title")
        await expect(title.locator("[lang=id]")).to_have_text("Sedang Dipanggil")
        await expect(title.locator("[lang=en]")).to_have_text("Now called")


async def test_names_of_services_take_turns_between_the_languages(
    chromium: Browser, server: ServerHere
) -> None:
    async with open_page(chromium, "about:blank", cookies=[server.cookie("clerk")]) as page:
        await page.clock.install()
        await page.goto(display_url(server))
        await expect(page.locator("#waiting")).to_contain_text("Permohonan Baru")
        await page.clock.run_for(9000)
        await expect(page.locator("#waiting")).to_contain_text("New application")


async def test_calls_made_while_away_are_all_shown_and_pulse_oldest_first(
    chromium: Browser, server: ServerHere
) -> None:
    seen = await call(server, "1", "pengambilan")
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        await expect(page.locator("#called .number")).to_have_text([seen])
        await page.evaluate(
            """() => {
                window.pulsed = [];
                document.addEventListener("animationstart", (event) => {
                    if (event.animationName === "pulse") pulsed.push(event.target.dataset.number);
                });
            }"""
        )
        await server.stop()
        offline = page.locator("#offline")
        await expect(offline).to_contain_text("Tidak terhubung sejak pukul 09.00")
        await expect(offline).to_contain_text("No connection since 09:00")
        await page.context.set_offline(True)
        await server.start()
        missed = [await call(server, counter, FIRST_SERVICE[counter]) for counter in "256"]
        answered = await call(server, "7", "permohonan")
        await server.at_counter("7", "start")
        await page.context.set_offline(False)
        await expect(offline).to_be_hidden(timeout=30_000)
        shown = page.locator("#called .number, #recent .number")
        await expect(shown).to_have_text([*reversed(missed), seen, answered])
        await page.wait_for_function("() => pulsed.length >= 3")
        assert await page.evaluate("pulsed") == missed


async def test_rows_that_leave_together_are_all_gone(chromium: Browser, server: ServerHere) -> None:
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        shown = await page.evaluate(
            """async () => {
                const { CalledBoard } = await import("/static/displays/called.js");
                const large = document.createElement("ol");
                const board = new CalledBoard(large, document.createElement("ol"), []);
                const name = (call) => ({ call, number: `A-${call}`, counter: 1, is_open: true });
                for (const calls of [[3, 2, 1], [6, 5, 4, 3, 2, 1]]) {
                    board.show({ calls: calls.map(name), counters: [] }, 3);
                }
                return [...large.children].map((row) => Number(row.dataset.call));
            }"""
        )
        assert shown == [6, 5, 4]


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_loss_of_the_connection_fits_on_the_screen(
    chromium: Browser, server: ServerHere, width: int, height: int
) -> None:
    await call_everywhere(server, 3)
    async with open_page(
        chromium, display_url(server), width, height, cookies=[server.cookie("clerk")]
    ) as page:
        await has_drawn(page)
        await server.stop()
        await expect(page.locator("#offline")).to_contain_text("No connection since 09:00")
        assert await list_cut_off(page) == []
        assert await page.locator("#called .call").first.evaluate(LETTERS) >= 0.2


async def test_page_has_no_barriers(chromium: Browser, server: ServerHere) -> None:
    await call_everywhere(server, 4)
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        await expect(page.locator("#called .call")).to_have_count(3)
        assert await list_barriers(page) == []


async def test_nothing_moves_under_reduced_motion(chromium: Browser, server: ServerHere) -> None:
    async with open_page(
        chromium, display_url(server), reduced_motion="reduce", cookies=[server.cookie("clerk")]
    ) as page:
        await has_drawn(page)
        number = await call(server, "1", "pengambilan")
        row = page.locator("#called .call")
        await expect(row.locator(".number")).to_have_text(number)
        await expect(row).to_have_class(re.compile(r"pulse"))
        assert await row.evaluate("row => getComputedStyle(row).animationName") == "none"


@pytest.mark.parametrize(
    ("clock", "sentences"),
    [
        ("2026-06-23T06:00", ("Nomor antrean mulai pukul 07.00", "Queue numbers from 07:00")),
        ("2026-06-23T07:30", ("Silakan ambil nomor", "Please take a number")),
        ("2026-06-26T12:00", ("dilanjutkan pukul 13.00", "Service goes on at 13:00")),
        ("2026-06-23T14:45", ("Pengambilan nomor sudah ditutup", "No more numbers today")),
        ("2026-06-21T10:00", ("Kantor tutup hari ini", "The office is closed today")),
    ],
)
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1080, 1920), (800, 600)])
async def test_each_phase_of_the_day_has_its_sentence(
    chromium: Browser,
    tmp_path: Path,
    clock: str,
    sentences: tuple[str, str],
    width: int,
    height: int,
) -> None:
    async with (
        running_server(tmp_path, write_placeless(tmp_path), clock=clock) as server,
        open_page(
            chromium, display_url(server), width, height, cookies=[server.cookie("clerk")]
        ) as page,
    ):
        message = page.locator("#message")
        for sentence in sentences:
            await expect(message).to_contain_text(sentence)
        assert await list_cut_off(page) == []


async def test_sentence_is_a_strip_while_numbers_are_called(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running_server(
        tmp_path, write_placeless(tmp_path), clock="2026-06-23T14:25"
    ) as server:
        for counter in "125":
            await call(server, counter, FIRST_SERVICE[counter])
        await server.advance(minutes=10)
        for width, height in SIZES:
            async with open_page(
                chromium, display_url(server), width, height, cookies=[server.cookie("clerk")]
            ) as page:
                await expect(page.locator("#message")).to_contain_text("No more numbers today")
                assert await list_cut_off(page) == []
                assert await page.locator("#called .call").first.evaluate(LETTERS) >= 0.2


async def test_day_that_ended_says_so_and_calls_are_gone(
    chromium: Browser, server: ServerHere
) -> None:
    await call(server, "1", "pengambilan")
    await server.at_counter("1", "start")
    await server.at_counter("1", "finish")
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        await expect(page.locator("#called .call")).to_have_count(1)
        await server.post("/day/end", left=0)
        await expect(page.locator("#message")).to_contain_text("Pelayanan hari ini sudah selesai")
        await expect(page.locator("#called")).to_be_hidden()


async def test_rehearsal_is_said(chromium: Browser, server: ServerHere) -> None:
    async with open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page:
        await has_drawn(page)
        is_rehearsal = (await server.hall()).clock.is_rehearsal
        assert await page.locator("#rehearsal").is_visible() == is_rehearsal

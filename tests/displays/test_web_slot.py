"""What stands beside the calls on the display's web page: slides, notices, parts of the hall."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import list_barriers, list_cut_off, open_page
from tests.displays.hall import EAST, slide, words, write_hall, write_placeless
from tests.displays.test_web import LETTERS, call, call_everywhere, display_url, has_drawn
from tests.server_fixture import ServerHere, running_server

SHAPES = [(1920, 1080), (1080, 1920), (1024, 768)]
EVERY_SLIDE = (
    slide("health", seconds=10),
    slide("words", seconds=10, words=words("Siapkan KTP-el dan Kartu Keluarga yang asli")),
    slide("picture", seconds=10, file='"hall.jpg"', words=words("Ruang tunggu")),
    slide("picture", seconds=10, file='"upright.png"'),
)
KINDS = ["health", "words", "picture", "picture"]
QUEUE_MS = 12_100


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_placeless(tmp_path)) as server:
        yield server


async def open_slot(page: Page, server: ServerHere) -> None:
    """With a clock that the test turns on."""
    await page.clock.install()
    await page.goto(display_url(server))
    await expect(page.locator("#waiting-part")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), SHAPES)
async def test_slides_take_turns_with_the_waiting_list_and_fit(
    chromium: Browser, tmp_path: Path, width: int, height: int
) -> None:
    async with running_server(tmp_path, write_hall(tmp_path, *EVERY_SLIDE)) as server:
        await call_everywhere(server, 3)
        async with open_page(
            chromium, "about:blank", width, height, cookies=[server.cookie("clerk")]
        ) as page:
            await open_slot(page, server)
            place = page.locator("#slide")
            await page.clock.run_for(QUEUE_MS)
            for kind in KINDS:
                await expect(place).to_have_class(f"slide slide-{kind}")
                await expect(page.locator("#waiting-part")).to_be_hidden()
                assert await list_cut_off(page) == []
                assert await page.locator("#called .call").first.evaluate(LETTERS) >= 0.2
                await page.clock.run_for(10_100)
            await expect(page.locator("#waiting-part")).to_be_visible()


async def test_health_rules_are_pictured_and_said_in_all_languages(
    chromium: Browser, tmp_path: Path
) -> None:
    office = write_hall(tmp_path, slide("health"))
    async with (
        running_server(tmp_path, office) as server,
        open_page(chromium, "about:blank", cookies=[server.cookie("clerk")]) as page,
    ):
        await open_slot(page, server)
        await page.clock.run_for(QUEUE_MS)
        rules = page.locator("#slide .rule")
        await expect(rules).to_have_count(3)
        await expect(rules.first).to_contain_text("Jaga jarak minimal 1,5")
        await expect(rules.first).to_contain_text("at least 1.5")
        await expect(rules.locator("svg .drawn").first).to_be_visible()
        assert await list_barriers(page) == []


async def test_picture_that_cannot_be_shown_is_skipped(chromium: Browser, tmp_path: Path) -> None:
    slides = (
        slide("picture", file='"hall.jpg"'),
        slide("video", file='"broken.mp4"'),
        slide("words", words=words("Halo")),
    )
    async with running_server(tmp_path, write_hall(tmp_path, *slides)) as server:
        (tmp_path / "hall.jpg").unlink()  # since the start
        async with open_page(chromium, "about:blank", cookies=[server.cookie("clerk")]) as page:
            await open_slot(page, server)
            await page.clock.run_for(QUEUE_MS)
            await expect(page.locator("#slide")).to_have_class("slide slide-words")
            await expect(page.locator("#slide")).to_contain_text("Halo (en)")


async def test_slide_stands_where_nobody_waits_before_the_opening(
    chromium: Browser, tmp_path: Path
) -> None:
    office = write_hall(tmp_path, slide("health"))
    async with (
        running_server(tmp_path, office, clock="2026-06-23T06:00") as server,
        open_page(chromium, display_url(server), cookies=[server.cookie("clerk")]) as page,
    ):
        await expect(page.locator("#slide .rule")).to_have_count(3)
        await expect(page.locator("#waiting-part")).to_be_hidden()
        await expect(page.locator("#message")).to_contain_text("Queue numbers from")
        assert await list_cut_off(page) == []


async def test_display_shows_its_own_part_of_the_hall(chromium: Browser, tmp_path: Path) -> None:
    async with running_server(tmp_path, write_hall(tmp_path, EAST)) as server:
        await call(server, "1", "pengambilan")
        here = await call(server, "5", "permohonan")
        for name, numbers in (("display-2", 1), ("display-7", 2)):
            async with open_page(
                chromium, display_url(server, f"?name={name}"), cookies=[server.cookie("clerk")]
            ) as page:
                await expect(page.locator("#called .call")).to_have_count(numbers)
                await expect(page.locator("#called .number").first).to_have_text(here)
                title = page.locator("#title")
                if name == "display-2":
                    await expect(title).to_contain_text("Sayap Timur")
                    await expect(page.locator("body")).to_have_class(re.compile("-single"))
                else:
                    await expect(title).to_be_hidden()
                await expect(page.locator("#logo")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [*SHAPES, (1280, 720)])
async def test_one_counter_has_one_huge_call(
    chromium: Browser, tmp_path: Path, width: int, height: int
) -> None:
    async with running_server(tmp_path, write_hall(tmp_path, EAST)) as server:
        await call(server, "5", "permohonan")
        url = display_url(server, "?name=display-2")
        async with open_page(
            chromium, url, width, height, cookies=[server.cookie("clerk")]
        ) as page:
            row = page.locator("#called .call")
            await expect(row).to_have_count(1)
            least = 0.2 if width < height else 0.27
            assert await row.evaluate(LETTERS) >= least
            assert await list_cut_off(page) == []


MARKUP = "<b>Mobil</b> B 1234 XY <script>alert(1)</script> menghalangi pintu"
NOTICE = {"id": MARKUP, "en": "A car blocks the exit " * 9}


@pytest.mark.parametrize(("width", "height"), SHAPES)
@pytest.mark.parametrize("calls", [1, 12])
async def test_notice_is_shown_at_once_as_text_in_all_languages(
    chromium: Browser, server: ServerHere, width: int, height: int, calls: int
) -> None:
    await call_everywhere(server, calls)
    async with open_page(
        chromium, "about:blank", width, height, cookies=[server.cookie("clerk")]
    ) as page:
        await page.clock.install()
        await page.goto(display_url(server))
        await expect(page.locator("#called .call").first).to_be_visible()
        await server.post("/notices", notice_id="car", words=NOTICE)
        notice = page.locator("#notice")
        await expect(notice.locator("[lang=id]")).to_have_text(MARKUP)
        assert await notice.locator("b, script").count() == 0
        assert await list_cut_off(page) == []
        assert await page.locator("#called .call").first.evaluate(LETTERS) >= 0.2
        shown = await page.locator("#called .call, #recent .call").count()
        assert shown == calls  # nobody's call is lost to a notice
        await page.clock.run_for(8100)
        await expect(notice.locator("[lang=en]")).to_contain_text("A car blocks the exit")
        assert await notice.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
        await server.post("/notices/car/end")
        await expect(notice).to_be_hidden()


async def test_interruption_is_told_with_its_reason_and_end(
    chromium: Browser, server: ServerHere
) -> None:
    await call(server, "1", "pengambilan")
    await server.post("/services/akta/suspend", reason="network", until="2026-06-23T03:30:00Z")
    await server.at_counter("12", "open")
    await server.at_counter("12", "pause", reason="break", back_at="2026-06-23T02:45:00Z")
    async with open_page(chromium, "about:blank", cookies=[server.cookie("clerk")]) as page:
        await page.clock.install()
        await page.goto(display_url(server))
        message = page.locator("#message")
        await expect(message).to_have_text(
            "Akta Pencatatan Sipil berhenti sementara: Gangguan jaringan. "
            "Diperkirakan dilanjutkan pukul 10.30 WIB."
        )
        row = page.locator("#waiting li", has_text="Akta Pencatatan Sipil")
        await expect(row).to_contain_text("sampai 10.30")
        await page.clock.run_for(8100)
        await expect(message).to_have_text("Loket 12 kembali melayani pukul 09.45 WIB.")


async def test_no_video_plays_under_reduced_motion(chromium: Browser, tmp_path: Path) -> None:
    slides = (slide("video", file='"broken.mp4"'), slide("words", words=words("Halo")))
    office = write_hall(tmp_path, *slides)
    async with (
        running_server(tmp_path, office) as server,
        open_page(
            chromium, "about:blank", reduced_motion="reduce", cookies=[server.cookie("clerk")]
        ) as page,
    ):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await open_slot(page, server)
        await page.clock.run_for(QUEUE_MS)
        await expect(page.locator("#slide")).to_contain_text("Halo (en)")
        assert not [url for url in asked if url.endswith(".mp4")]


async def test_page_that_stood_still_says_so(chromium: Browser, server: ServerHere) -> None:
    async with open_page(chromium, "about:blank", cookies=[server.cookie("clerk")]) as page:
        await page.clock.install()
        await page.goto(display_url(server))
        await has_drawn(page)
        await page.clock.run_for(3000)
        bar = page.locator("#offline")
        await expect(bar).to_be_hidden()
        await page.clock.fast_forward(20_000)  # as when the lid of a computer was shut
        await page.clock.run_for(1000)
        await expect(bar).to_contain_text("This screen stood still for")
        await page.clock.run_for(62_000)
        await expect(bar).not_to_contain_text("stood still")

"""What only the page has: sizes, focus, its browser's memory, signing in."""

from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page
from yarl import URL

from look.colours import NEAR_CONTRAST, contrast
from tests.browser import list_barriers, list_misfits
from tests.desk.driving import PageDriver, open_page, until
from tests.desk.waiting import MINE, asks, idle, is_done_asking, open_with, press_until, shows
from tests.server_fixture import ServerHere
from texts import texts_for

SIZES = [(1024, 600), (1366, 768), (1920, 1080)]

CUT_OFF = """() => [...document.querySelectorAll("body *")].flatMap((each) => {
    const box = each.getBoundingClientRect();
    if (!box.width || !box.height || each.closest(".tickets, #devices")) return [];
    const name = `${each.tagName}#${each.id}.${each.className} ${each.textContent.slice(0, 30)}`;
    const isTooWide = each.scrollWidth > each.clientWidth + 1;
    // The line of a number is as high as its digits; what hangs below them is empty.
    const isNumber = each.classList.contains("number");
    const isTooHigh = each.scrollHeight > each.clientHeight + 3 && !isNumber;
    const isBlock = getComputedStyle(each).display !== "inline";
    const isBeside = box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
    return [
        ...(isBeside ? [`beside: ${name}`] : []),
        ...(isBlock && (isTooWide || isTooHigh) ? [`cut off: ${name}`] : []),
    ];
})"""

WORDS_ON_GROUNDS = """() => {
    const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const ground = (each) => {
        for (let at = each; at; at = at.parentElement) {
            const colour = parse(getComputedStyle(at).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const isWords = (node) => node.nodeType === 3 && node.data.trim();
    return [...document.querySelectorAll("body *")]
        .filter((each) => each.getClientRects().length && [...each.childNodes].some(isWords))
        .filter((each) => !each.classList.contains("tile"))
        .map((each) => [each.textContent, parse(getComputedStyle(each).color), ground(each)]);
}"""


async def list_faint(page: Page) -> list[str]:
    """Words whose contrast to their ground is too low; a counter's tile is large and apart."""
    return [
        words
        for words, ink, ground in await page.evaluate(WORDS_ON_GROUNDS)
        if contrast(as_hex(ink), as_hex(ground)) < NEAR_CONTRAST
    ]


def as_hex(colour: list[float]) -> str:
    return "#" + "".join(f"{round(part):02X}" for part in colour[:3])


async def at_work(server: ServerHere, desk: PageDriver) -> None:
    """Everything that a desk may have to show at once."""
    for _ in range(16):
        await server.issue(MINE, "perubahan", "akta")
    await open_with(server, desk)
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "h", "none")
    await press_until(desk, server, "n", "called")
    await press_until(desk, server, "s", "serving")
    await server.post("/services/perubahan/suspend", reason="network")
    await server.post("/day/stop-issuing")
    await server.post("/kiosks/kiosk-1/help")
    await server.at_counter("5", "open")
    await server.post("/counters/5/help")
    await until(lambda: shows(desk, "16"))
    await until(lambda: shows(desk, "5 · 0"))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_everything_fits_on_one_screen(
    server: ServerHere, chromium: Browser, size: tuple[int, int], language: str
) -> None:
    async with open_page(server, chromium, language=language, size=size) as desk:
        await at_work(server, desk)
        await desk.press("x")  # a refusal, on top
        await until(desk.notice)
        assert await list_misfits(desk.page) == []
        assert await desk.page.evaluate(CUT_OFF) == []
        assert await list_faint(desk.page) == []
        rows = desk.page.locator("#queue li")
        assert await rows.count() == 14
        assert await rows.nth(5).is_visible()


async def test_note_and_missing_slip_fit_on_the_smallest_screen(
    server: ServerHere, chromium: Browser
) -> None:
    """The fullest that a ticket in hand can be: services to come, no slip, a note of two lines."""
    given = await server.issue("akta", MINE, "informasi", confirm=False, party_size=3)
    await server.post(f"/tickets/{given.ticket_id}/confirm", slip="failed")
    await server.at_counter("8", "open")
    await server.at_counter("8", "call-next")
    await server.at_counter("8", "transfer", service="permohonan", note="Kurang salinan. " * 12)
    async with open_page(server, chromium, language="id", size=SIZES[0]) as desk:
        await server.post("/kiosks/kiosk-1/help")
        await open_with(server, desk)
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "s", "serving")
        await desk.page.locator("#hand-note").wait_for()
        assert [each for each in await desk.page.evaluate(CUT_OFF) if "hand-note" not in each] == []
        note = await desk.page.locator("#hand-note").bounding_box()
        main = await desk.page.locator("#main-action").bounding_box()
        assert note is not None
        assert main is not None
        assert note["y"] + note["height"] <= main["y"]
        assert await list_faint(desk.page) == []


async def fill_the_hall(server: ServerHere) -> None:
    """Everything that the view of the whole office may have to show at once."""
    for number in range(1, 13):
        service = (await server.hall()).counters[number - 1].services[0]
        await server.issue(service)
        await server.at_counter(str(number), "open")
        await server.at_counter(str(number), "call-next")
        await server.at_counter(str(number), "start")
    await server.at_counter("6", "finish")
    await server.at_counter("6", "pause", reason="paperwork")
    await server.post("/counters/4/help")
    await server.post("/kiosks/kiosk-1/help")
    words = {"id": "Sistem pusat lambat. Mohon bersabar.", "en": "The central system is slow."}
    await server.post("/notices", notice_id="slow", words=words)
    await server.post("/services/akta/suspend", reason="network")
    for kind, name, told in [
        ("kiosk", "kiosk-2", {"printer": "paper_out"}),
        ("display", "display-1", {"sound": "blocked"}),
        ("kiosk", "kiosk-1", {"printer": "ready"}),
        ("display", "display-2", {"sound": "ready"}),
    ]:
        await server.report(kind, name, **told)


@pytest.mark.parametrize("language", ["id", "en"])
async def test_whole_office_fits_on_one_screen(
    server: ServerHere, chromium: Browser, language: str
) -> None:
    await fill_the_hall(server)
    options: Any = {"view": "hall", "language": language, "size": (1280, 720)}
    async with open_page(server, chromium, None, **options) as desk:
        await until(lambda: shows(desk, "Kiosk 2" if language == "en" else "Mesin Antrean 2"))
        assert await list_misfits(desk.page) == []
        cut_off = await desk.page.evaluate(CUT_OFF)
        assert [each for each in cut_off if ".service " not in each] == []  # names end in dots
        scrolling = "[...document.querySelectorAll('#hall-view ul, #hall-view ol')]"
        assert (
            await desk.page.evaluate(
                f"{scrolling}.filter((each) => each.scrollHeight > each.clientHeight + 1)"
                ".map((each) => each.id)"
            )
            == []
        )
        assert await list_faint(desk.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["counter", "hall"])
async def test_nobody_is_kept_out(
    server: ServerHere, chromium: Browser, view: str, theme: Literal["light", "dark"]
) -> None:
    await fill_the_hall(server)
    await server.issue(MINE)
    async with open_page(server, chromium, language="en", view=view, theme=theme) as desk:
        await until(lambda: shows(desk, "Kiosk 2: out of paper"))
        assert await list_barriers(desk.page) == []
        await desk.press("k")
        await until(desk.asked)
        assert await list_barriers(desk.page) == []


@pytest.mark.parametrize("key", list("ict/qk?e!"))
async def test_questions_fit_on_the_smallest_screen(
    server: ServerHere, chromium: Browser, key: str
) -> None:
    async with open_page(server, chromium, language="id", size=SIZES[0]) as desk:
        await at_work(server, desk)
        if key == "i":
            await server.post("/day/allow-issuing")
            await until(lambda: gives_numbers(desk))
        await desk.press(key)
        await until(desk.asked)
        box = await desk.page.locator("dialog").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 600
        assert await desk.page.evaluate("document.querySelector('dialog').scrollHeight") <= 600
        await desk.press("Escape")
        await until(lambda: is_done_asking(desk))


async def gives_numbers(desk: PageDriver) -> bool:
    return texts_for("id").gettext("No more numbers today") not in await desk.shown()


async def test_code_of_a_given_number_is_shown(server: ServerHere, chromium: Browser) -> None:
    async with open_page(server, chromium, language="en") as desk:
        await open_with(server, desk, MINE)
        await press_until(desk, server, "n", "called")
        await desk.press("c")
        await until(lambda: asks(desk, "Ticket lost"))
        await desk.press("1")
        await until(lambda: asks(desk, "Scan the code"))
        picture = desk.page.locator("dialog img")
        await picture.wait_for()

        async def is_drawn() -> bool:
            return bool(await picture.evaluate("each => each.complete && each.naturalWidth > 0"))

        await until(is_drawn)
        shown = await picture.screenshot()
        assert await read_code(shown) == await picture.get_attribute("alt")


#: Ends in a number: a function that an evaluation ends in is called at once.
COUNT_PRINTS = "window.printed = 0; window.print = () => { window.printed += 1; }; 0"


async def test_given_number_is_printed_alone(server: ServerHere, chromium: Browser) -> None:
    async with open_page(server, chromium, language="en", dots_per_pixel=2) as desk:
        await desk.page.evaluate(COUNT_PRINTS)
        await open_with(server, desk, MINE)
        await press_until(desk, server, "n", "called")
        await desk.press("c")
        await until(lambda: asks(desk, "Ticket lost"))
        await desk.press("1")
        await until(lambda: asks(desk, "Print ticket"))
        await desk.press("p")

        async def is_printed() -> bool:
            return await desk.page.evaluate("window.printed") == 1

        await until(is_printed)
        await desk.page.emulate_media(media="print")
        await desk.page.set_viewport_size({"width": 794, "height": 1123})  # A4; 192 dpi
        sheet = await desk.page.screenshot()
        url = await desk.page.locator("dialog img").get_attribute("alt")
        assert await read_code(sheet) == url, "one code: the slip's, and not the dialog's"
        assert (await desk.page.locator("body").inner_text()).strip() == ""
        await desk.page.emulate_media(media="screen")
        assert await desk.page.locator("dialog").is_visible()
        await desk.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert await desk.page.locator(".slip").count() == 0


async def read_code(png: bytes) -> str:
    from io import BytesIO

    import zxingcpp
    from PIL import Image

    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(png)))
    return str(found.text)


async def test_keys_in_a_field_for_text_do_nothing_else(
    server: ServerHere, chromium: Browser
) -> None:
    async with open_page(server, chromium, language="en") as desk:
        await open_with(server, desk, MINE)
        await desk.press("/")
        await until(desk.asked)
        await desk.press("n", "s")
        assert await desk.page.locator("dialog input").input_value() == "ns"
        assert (await server.hall()).calls == ()


async def test_keys_work_wherever_the_focus_is(server: ServerHere, chromium: Browser) -> None:
    async with open_page(server, chromium, language="en") as desk:
        (number,) = await open_with(server, desk, MINE)
        await desk.page.locator("#foot-actions button[data-action=keys]").focus()
        await press_until(desk, server, "n", "called")
        assert await desk.headline() == number
        assert await focused(desk.page) == "keys"  # and it stays there


async def focused(page: Page) -> str | None:
    found: str | None = await page.evaluate("document.activeElement.dataset.action")
    return found


async def test_key_held_down_is_one_press(server: ServerHere, chromium: Browser) -> None:
    async with open_page(server, chromium, settle_seconds=600) as desk:
        numbers = await open_with(server, desk, MINE, MINE, MINE)
        for _ in range(5):
            await desk.page.keyboard.down("n")
        await desk.page.keyboard.up("n")
        await until(lambda: has_called(server))
        await idle(desk)
        assert [call.number for call in (await server.hall()).calls] == numbers[:1]


async def has_called(server: ServerHere) -> bool:
    return bool((await server.hall()).calls)


async def test_browser_remembers_counter_and_language(
    server: ServerHere, chromium: Browser
) -> None:
    async with open_page(server, chromium, None) as desk:
        await until(lambda: asks(desk, "Loket 12"))
        await desk.press("7")
        await until(lambda: is_done_asking(desk))
        await desk.press("g")
        await until(lambda: shows(desk, "Open counter"))
        await desk.page.goto(f"{server.url}/desk/{server.office}")
        await until(lambda: shows(desk, "Open counter"))
        assert await desk.page.locator("#counter-name .tile").inner_text() == "7"
        assert not await desk.asked()


async def test_key_that_no_longer_fits_leads_to_the_sign_in(
    server: ServerHere, chromium: Browser
) -> None:
    async with open_page(server, chromium, language="en") as desk:
        await open_with(server, desk)
        await desk.page.context.clear_cookies()
        await desk.press("n")

        async def is_asked_to_sign_in() -> bool:
            return await desk.notice() == "Please sign in first."

        await until(is_asked_to_sign_in)  # before that it says that the press is kept
        leads_to = URL(await desk.page.locator("#sign-in").get_attribute("href") or "")
        assert leads_to.path == "/sign-in"
        back = URL(leads_to.query["next"])
        assert (back.path, back.query["counter"]) == (f"/desk/{server.office}", "3")

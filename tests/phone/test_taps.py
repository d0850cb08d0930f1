"""A tap counts, whatever comes between the finger's touch and its release, or before the answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from tests.browser import open_page
from tests.phone.visits import PHONE, page_url, says, take_numbers
from tests.server_fixture import ServerHere

# What has reached the page: views heard, and whether it is awake (sound, then the screen). Each is
# told two frames later, when what the page draws of it would be drawn. The 5 s after which a finger
# only rests are over when a test says so (`window.rest()`), however slow the machine is.
WATCH = """
    window.heard = 0;
    const wait = window.setTimeout;
    window.setTimeout = (act, milliseconds, ...given) => {
        if (milliseconds !== 5000) return wait(act, milliseconds, ...given);
        window.rest = act;
        return 0;
    };
    window.isAwake = false;
    const drawn = (note) => requestAnimationFrame(() => requestAnimationFrame(note));
    const parse = JSON.parse;
    JSON.parse = (text) => {
        const read = parse(text);
        if (read?.ticket_id) drawn(() => { window.heard += 1; });
        return read;
    };
    const request = WakeLock.prototype.request;
    WakeLock.prototype.request = async function (...kind) {
        const asked = request.apply(this, kind);
        await asked.catch(() => {});
        drawn(() => { window.isAwake = true; });
        return asked;
    };
"""


@pytest.fixture(params=["finger", "mouse"])
def by(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@asynccontextmanager
async def touching(page: Page, button: Locator, by: str = "mouse") -> AsyncIterator[None]:
    """A finger (or the mouse) is on the button until the end."""
    box = await button.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    if by == "mouse":
        await page.mouse.move(at["x"], at["y"])
        await page.mouse.down()
        yield
        await page.mouse.up()
        return
    link = await page.context.new_cdp_session(page)
    await link.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    yield
    await link.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


async def watch(page: Page) -> Locator:
    await page.add_init_script(WATCH)
    await page.reload()
    await says(page, "Masih ada 1 orang di depan Anda")
    return page.get_by_role("button", name="Batalkan antrean")


async def test_view_that_comes_under_the_finger_does_not_take_the_tap_away(
    chromium: Browser, server: ServerHere, by: str
) -> None:
    _, ticket = await take_numbers(server, 2)
    url = page_url(server, ticket)
    async with open_page(chromium, url, *PHONE, has_touch=by == "finger") as page:
        cancel = await watch(page)
        heard = await page.evaluate("window.heard")
        async with touching(page, cancel, by):
            await server.issue("pengambilan", priority=True)
            await page.wait_for_function("(heard) => window.heard > heard", arg=heard)
        await expect(page.get_by_role("dialog")).to_be_visible()
        await says(page, "Masih ada 2 orang di depan Anda")
        await expect(page.locator("#details")).to_have_text("Pengunjung prioritas didahulukan.")


async def test_sound_that_wakes_under_the_finger_does_not_take_the_tap_away(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        cancel = await watch(page)
        async with touching(page, cancel):
            await page.keyboard.press("Shift")
            await page.wait_for_function("() => window.isAwake")
        await expect(page.get_by_role("dialog")).to_be_visible()
        await expect(page.get_by_role("switch", include_hidden=True)).to_be_checked()


async def test_claim_answered_under_the_finger_does_not_take_the_tap_away(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        is_touched = asyncio.Event()

        async def answer_late(route: Route) -> None:
            await is_touched.wait()
            await route.continue_()

        await page.route("**/claim", answer_late)
        cancel = await watch(page)
        async with touching(page, cancel):
            async with page.expect_response("**/claim") as claimed:
                is_touched.set()
            await (await claimed.value).finished()
        await expect(page.get_by_role("dialog")).to_be_visible()


async def test_space_key_counts_though_a_view_comes_before_it_is_let_go(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        cancel = await watch(page)
        await cancel.focus()
        heard = await page.evaluate("window.heard")
        await page.keyboard.down(" ")
        await server.issue("pengambilan", priority=True)
        await page.wait_for_function("(heard) => window.heard > heard", arg=heard)
        await page.keyboard.up(" ")
        await expect(page.get_by_role("dialog")).to_be_visible()


async def test_tap_while_an_answer_is_awaited_counts(chromium: Browser, server: ServerHere) -> None:
    ticket, *_ = await take_numbers(server, 2)
    sent: list[str] = []
    may_answer = asyncio.Event()

    async def answer_late(route: Route) -> None:
        sent.append(route.request.url.rpartition("/")[2])
        await may_answer.wait()
        await route.continue_()

    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await page.route("**/late", answer_late)
        await page.route("**/cancel", answer_late)
        late = page.get_by_role("button", name="Saya terlambat")
        await late.click()
        await page.get_by_role("button", name="Ya, dahulukan yang lain").click()
        await expect(late).to_have_attribute("aria-busy", "true")
        await page.get_by_role("button", name="Batalkan antrean").click()
        await page.get_by_role("button", name=f"Ya, batalkan {ticket.number}").click()
        assert sent == ["late"]
        may_answer.set()
        await says(page, "Nomor ini sudah Anda batalkan.")
        assert sent == ["late", "cancel"]


async def test_thumb_that_rests_on_a_button_does_not_hold_back_the_news(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        cancel = await watch(page)
        async with touching(page, cancel):
            heard = await page.evaluate("window.heard")
            await server.issue("pengambilan", priority=True)
            await page.wait_for_function("(heard) => window.heard > heard", arg=heard)
            await says(page, "Masih ada 1 orang di depan Anda")
            await page.evaluate("window.rest()")
            await says(page, "Masih ada 2 orang di depan Anda")

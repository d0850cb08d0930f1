"""Pages in the system's Chromium, as a person sees them, for tests.

A page's own mistakes (an exception, anything refused by the content security policy) fail the
test; a network that a test takes away does not.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Page

#: Until nothing is about to be drawn otherwise: fonts are there, and two frames have passed.
_SETTLED = """
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
"""

_MISFITS = """
    const root = document.documentElement;
    const found = root.scrollWidth > innerWidth ? [`the page is ${root.scrollWidth} wide`] : [];
    for (const each of document.querySelectorAll("body *")) {
        const box = each.getBoundingClientRect();
        if (!box.width || getComputedStyle(each).clipPath === "inset(50%)") continue;
        const name = `${each.tagName}#${each.id}.${each.className}`;
        if (box.right > innerWidth + 1 || box.left < -1) found.push(`${name} is beside the screen`);
    }
    return found;
"""

_CUT_OFF = """
    const found = [];
    for (const each of document.querySelectorAll("body, body *")) {
        const box = each.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        const name = `${each.tagName}#${each.id}.${each.className}`;
        if (box.bottom > innerHeight + 1 || box.top < -1) found.push(`${name} is below the screen`);
        if (getComputedStyle(each).clipPath === "inset(50%)") continue;
        const isBlock = getComputedStyle(each).display !== "inline";
        if (isBlock && each.scrollWidth > each.clientWidth + 1) found.push(`${name} is too narrow`);
    }
    for (const id of ["come-in", "room-line", "recent", "next", "waiting", "message"]) {
        const each = document.getElementById(id);
        if (each && each.scrollHeight > each.clientHeight + 1) found.push(`#${id} is too low`);
    }
    return found;
"""


async def list_misfits(page: Page) -> list[str]:
    """What overflows the screen sideways; empty on a page that fits."""
    return list(await page.evaluate(f"async () => {{{_SETTLED}{_MISFITS}}}"))


async def list_cut_off(page: Page) -> list[str]:
    """What is below the screen, or cut off inside its place: for screens that cannot scroll."""
    return list(await page.evaluate(f"async () => {{{_SETTLED}{_CUT_OFF}}}"))


_OVERLAPS = """
    const seen = (each) => each.getClientRects().length && each.getBoundingClientRect().height > 1;
    const boxes = given.flatMap((selector) => [...document.querySelectorAll(selector)])
        .filter(seen)
        .map((part) => {
            const there = [part, ...part.querySelectorAll("*")]
                .filter((each) => !each.closest(".visually-hidden"))
                .map((each) => each.getBoundingClientRect())
                .filter(({ width, height }) => width > 1 && height > 1);
            const sides = (side) => there.map((box) => box[side]);
            const [left, top] = [Math.min(...sides("left")), Math.min(...sides("top"))];
            const [right, bottom] = [Math.max(...sides("right")), Math.max(...sides("bottom"))];
            return { name: part.id || part.tagName, left, top, right, bottom };
        });
    return boxes.flatMap((one, index) => boxes.slice(0, index)
        .filter((other) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1)
        .map((other) => `${one.name} covers ${other.name}`));
"""


async def list_overlaps(page: Page, *selectors: str) -> list[str]:
    """Which of these parts of a page, with all that is in them, cover each other."""
    return list(await page.evaluate(f"async (given) => {{{_SETTLED}{_OVERLAPS}}}", selectors))


@asynccontextmanager
async def open_page(
    chromium: Browser,
    url: str,
    width: int = 1280,
    height: int = 720,
    *,
    cookies: Sequence[Any] = (),
    **options: Any,
) -> AsyncIterator[Page]:
    """A page of `width` x `height`, its fonts loaded; the end checks that it made no mistakes.

    `cookies`, as `server_fixture` makes them, sign the browser in, or make it a display.
    """
    context = await chromium.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(20_000)
    await context.add_cookies(list(cookies))
    page = await context.new_page()
    mistakes: list[str] = []

    def note(message: ConsoleMessage) -> None:
        is_network = message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_network:
            mistakes.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    await page.goto(url)
    if options.get("java_script_enabled", True):
        await page.evaluate("document.fonts.ready")
    try:
        yield page
    finally:
        await context.close()
    assert mistakes == []


_AXE_RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE_RUN = """async (values) => {
    const { passes, violations } = await axe.run(document, { runOnly: { type: "tag", values } });
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
    return passes.length > 10 ? found : [`only ${passes.length} rules found anything to look at`];
}"""


async def list_barriers(page: Page) -> list[str]:
    """What axe-core finds that keeps people out (WCAG 2.2 up to AAA); empty on a good page."""
    await page.evaluate(f"async () => {{{_SETTLED}}}")
    await page.evaluate(_axe())
    return list(await page.evaluate(_AXE_RUN, _AXE_RULES))


@cache
def _axe() -> str:
    return (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")

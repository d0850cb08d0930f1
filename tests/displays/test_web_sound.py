"""The display's page says calls: in Chromium, with the sound that the real server makes.

What Chromium sends to the loudspeaker is measured on its way there.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from server.announcing.sentences import clips_wanted
from server.configuration import load_office
from tests.browser import list_barriers, list_cut_off, open_page
from tests.chromium import FLAGS
from tests.desk.driving import open_page as open_desk
from tests.places import without_places
from tests.server_fixture import BUSY_DAY, ServerHere, running_server
from tests.speech.sounds import needs_espeak, tone
from tests.web.events import following

ALLOWED = "--autoplay-policy=no-user-gesture-required"
BLOCKED = "--autoplay-policy=document-user-activation-required"
# Notes every sound that is started, and the loudest that goes out.
LISTEN = """
    window.heard = { sounds: [], loudest: 0, quietFor: () => Infinity };
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (at) {
        const { currentTime } = this.context;
        window.heard.sounds.push({ at, seconds: this.buffer.duration });
        const end = Math.max(at, currentTime) + this.buffer.duration;
        window.heard.quietFor = () => this.context.currentTime - end;
        return start.call(this, at);
    };
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (target, ...rest) {
        if (target === this.context.destination) {
            const meter = new AnalyserNode(this.context);
            const wave = new Float32Array(meter.fftSize);
            connect.call(this, meter);
            setInterval(() => {
                meter.getFloatTimeDomainData(wave);
                window.heard.loudest = Math.max(window.heard.loudest, ...wave);
            }, 20);
        }
        return connect.call(this, target, ...rest);
    };
"""
RECORDED = '[announcements]\nclips = "recorded"\n'
"""Recordings of a moment each: the tests need not listen to whole sentences."""

pytestmark = needs_espeak


@asynccontextmanager
async def launched(policy: str) -> AsyncIterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=[*FLAGS, policy])
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
async def sounding() -> AsyncIterator[Browser]:
    """A Chromium that may play at once, as on a display that is set up for it."""
    async with launched(ALLOWED) as browser:
        yield browser


@pytest.fixture
async def muted() -> AsyncIterator[Browser]:
    """A Chromium as it is usually started: silent until somebody touches the page."""
    async with launched(BLOCKED) as browser:
        yield browser


@pytest.fixture
def write_office(tmp_path: Path) -> Callable[[str], Path]:
    rules = load_office(BUSY_DAY).office
    for language in rules.languages:
        folder = tmp_path / "recorded" / language
        folder.mkdir(parents=True)
        for name in clips_wanted(rules):
            (folder / f"{name}.wav").write_bytes(tone(0.04))

    def write(announcements: str) -> Path:
        office = tmp_path / "office.toml"
        office.write_text(BUSY_DAY.read_text() + announcements)
        return office

    return write


@pytest.fixture
async def server(tmp_path: Path, write_office: Callable[[str], Path]) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_office(RECORDED)) as running:
        yield running


class Hall:
    """A display's page, and what it asked the server for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if "/speech" in url:
            self.asked.append(url.partition("/offices/")[2].partition("/")[2].partition("&of=")[0])

    async def heard(self) -> list[float]:
        """The seconds of every sound that was started."""
        sounds: list[Any] = await self.page.evaluate("window.heard.sounds")
        return [each["seconds"] for each in sounds]

    async def loudest(self) -> float:
        return float(await self.page.evaluate("window.heard.loudest"))

    async def until_heard(self, count: int) -> None:
        await self.page.wait_for_function(
            "count => window.heard.sounds.length >= count && window.heard.loudest > 0", arg=count
        )

    async def until_quiet(self) -> None:
        """Until nothing has sounded for longer than any pause."""
        await self.page.wait_for_function("() => window.heard.quietFor() > 0.8")


@asynccontextmanager
async def hall(
    browser: Browser, server: ServerHere, query: str = "", **options: Any
) -> AsyncIterator[Hall]:
    url = f"{server.url}/display/{server.office}{query}"
    async with open_page(
        browser, "about:blank", **options, cookies=[server.cookie("clerk")]
    ) as page:
        await page.add_init_script(LISTEN)
        shown = Hall(page)
        await page.goto(url)
        await expect(page.locator("#clock")).not_to_be_empty()
        yield shown


async def call(server: ServerHere, counter: str = "1") -> int:
    await server.issue("pengambilan" if counter in "1234" else "permohonan")
    if (await server.hall()).counters[int(counter) - 1].state != "open":
        await server.at_counter(counter, "open")
    return int((await server.at_counter(counter, "call-next"))["call"])


async def test_desk_calls_and_the_page_says_it_exactly_once(
    tmp_path: Path, sounding: Browser
) -> None:
    """With the real voice: from the key at the desk to what goes out to the loudspeaker."""
    async with (
        running_server(tmp_path, without_places(tmp_path)) as server,
        hall(sounding, server) as display,
        open_desk(server, sounding, "1") as desk,
    ):
        await server.issue("pengambilan")
        await desk.press("o")
        await expect(desk.page.locator("#main-action")).to_contain_text("Panggil")
        await desk.press("n")
        await display.until_heard(2)
        await server.issue("pengambilan")  # more snapshots with the same call
        await server.issue("pengambilan")
        await display.until_quiet()
        (made,) = (await server.hall()).calls
        assert sorted(display.asked) == [f"calls/{made.call}/speech?short=0", "speech/chime"]
        chime, spoken = await display.heard()
        assert chime == pytest.approx(1.1, abs=0.01)
        assert spoken > 6
        assert 0.2 < await display.loudest() <= 0.8
        await expect(display.page.locator("#sound")).to_be_hidden()


async def test_display_that_has_just_started_says_nothing_old(
    server: ServerHere, sounding: Browser
) -> None:
    await call(server)
    async with hall(sounding, server) as display:
        made = await call(server, "2")
        await display.until_heard(2)
        assert display.asked == [f"calls/{made}/speech?short=0", "speech/chime"]


async def test_rush_is_said_shorter_oldest_first_with_one_chime(
    server: ServerHere, muted: Browser
) -> None:
    async with hall(muted, server) as display:
        calls = [await call(server, counter) for counter in "1234567"]
        await expect(display.page.locator(".call")).to_have_count(len(calls))
        await display.page.mouse.click(300, 300)
        await display.until_heard(4)
        spoken = [each for each in display.asked if each.startswith("calls/")][:3]
        assert spoken == [f"calls/{each}/speech?short=2" for each in calls[:3]]
        chime, *numbers = (await display.heard())[:4]
        assert chime == pytest.approx(1.1, abs=0.01)
        assert max(numbers) < 0.8  # no chime between them


async def test_call_that_was_answered_meanwhile_is_not_said(
    server: ServerHere, sounding: Browser
) -> None:
    async with hall(sounding, server) as display:
        first = await call(server)
        await display.page.wait_for_function("() => window.heard.sounds.length >= 1")
        await call(server, "2")
        await server.at_counter("2", "start")
        third = await call(server, "3")
        await display.until_heard(4)
        await display.until_quiet()
        spoken = [each.split("/")[1] for each in display.asked if each.startswith("calls/")]
        assert spoken == [str(first), str(third)]


async def test_browser_that_blocks_sound_says_what_to_do_and_a_touch_opens_it(
    server: ServerHere, muted: Browser
) -> None:
    async with hall(muted, server) as display:
        sign = display.page.locator("#sound")
        await expect(sign).to_contain_text("Suara mati. Sentuh layar.")
        await expect(sign).to_contain_text("Sound is off. Touch the screen.")
        assert await list_barriers(display.page) == []
        made = await call(server)
        await expect(display.page.locator("#called .call")).to_have_count(1)
        assert await display.heard() == []
        await display.page.mouse.click(300, 300)
        await display.until_heard(2)
        assert any(each.startswith(f"calls/{made}/") for each in display.asked)
        await expect(sign).not_to_contain_text("Suara mati")


async def test_machine_without_sound_and_a_dead_loudspeaker_say_so(
    server: ServerHere, sounding: Browser
) -> None:
    url = f"{server.url}/display/{server.office}"
    async with open_page(sounding, "about:blank", cookies=[server.cookie("clerk")]) as page:
        await page.add_init_script("delete window.AudioContext")
        await page.goto(url)
        await expect(page.locator("#sound")).to_contain_text("Perangkat ini tidak bersuara.")
        await page.keyboard.press("t")
    async with open_page(sounding, "about:blank", cookies=[server.cookie("clerk")]) as page:
        standstill = "{ get: () => 0 }"
        await page.add_init_script(
            f"Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {standstill})"
        )
        await page.goto(url)
        await expect(page.locator("#clock")).not_to_be_empty()
        await call(server)
        sign = page.locator("#sound")
        await expect(sign).to_contain_text("Pengeras suara tidak berbunyi.", timeout=45_000)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (800, 600)])
async def test_sign_fits_on_every_screen(
    server: ServerHere, muted: Browser, width: int, height: int
) -> None:
    await call(server)
    async with hall(muted, server, width=width, height=height) as display:
        await expect(display.page.locator("#sound")).to_be_visible()
        await expect(display.page.locator("#called .call")).to_have_count(1)
        assert await list_cut_off(display.page) == []


async def test_test_key_and_button_let_the_loudspeaker_be_heard(
    server: ServerHere, sounding: Browser
) -> None:
    async with hall(sounding, server) as display:
        await display.page.keyboard.press("t")
        await display.until_heard(1)
        button = display.page.get_by_role("button", name="Uji suara (T)")
        await display.until_quiet()
        await display.page.mouse.move(200, 200)
        await button.click()
        await display.until_heard(2)
        assert display.asked == ["speech/test"] * 2


async def test_volume_is_the_offices(
    tmp_path: Path, write_office: Callable[[str], Path], sounding: Browser
) -> None:
    office = write_office(RECORDED + "volume = 20\n")
    async with running_server(tmp_path, office) as server, hall(sounding, server) as display:
        await call(server)
        await display.until_heard(2)
        await display.until_quiet()
        assert 0.03 < await display.loudest() <= 0.2


SILENT_OFFICES = [
    RECORDED + 'quiet = ["08:30-09:30"]\n',
    '[[displays]]\nname = "other"\n',
    '[[displays]]\nname = "display-1"\nspeaks = false\n',
    '[[displays]]\nname = "display-1"\ncounters = [2]\n',
]


async def test_display_that_is_not_to_speak_is_silent(
    tmp_path: Path, write_office: Callable[[str], Path], sounding: Browser
) -> None:
    for index, announcements in enumerate(SILENT_OFFICES):
        folder = tmp_path / str(index)
        folder.mkdir()
        async with (
            running_server(folder, write_office(announcements)) as server,
            hall(sounding, server, "?name=display-1") as display,
        ):
            await call(server)
            await display.page.wait_for_timeout(1000)
            assert display.asked == [], announcements
            assert await display.heard() == [], announcements


async def test_without_speech_there_is_the_chime_alone(
    tmp_path: Path, write_office: Callable[[str], Path], sounding: Browser
) -> None:
    office = write_office("[announcements]\nspeech = false\n")
    async with running_server(tmp_path, office) as server, hall(sounding, server) as display:
        await call(server)
        await display.until_heard(1)
        await display.until_quiet()
        assert display.asked == ["speech/chime"]


@asynccontextmanager
async def staff(server: ServerHere) -> AsyncIterator[Callable[[str | None], Awaitable[None]]]:
    """Waits until staff are told of this sound at display-1."""
    async with following(server._session, f"{server.api}/desk/stream", server.headers) as stream:

        async def told(sound: str | None) -> None:
            async with asyncio.timeout(45):
                while True:
                    devices = (await stream.next("devices")).data["devices"]
                    shown = [each for each in devices if each["name"] == "display-1"]
                    if shown and shown[0]["sound"] == sound and shown[0]["connected"]:
                        return

        yield told


async def test_staff_are_told_how_the_loudspeaker_is(server: ServerHere, muted: Browser) -> None:
    cookies = [await server.display_cookie("display-1")]
    async with staff(server) as told, open_page(muted, "about:blank", cookies=cookies) as page:
        await page.goto(f"{server.url}/display/{server.office}?name=display-1")
        await told("blocked")
        await page.mouse.click(300, 300)
        await told("ready")


async def test_page_that_is_not_paired_reports_nothing(
    server: ServerHere, sounding: Browser
) -> None:
    asked = []
    async with open_page(sounding, "about:blank", cookies=[server.cookie("clerk")]) as page:
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(f"{server.url}/display/{server.office}?name=display-1")
        await expect(page.locator("#clock")).not_to_be_empty()
        assert not any(url.endswith("/report") for url in asked)

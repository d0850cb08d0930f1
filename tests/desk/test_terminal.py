"""What only the Textual desk has: the size of a terminal, markup, contrast of its own theme."""

from pathlib import Path
from typing import Any

import pytest

from desk.dialogs.given import GivenDialog
from tests.desk.driving import open_app, until
from tests.desk.waiting import MINE, asks, idle, is_done_asking, open_with, press_until, shows
from tests.server_fixture import ServerHere

SIZES = [(80, 24), (160, 50)]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_everything_is_on_the_screen(
    server: ServerHere, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with open_app(server, tmp_path, language=language, size=size) as desk:
        await server.issue(MINE, "akta")
        numbers = await open_with(server, desk, MINE, MINE, MINE)
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "h", "none")
        await press_until(desk, server, "n", "called")
        await press_until(desk, server, "s", "serving")
        shown = await desk.shown()
        assert "…" not in shown.replace("…\n", "")  # nothing is cut but the line of machines
        keys = f"? {desk.app.texts.gettext('Keys')}"  # the last word of the longest line
        for words in (*numbers[1:], "‖", "■", "09", "WIB", " F ", keys):
            assert words in shown, words
        assert len(shown.splitlines()) == size[1]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("key", list("icqk?e/"))
async def test_questions_fit_on_the_smallest_screen(
    server: ServerHere, tmp_path: Path, key: str, language: str
) -> None:
    async with open_app(server, tmp_path, language=language, size=SIZES[0]) as desk:
        await open_with(server, desk, *[MINE] * 3)
        await press_until(desk, server, "n", "called")
        await desk.press(key)
        await until(lambda: asks(desk, "Esc"))
        box = desk.app.screen.query_one(".dialog")
        assert box.region.y >= 0
        assert box.region.bottom <= SIZES[0][1]
        assert box.virtual_size.height <= box.size.height


async def test_code_of_a_given_number_can_be_read_from_the_smallest_screen(
    server: ServerHere, tmp_path: Path
) -> None:
    async with open_app(server, tmp_path, language="en", size=SIZES[0]) as desk:
        await open_with(server, desk, MINE)
        await press_until(desk, server, "n", "called")
        await desk.press("c")
        await until(lambda: asks(desk, "Ticket lost"))
        await desk.press("1")
        await until(lambda: asks(desk, "Scan the code"))
        dialog = desk.app.screen
        assert isinstance(dialog, GivenDialog)
        assert read_code(await desk.asked()) == dialog.reply.url
        assert "Enter or Esc: close" in await desk.asked()


def read_code(screen: str) -> str:
    """The code drawn in half blocks somewhere on a screen, through a picture of its cells."""
    import zxingcpp
    from PIL import Image

    lines = screen.splitlines()
    width = max(map(len, lines))
    picture = Image.new("L", (width, len(lines) * 2), 255)
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            if cell in "█▀":
                picture.putpixel((x, 2 * y), 0)
            if cell in "█▄":
                picture.putpixel((x, 2 * y + 1), 0)
    large = picture.resize((width * 6, len(lines) * 12), Image.Resampling.NEAREST)
    (found,) = [each for each in zxingcpp.read_barcodes(large) if each.text.startswith("http")]
    return str(found.text)


async def test_brackets_in_names_are_shown_as_they_are(server: ServerHere, tmp_path: Path) -> None:
    async with open_app(server, tmp_path, language="en") as desk:
        desk.app.say("[b]not markup[/] [")
        await until(lambda: shows(desk, "[b]not markup[/] ["))


async def test_mouse_press_on_a_key_is_the_key(server: ServerHere, tmp_path: Path) -> None:
    async with open_app(server, tmp_path, language="en") as desk:
        (number,) = await open_with(server, desk, MINE)
        await desk.pilot.click("#main-action")
        await until(lambda: shows(desk, "Being called"))
        await idle(desk)
        await press_until(desk, server, "s", "serving")
        assert await desk.headline() == number


async def test_computer_remembers_its_counter(server: ServerHere, tmp_path: Path) -> None:
    async with open_app(server, tmp_path, None, language="en") as desk:
        await until(lambda: asks(desk, "Counter 12"))
        await desk.press("3")
        await until(lambda: is_done_asking(desk))
    async with open_app(server, tmp_path, None, language="en") as desk:
        await until(lambda: shows(desk, "Open counter"))
        assert not await desk.asked()


@pytest.mark.parametrize("language", ["id", "en"])
async def test_whole_office_is_on_the_smallest_screen(
    server: ServerHere, tmp_path: Path, language: str
) -> None:
    given = await server.issue(MINE)
    for number in range(1, 13):
        await server.at_counter(str(number), "open")
    await server.at_counter("3", "call-next")
    await server.at_counter("3", "start")
    await server.advance(minutes=2)
    await server.post("/counters/5/help")
    options: Any = {"view": "hall", "language": language, "size": SIZES[0]}
    async with open_app(server, tmp_path, None, **options) as desk:
        await until(lambda: shows(desk, given.number))
        shown = await desk.shown()
        lines = shown.splitlines()
        assert len(lines) == SIZES[0][1]
        for words in (" 12 ", "━", "! ", " 5 · 0 ", "R ", "W "):
            assert words in shown, words
        foot = "\n".join(lines[-4:-1])
        assert all(f" {key} " in foot for key in "!PSNREAQMG?WLH")
        cut = [line for line in lines[:-1] if "…" in line.split("│")[0]]
        assert cut == []


async def test_markup_in_notes_and_notices_is_shown_as_it_is(
    server: ServerHere, tmp_path: Path
) -> None:
    await server.post("/notices", notice_id="n1", words={"en": "[b]not markup[/] ["})
    async with open_app(server, tmp_path, None, view="hall", language="en") as desk:
        await until(lambda: shows(desk, "[b]not markup[/] ["))

"""Places in the hall at either desk, by keys only, against the real server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import convert
from playwright.async_api import Browser

from desk.places import next_place
from look.colours import NEAR_CONTRAST, contrast
from protocol.snapshots import FloorView, RoomView
from tests.browser import list_barriers
from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, PageDriver, open_app, open_page, until
from tests.desk.lobbies import write_office
from tests.desk.waiting import (
    MINE,
    asks,
    counter,
    idle,
    is_done_asking,
    open_with,
    press_until,
    shows,
    ticket,
)
from tests.server_fixture import ServerHere, running_server
from texts import texts_for


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """An office where somebody at the door sees who comes in."""
    async with running_server(tmp_path, write_office(tmp_path)) as running:
        yield running


@pytest.fixture
async def hall(open_desk: OpenDesk) -> AsyncIterator[Driver]:
    """The view of the whole office, in English, at no counter."""
    async with open_desk(None, view="hall", language="en") as driver:
        yield driver


async def come_in(server: ServerHere, *services: str) -> str:
    """A visitor who is inside; gives the number."""
    given = await server.issue(*(services or (MINE,)))
    await server.post(f"/tickets/{given.ticket_id}/arrive")
    return given.number


async def spot(server: ServerHere, number: str) -> int:
    found = await ticket(server, number)
    assert found is not None
    assert found.spot is not None
    return found.spot


async def room(server: ServerHere) -> RoomView:
    found = (await server.hall()).room
    assert found is not None
    return found


async def blocks(server: ServerHere, *spots: int) -> None:
    async def does() -> bool:
        return (await room(server)).blocked == spots

    await until(does, f"blocked: {spots}")


# ---------------------------------------------------------------- at a counter


async def test_queue_tells_where_each_waits(server: ServerHere, desk: Driver) -> None:
    missed = (await server.issue(MINE)).number
    await server.advance(seconds=181)
    await server.advance(seconds=181)
    inside, coming = await come_in(server), (await server.issue(MINE)).number
    await open_with(server, desk)
    outside = (await server.issue(MINE)).number  # the fourth of a counter that is alone
    for words in (
        f"place {await spot(server, inside)}",
        f"coming to {await spot(server, coming)}",
        "did not come",
        "outside",
    ):
        await until(lambda words=words: shows(desk, words), words)
    assert {missed, inside, coming, outside} <= {*await desk.queue()}
    await until(lambda: shows(desk, "15 of 80 inside (people)"))


async def test_call_that_waits_for_anothers_way_counts_down(
    server: ServerHere, desk: Driver
) -> None:
    numbers = [await come_in(server) for _ in range(6)]
    await open_with(server, desk)
    for number in ("2", "1", "4"):  # three walk already where the fourth has to go
        await server.at_counter(number, "open")
        await server.at_counter(number, "call-next")
    await until(lambda: shows(desk, f"Next: {numbers[3]}"))
    await desk.press("n")
    await until(lambda: shows(desk, "Calling in "))
    held = await ticket(server, numbers[3])
    assert held is not None
    assert held.state == "called"
    assert numbers[3] not in [call.number for call in (await server.hall()).calls]
    await server.advance(seconds=20)
    await until(lambda: shows(desk, "Being called"))
    assert numbers[3] in [call.number for call in (await server.hall()).calls]
    await idle(desk)
    await press_until(desk, server, "s", "serving")


async def test_full_hall_is_told_in_words(server: ServerHere, desk: Driver) -> None:
    await server.post("/profile", profile="strict")
    for _ in range(36 - 13):
        await server.post("/door/count", change=1)
    await open_with(server, desk, MINE)
    await until(lambda: shows(desk, "Full: 36 of 36 inside (people)"))
    await desk.press("n")
    await until(desk.notice)
    assert await desk.notice() == "The hall is full: 36 of 36 people. Wait until somebody leaves."


async def test_finishing_in_a_full_hall_tells_why_nobody_is_called(
    server: ServerHere, desk: Driver
) -> None:
    await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await idle(desk)
    await press_until(desk, server, "s", "serving")
    await server.post("/profile", profile="strict")
    for _ in range(36 - 14):
        await server.post("/door/count", change=1)
    await server.issue(MINE)
    await until(lambda: shows(desk, "Full: 36 of 36 inside (people)"))
    await idle(desk)
    await desk.press("f")
    await until(desk.notice)
    told = "Finished. Nobody was called: the hall is full, 36 of 36 people."
    assert await desk.notice() == told
    assert (await counter(server)).ticket_id is None


async def test_counter_beside_one_with_a_visitor_is_told_to_wait(
    tmp_path: Path, chromium: Browser
) -> None:
    office = write_office(tmp_path, "counters_apart = true")
    async with running_server(tmp_path, office) as server:
        await server.post("/profile", profile="new-normal")
        for number in ("2", "12"):
            await server.at_counter(number, "open")
        async with open_page(server, chromium, language="en") as desk:
            for _ in range(3):
                await come_in(server)
            await open_with(server, desk)
            await server.at_counter("2", "call-next")
            await until(lambda: shows(desk, "Called at other counters"))
            await desk.press("n")
            await until(desk.notice)
            assert "Counter 2 beside you has a visitor. Counter 12 goes first" in (
                await desk.notice()
            )


async def test_group_is_marked(server: ServerHere, desk: Driver) -> None:
    (number,) = await open_with(server, desk, MINE)
    await press_until(desk, server, "n", "called")
    await desk.press("j")
    await until(lambda: asks(desk, "How many people came together?"))
    await desk.press("3")

    async def is_marked() -> bool:
        found = await ticket(server, number)
        return found is not None and found.party_size == 3

    await until(is_marked)
    await until(lambda: shows(desk, "3 people"))


# ---------------------------------------------------------------- the plan


async def test_plan_shows_who_waits_where(server: ServerHere, desk: Driver) -> None:
    inside, coming = await come_in(server), (await server.issue(MINE)).number
    await until(lambda: shows(desk, "15 of 80"))
    await desk.press("w")
    await until(lambda: asks(desk, inside))
    await until(lambda: asks(desk, coming))
    later = await come_in(server)  # it goes on while it is open
    await until(lambda: asks(desk, later))
    await desk.press("w")
    await until(lambda: is_done_asking(desk))


async def test_place_is_chosen_on_the_plan_blocked_and_used_again(
    server: ServerHere, hall: Driver
) -> None:
    await until(lambda: shows(hall, "13 of 80"))
    floor = convert(await server.get("/lobby"), FloorView)
    beside = next_place(floor.spots, 1, "right")
    assert beside not in (None, 1)
    for is_blocked in (False, True):
        await hall.press("w")
        await until(lambda: asks(hall, "Plan of the hall"))
        await hall.press("ArrowRight")  # the first
        await until(lambda: asks(hall, "place 1"))
        await hall.press("ArrowRight")
        await until(lambda: asks(hall, f"place {beside}"))
        await hall.press("Enter")
        await until(lambda is_blocked=is_blocked: asks(hall, "again" if is_blocked else "Block it"))
        await hall.press("2")
        await blocks(server, *(() if is_blocked else (beside,)))
        await idle(hall)


async def test_place_is_blocked_by_its_number(server: ServerHere, hall: Driver) -> None:
    number = await come_in(server)
    taken = await spot(server, number)
    await until(lambda: shows(hall, "14 of 80"))
    await hall.press("l")
    await until(lambda: asks(hall, "Block or unblock which place?"))
    await hall.enter("999")
    await until(lambda: asks(hall, "There is no place 999 on this floor."))
    await hall.press("Escape")
    await until(lambda: is_done_asking(hall))
    await idle(hall)
    await hall.press("l")
    await until(lambda: asks(hall, "which place?"))
    await hall.enter(str(taken))
    await until(lambda: asks(hall, "stays there"))
    assert number in (await hall.asked()).replace("\u2011", "-")
    await hall.press("Enter")  # "not now" comes first
    await until(lambda: is_done_asking(hall))
    await blocks(server)
    await idle(hall)
    await hall.press("l")
    await until(lambda: asks(hall, "which place?"))
    await hall.enter(str(taken))
    await until(lambda: asks(hall, "stays there"))
    await hall.press("2")
    await blocks(server, taken)
    assert await spot(server, number) == taken
    await until(lambda: shows(hall, f"blocked: {taken}"))


# ---------------------------------------------------------------- the whole office


async def test_people_inside_are_told_by_what_they_do(server: ServerHere, hall: Driver) -> None:
    await come_in(server)
    await server.issue(MINE, party_size=2)
    await come_in(server, "akta")
    await server.at_counter("8", "open")
    await server.at_counter("8", "call-next")
    await server.post("/door/count", change=1)
    for words in (
        "18 of 80 inside (people)",
        "Normal",
        "waiting: 1",
        "on the way in: 2",
        "at counters: 1",
        "without a number: 1",
        "at kiosks: 1",
        "staff: 12",
        "numbers outside: 0",
    ):
        await until(lambda words=words: shows(hall, words), words)


async def test_health_rules_are_changed_and_nobody_is_sent_out(
    server: ServerHere, hall: Driver
) -> None:
    numbers = [await come_in(server) for _ in range(3)]
    before = [await spot(server, each) for each in numbers]
    await until(lambda: shows(hall, "16 of 80"))
    await hall.press("h")
    for words in ("Strict · 2 m · 14 places", "36 people", "12 may", "Nobody inside is sent out"):
        await until(lambda words=words: asks(hall, words), words)
    await hall.press("3")
    await until(lambda: shows(hall, "16 of 25 inside (waiting room)"))
    assert (await room(server)).profile == "strict"
    assert [await spot(server, each) for each in numbers] == before
    await idle(hall)
    await hall.press("h")
    await until(lambda: asks(hall, "Strict"))
    await hall.press("3")
    await until(hall.notice)
    assert await hall.notice() == "These health rules hold already."


# ---------------------------------------------------------------- without places, and every screen


async def test_office_without_places_shows_nothing_of_them(
    tmp_path: Path, chromium: Browser
) -> None:
    office = write_office(tmp_path)
    office.with_suffix(".spots.toml").unlink()
    async with running_server(tmp_path, office) as server:
        for opened in (open_app(server, tmp_path), open_page(server, chromium)):
            async with opened as desk:
                await open_with(server, desk, MINE)
                shown = await desk.shown()
                for words in ("inside", "outside", "Plan", "Door"):
                    assert words not in shown, words
                await desk.press("w")
                await until(desk.notice)
                told = texts_for("id").gettext("This office gives no places in the hall.")
                assert await desk.notice() == told
                await desk.press("?")
                await until(desk.asked)
                assert "Denah" not in await desk.asked()
                await server.at_counter("3", "close")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("key", list("hlw?"))
async def test_questions_fit_on_the_smallest_terminal(
    server: ServerHere, tmp_path: Path, key: str, language: str
) -> None:
    options = {"view": "hall", "language": language, "size": (80, 24)}
    async with open_app(server, tmp_path, None, **options) as desk:  # type: ignore[arg-type]
        await come_in(server)
        await desk.press(key)
        await until(lambda: asks(desk, "Esc"))
        box = desk.app.screen.query_one(".dialog")
        assert box.region.y >= 0
        assert box.region.bottom <= 24
        assert box.virtual_size.height <= box.size.height


@pytest.mark.parametrize("language", ["id", "en"])
async def test_full_hall_with_blocked_places_fits_on_the_smallest_terminal(
    server: ServerHere, tmp_path: Path, language: str
) -> None:
    for _ in range(6):
        await server.post("/door/count", change=1)
        await come_in(server, MINE)
        await come_in(server, "akta")
    await server.post("/profile", profile="strict")
    await server.post("/spots/14/block")
    options = {"view": "hall", "language": language, "size": (80, 24)}
    async with open_app(server, tmp_path, None, **options) as desk:  # type: ignore[arg-type]
        await until(lambda: shows(desk, ": 14"))
        shown = await desk.shown()
        for words in (" 12 ", "(ruang tunggu)" if language == "id" else "(waiting room)"):
            assert words in shown, words


async def test_plan_of_the_terminal_is_ink_on_paper(server: ServerHere, tmp_path: Path) -> None:
    number = await come_in(server)
    async with open_app(server, tmp_path, language="en") as desk:
        await until(lambda: shows(desk, "14 of 80"))
        await desk.press("w")
        await until(lambda: asks(desk, number))
        screen = desk.app.screen
        strips = screen._compositor.render_strips(screen.size)
        (style,) = [
            segment.style for strip in strips for segment in strip if number in segment.text
        ]
        assert style is not None
        ink, paper = (
            colour.get_truecolor().hex.upper() for colour in (style.color, style.bgcolor) if colour
        )
        assert contrast(ink, paper) >= NEAR_CONTRAST


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_plan_keeps_nobody_out(server: ServerHere, chromium: Browser, theme: str) -> None:
    await come_in(server)
    await server.issue(MINE)
    options = {"view": "hall", "language": "en", "theme": theme}
    async with open_page(server, chromium, None, **options) as desk:  # type: ignore[arg-type]
        await until(lambda: shows(desk, "15 of 80"))
        assert await list_barriers(desk.page) == []
        await desk.press("w")
        await until(lambda: asks(desk, "come in"))
        assert await list_barriers(desk.page) == []
        await choose_with_the_mouse(server, desk)


async def choose_with_the_mouse(server: ServerHere, desk: PageDriver) -> None:
    await desk.page.locator('.plan [data-spot="9"]').click()
    await until(lambda: asks(desk, "place 9"))
    await desk.page.locator("dialog button.main").click()
    await until(lambda: asks(desk, "Nobody is sent there any more."))
    await desk.press("2")
    await blocks(server, 9)

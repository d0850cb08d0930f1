"""Where called numbers come from: on terminals and on pages alike."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace
from playwright.async_api import Browser

from protocol.snapshots import CallView, HallSnapshot
from terminal.ways import Ways
from tests.browser import open_page
from tests.displays.halls import NINE, hall
from tests.floors import coming, room, waiting
from tests.server_fixture import running_server
from tests.terminal.page_scripts import run


def called(call: int, number: str, at: float, *, is_open: bool = True) -> CallView:
    return CallView(call, number, "a", 3, NINE + timedelta(seconds=at), is_open=is_open)


def at(seconds: float, *spots: Any, calls: Sequence[CallView] = (), **more: Any) -> HallSnapshot:
    return replace(hall(*calls, at=seconds, **more), room=room(*spots))


#: Snapshots one after the other, and the spots from which ways begin then.
STORIES: dict[str, list[tuple[HallSnapshot, list[tuple[str, int]]]]] = {
    "from the place to the counter, for as long as the call is open": [
        (at(0, waiting(3)), []),
        (at(5, calls=[called(1, "A-003", 5)]), [("A-003", 3)]),
        (at(300, waiting(3, "B-001"), calls=[called(1, "A-003", 5)]), [("A-003", 3)]),
        (at(400, calls=[called(2, "A-003", 400)]), [("A-003", 3)]),
        (at(420, calls=[called(2, "A-003", 400, is_open=False)]), []),
    ],
    "not from a place where nobody arrived": [
        (at(0, coming(3, "A-003")), []),
        (at(5, calls=[called(1, "A-003", 5)]), []),
    ],
    "not from a place that was left long ago": [
        (at(0, waiting(3)), []),
        (at(100), []),
        (at(200, calls=[called(1, "A-003", 200)]), []),
    ],
    "not from yesterday": [
        (at(0, waiting(3)), []),
        (at(5, calls=[called(1, "A-003", 5)], day=24), []),
    ],
    "the newest call first": [
        (at(0, waiting(3), waiting(4)), []),
        (
            at(5, calls=[called(1, "A-003", 4), called(2, "A-004", 5)]),
            [("A-004", 4), ("A-003", 3)],
        ),
    ],
    "nowhere without places": [(hall(called(1, "A-003", 0)), [])],
}


def check(tell: Callable[[list[HallSnapshot]], list[list[tuple[str, int]]]]) -> None:
    for name, story in STORIES.items():
        assert tell([snapshot for snapshot, _ in story]) == [ways for _, ways in story], name


def test_way_begins_where_the_number_stood() -> None:
    def tell(snapshots: list[HallSnapshot]) -> list[list[tuple[str, int]]]:
        ways = Ways()
        return [[(way.number, way.spot) for way in ways.take(each)] for each in snapshots]

    check(tell)


async def test_pages_know_the_same_ways(chromium: Browser, tmp_path: Path) -> None:
    body = """
        const ways = new m.Ways();
        return given.map((each) => ways.take(each).map(({ number, spot }) => [number, spot]));
    """
    told = {}
    async with running_server(tmp_path) as server, open_page(chromium, server.url) as page:
        for name, story in STORIES.items():
            given = msgspec.to_builtins([snapshot for snapshot, _ in story])
            answer = await run(page, "ways.js", body, given)
            told[name] = [[tuple(way) for way in ways] for ways in answer]
    assert told == {name: [ways for _, ways in story] for name, story in STORIES.items()}

"""The page says what the terminal says: displays/web/announcing.js is displays/announcing.py."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from displays.announcing import Announcement, Announcing, Brevity, is_quiet, is_speaker
from protocol.snapshots import AnnouncementsView, DisplayView
from tests.displays.halls import OFFICE, SPOKEN, call, hall
from tests.server_fixture import ServerHere, running_server
from tests.terminal.page_scripts import shared


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as running:
        yield running


CASES: list[list[tuple[Any, ...]]] = [
    [("take", hall(call(1)), True), ("next", 0.0, "09:00")],
    [
        ("take", hall(), True),
        ("take", hall(*(call(number) for number in range(1, 13))), True),
        *(("next", 2.9 * place, "09:00") for place in range(14)),
        ("take", hall(call(13, 41), call(14, 41), at=41), True),
        ("next", 41.0, "09:00"),
        *(("measured", form, 12.0) for form in range(3)),
        *(("measured", form, 20.0) for form in range(3)),
        ("next", 43.0, "09:00"),
    ],
    [
        ("take", hall(), True),
        ("take", hall(call(1), call(2), call(3, is_open=False), at=40), True),
        ("take", hall(call(1, is_open=False), call(2), call(4), at=41, speed=60), True),
        ("next", 41.0, "09:00"),
        ("take", hall(call(5, 0), day=24), True),
        ("next", 50.0, "09:00"),
        ("take", hall(call(6, 0), day=24), False),
        ("next", 51.0, "09:00"),
    ],
    [
        ("take", hall(announcements=replace(SPOKEN, quiet=(("12:00", "13:00"),))), True),
        ("take", hall(call(1), announcements=replace(SPOKEN, quiet=(("12:00", "13:00"),))), True),
        ("next", 1.0, "12:30"),
        ("next", 1.0, "13:00"),
        ("take", hall(call(2), call(3), announcements=replace(SPOKEN, speech=False)), True),
        ("next", 2.0, "13:00"),
        ("next", 2.0, "13:00"),
        ("take", hall(call(4), announcements=replace(SPOKEN, volume=0)), True),
        ("next", 3.0, "13:00"),
    ],
]
RUN = """
    const { Announcing } = await import("/static/displays/announcing.js");
    return given.map((steps) => {
        const announcing = new Announcing();
        let now = 0;
        return steps.flatMap(([step, ...rest]) => {
            if (step === "take") announcing.take(rest[0], now, rest[1]);
            if (step === "measured") {
                return [announcing.measured({ brevity: rest[0] }, rest[1], now).brevity];
            }
            if (step !== "next") return [];
            now = rest[0];
            return [announcing.next(...rest)];
        });
    });
"""


def answers(steps: list[tuple[Any, ...]]) -> list[Any]:
    announcing, now, found = Announcing(), 0.0, []
    for step, *rest in steps:
        match step:
            case "take":
                announcing.take(rest[0], now, rest[1])
            case "measured":
                given = Announcement(0, Brevity(rest[0]))
                found.append(announcing.measured(given, rest[1], now).brevity)
            case "next":
                now = rest[0]
                spoken = announcing.next(*rest)
                found.append(
                    spoken
                    and {
                        "call": spoken.call,
                        "brevity": spoken.brevity,
                        "withChime": spoken.with_chime,
                    }
                )
    return found


async def test_page_and_terminal_say_the_same(server: ServerHere, chromium: Browser) -> None:
    async with shared(chromium, server) as page:
        given = [[[*step] for step in steps] for steps in CASES]
        told = await page.evaluate(f"async (given) => {{ {RUN} }}", msgspec.to_builtins(given))
    assert told == [answers(steps) for steps in CASES]
    assert sum(each is not None for case in told for each in case) > 15


SPEAKERS = [
    ((), "x"),
    ((DisplayView("a"),), "a"),
    ((DisplayView("a", speaks=False),), "a"),
    ((DisplayView("a"),), "b"),
]
QUIETS = [("11:59", 80), ("12:00", 80), ("12:30", 0), ("13:00", 80), ("13:00", 0)]


async def test_page_and_terminal_agree_who_speaks_and_when_it_is_quiet(
    server: ServerHere, chromium: Browser
) -> None:
    async with shared(chromium, server) as page:
        told = await page.evaluate(
            """async ({ speakers, quiets }) => {
                const m = await import("/static/displays/announcing.js");
                const quiet = [["12:00", "13:00"]];
                return [
                    speakers.map(([displays, name]) => m.isSpeaker({ displays }, name)),
                    quiets.map(([time, volume]) => m.isQuiet({ quiet, volume }, time)),
                ];
            }""",
            msgspec.to_builtins({"speakers": SPEAKERS, "quiets": QUIETS}),
        )
    quiet = (("12:00", "13:00"),)
    assert told == [
        [is_speaker(replace(OFFICE, displays=displays), name) for displays, name in SPEAKERS],
        [is_quiet(AnnouncementsView(quiet=quiet, volume=loud), time) for time, loud in QUIETS],
    ]

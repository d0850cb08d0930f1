"""Who is asked to come in is said once, after the calls; on terminals and on pages alike."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from displays.asking_in import AskingIn
from protocol.snapshots import ComeInView, DisplayView, HallSnapshot, ServiceView
from tests.browser import open_page
from tests.displays.halls import NINE, SPOKEN, hall
from tests.floors import room
from tests.server_fixture import running_server


def asked(number: str, at: float = 0.0, *, again: bool = False) -> ComeInView:
    return ComeInView(number, 14, NINE + timedelta(seconds=at), again)


def asking(
    *come_in: ComeInView, displays: tuple[DisplayView, ...] = (), **more: Any
) -> HallSnapshot:
    there = hall(**more)
    services = tuple(ServiceView(letter.lower(), letter, {"id": letter}, 5.0, 0) for letter in "AB")
    office = replace(there.office, displays=displays)
    return replace(there, office=office, services=services, room=room(come_in=come_in))


EAST = DisplayView("east", services=("b",))
SILENT = DisplayView("silent", services=("a", "b"), speaks=False)
WEST = DisplayView("west", services=("a",))
ALL = (SILENT, EAST, WEST)

#: Steps: a snapshot that the display takes, or the time of day at which it asks; and what is said.
STORIES: dict[str, tuple[str, list[tuple[HallSnapshot | str, list[str]]]]] = {
    "once, the longest asked first": (
        "",
        [
            (asking(), []),
            (asking(asked("B-002", 5), asked("A-001", 3)), []),
            ("09:00", ["A-001", "B-002"]),
            (asking(asked("B-002", 5), asked("A-001", 3)), []),
            ("09:00", []),
        ],
    ),
    "nothing old at the start": (
        "",
        [(asking(asked("A-001")), []), ("09:00", [])],
    ),
    "again when asked again": (
        "",
        [
            (asking(), []),
            (asking(asked("A-001", 3)), []),
            ("09:00", ["A-001"]),
            (asking(asked("A-001", 183, again=True)), []),
            ("09:00", ["A-001"]),
        ],
    ),
    "not when they have come meanwhile": (
        "",
        [(asking(), []), (asking(asked("A-001")), []), (asking(), []), ("09:00", [])],
    ),
    "not in quiet hours, and not afterwards": (
        "",
        [
            (asking(announcements=replace(SPOKEN, quiet=(("12:00", "13:00"),))), []),
            (
                asking(asked("A-001"), announcements=replace(SPOKEN, quiet=(("12:00", "13:00"),))),
                [],
            ),
            ("12:30", []),
            ("13:00", []),
        ],
    ),
    "not where the office does not want it": (
        "",
        [
            (asking(announcements=replace(SPOKEN, come_in=False)), []),
            (asking(asked("A-001"), announcements=replace(SPOKEN, come_in=False)), []),
            ("09:00", []),
        ],
    ),
    "not without speech": (
        "",
        [
            (asking(announcements=replace(SPOKEN, speech=False)), []),
            (asking(asked("A-001"), announcements=replace(SPOKEN, speech=False)), []),
            ("09:00", []),
        ],
    ),
    "on another day from the beginning": (
        "",
        [
            (asking(), []),
            (asking(asked("A-001")), []),
            (asking(asked("B-001"), day=24), []),
            ("09:00", ["B-001"]),
        ],
    ),
    "by the display of its service": (
        "east",
        [
            (asking(displays=ALL), []),
            (asking(asked("A-001"), asked("B-001"), displays=ALL), []),
            ("09:00", ["B-001"]),
        ],
    ),
    "by no display that is silent": (
        "silent",
        [
            (asking(displays=ALL), []),
            (asking(asked("A-001"), displays=ALL), []),
            ("09:00", []),
        ],
    ),
    "by the first that speaks where none serves the letter": (
        "east",
        [
            (asking(displays=ALL), []),
            (asking(asked("C-001"), displays=ALL), []),
            ("09:00", ["C-001"]),
        ],
    ),
    "by the first of two that serve the letter": (
        "west",
        [
            (asking(displays=(DisplayView("all"), WEST)), []),
            (asking(asked("A-001"), displays=(DisplayView("all"), WEST)), []),
            ("09:00", []),
        ],
    ),
}
RUN = """async ([name, steps]) => {
    const { AskingIn } = await import("/static/displays/asking-in.js");
    const asking = new AskingIn();
    return steps.map((step) => {
        if (typeof step !== "string") return asking.take(step, name) ?? [];
        const said = [];
        for (let each = asking.next(step); each; each = asking.next(step)) said.push(each.number);
        return said;
    });
}"""


@pytest.mark.parametrize("story", STORIES)
def test_numbers_are_asked_in(story: str) -> None:
    name, steps = STORIES[story]
    asking_in = AskingIn()
    for step, said in steps:
        if isinstance(step, str):
            numbers = [each.number for each in iter(lambda: asking_in.next(step), None)]  # noqa: B023
            assert numbers == said
        else:
            asking_in.take(step, name)


def test_interrupted_one_is_said_again_before_the_others() -> None:
    asking_in = AskingIn()
    asking_in.take(asking(), "")
    asking_in.take(asking(asked("A-001", 1), asked("A-002", 2)), "")
    first = asking_in.next("09:00")
    assert first is not None
    asking_in.put_back(first)
    asking_in.take(asking(asked("A-001", 1), asked("A-002", 2)), "")
    assert asking_in.next("09:00") == first


async def test_page_asks_in_the_same_numbers(chromium: Browser, tmp_path: Path) -> None:
    async with (
        running_server(tmp_path) as server,
        open_page(chromium, server.url, cookies=[server.cookie("clerk")]) as page,
    ):
        for story, (name, steps) in STORIES.items():
            given = [name, [msgspec.to_builtins(step) for step, _ in steps]]
            assert await page.evaluate(RUN, given) == [said for _, said in steps], story

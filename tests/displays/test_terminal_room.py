"""What the terminal shows of places: who comes in, how many are inside, the plan of the hall."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from textual.pilot import Pilot

from antrean import main
from displays.app import DisplayApp
from displays.asked import Asked
from displays.room import ComeInList, RoomLine
from look.floor_picture import CAPITAL_ROWS
from protocol.snapshots import DisplayView, HealthView, RoomView
from terminal.client import Client
from terminal.floor_plan import FloorPlan
from terminal.plain import Plain
from tests.displays.hall import write_placeless
from tests.displays.test_terminal import SIZES, call, shown_large, text_of, until
from tests.displays.test_web_room import BUSY
from tests.floors import asked, coming, example_floor, full_room, mixed_room, room, waiting
from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_placeless(tmp_path)) as server:
        yield server


class Shown:
    """A display that is shown halls made by hand."""

    def __init__(self, app: DisplayApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def show(self, there: RoomView | None, **changes: Any) -> None:
        hall = self.app.hall
        assert hall is not None
        lobby = None if there is None else example_floor().id
        changes.setdefault("office", replace(hall.office, lobby=lobby))
        self.app.lobby.floor = None if there is None else example_floor()
        self.app.snapshot = replace(hall, room=there, **changes)
        self.app.screen.show_snapshot()  # type: ignore[attr-defined]
        await self.pilot.pause()
        await self.pilot.pause()

    def text(self, selector: str) -> str:
        return text_of(self.app, selector)

    @property
    def plan(self) -> str:
        return str(self.app.screen.query_one(FloorPlan).render())

    @property
    def is_planned(self) -> bool:
        return self.app.screen.has_class("-plan")


@asynccontextmanager
async def display(
    server: ServerHere, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Shown]:
    client = Client(server.url, server.office, None, "display", "display-1")
    app = DisplayApp(client, asked=Asked(**options))
    # The first language keeps its turn, however slow the machine is.
    with patch("displays.screen.TURN_SECONDS", 3600.0):
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.hall is not None)
            yield Shown(app, pilot)


async def test_numbers_are_asked_in_with_their_places(server: ServerHere) -> None:
    there = room(
        *(coming(14), coming(9)),
        come_in=(asked("B-014", 14, is_repeated=True), asked("B-009", 9)),
        people=31,
        most=40,
        distance_metres=1.5,
    )
    async with display(server, (120, 40)) as shown:
        await shown.show(None)
        assert not shown.app.screen.query_one(ComeInList).display
        assert not shown.app.screen.query_one(RoomLine).display
        await shown.show(there)
        lines = [line.rstrip() for line in shown.text("ComeInList").splitlines()]
        assert lines == [
            "Silakan masuk · Please come in",
            "B-014 → 14 sekali lagi",
            "B-009 → 9",
        ]
        line = shown.text("RoomLine")
        assert "31 dari 40 orang di dalam · jaga jarak 1,5 m" in line
        assert "31 of 40 people inside · keep 1.5 m apart" in line
        await shown.show(replace(there, is_full=True))
        assert "Ruang tunggu penuh. Silakan tunggu di luar." in shown.text("RoomLine")
        assert shown.app.screen.query_one(RoomLine).has_class("-full")


async def test_more_numbers_than_there_is_room_for_take_turns(server: ServerHere) -> None:
    async with display(server) as shown:
        await shown.show(BUSY)
        first = shown.text("ComeInList")
        shown.app.screen.query_one(ComeInList).pass_turn()
        await shown.show(BUSY)
        second = shown.text("ComeInList")
        for index, entry in enumerate(BUSY.come_in):
            assert (entry.number in first) == (index < 6)
            assert (entry.number in second) == (index >= 6)


@pytest.mark.parametrize("layout", ["calls", "plan"])
async def test_everything_fits_on_every_terminal(server: ServerHere, layout: str) -> None:
    for each in (await server.hall()).counters[:4]:
        await call(server, each.id, each.services[0])
    for size in SIZES:
        async with display(server, size, layout=layout) as shown:
            for there in (BUSY, full_room(), room(waiting(3))):
                await shown.show(there)
                assert shown.is_planned == (layout == "plan")
                screen = shown.app.screen
                for widget in screen.query("ComeInList, NextList, RecentList, RoomLine, #plan *"):
                    if widget.display and widget.region.height:
                        assert screen.region.contains_region(widget.region), (size, widget)
                for selector in ("ComeInList", "RecentList", "NextList", "RoomLine"):
                    widget = screen.query_one(selector)
                    if widget.display and widget.region.height:
                        lines = shown.text(selector).splitlines()
                        assert max(map(len, lines)) <= widget.size.width, (size, selector)


async def test_plan_shows_every_number_and_the_way_of_a_call(server: ServerHere) -> None:
    number = await call(server, "3", "pengambilan")
    (called,) = (await server.hall()).calls
    async with display(server, layout="plan") as shown:
        await until(shown.pilot, lambda: bool(shown_large(shown.app)))
        await shown.show(room(waiting(40, number), waiting(3)), calls=())
        await shown.show(room(waiting(3), coming(5)), calls=(called,))
        assert shown.is_planned
        assert "A-003" in shown.plan
        assert "→B-005" in shown.plan
        assert f"●{number}" in shown.plan
        assert "•" in shown.plan
        assert "● dipanggil" in shown.text("#plan-legend")
        assert "Sedang Dipanggil" in shown.text("RecentList")
        await shown.show(room(waiting(3)), calls=(replace(called, is_open=False),))
        assert "•" not in shown.plan
        assert "dipanggil" not in shown.text("#plan-legend")


async def test_office_and_command_line_choose_layout_and_turn(server: ServerHere) -> None:
    def door(shown: Shown) -> int:
        lines = shown.plan.splitlines()
        return next(row for row, line in enumerate(lines) if "pintu" in line) - len(lines) // 2

    here = DisplayView("display-1", layout="plan", turn=180)
    async with display(server) as shown:
        assert shown.app.hall is not None
        office = replace(shown.app.hall.office, displays=(here,), lobby=example_floor().id)
        await shown.show(room(waiting(3)), office=office)
        assert shown.is_planned
        assert door(shown) < -5
    async with display(server, layout="calls") as shown:
        await shown.show(room(waiting(3)), office=office)
        assert not shown.is_planned
    async with display(server, turn=0) as shown:
        await shown.show(room(waiting(3)), office=office)
        assert door(shown) > 5


async def test_labels_are_a_two_hundredth_of_the_distance_high_or_left_out(
    server: ServerHere,
) -> None:
    row = 43 * 25.4 * 48 / (80**2 + 48**2) ** 0.5 / 24
    limit = row * CAPITAL_ROWS * 200 / 1000
    for metres, is_cut in ((limit - 0.05, False), (limit + 0.05, True)):
        async with display(server, layout="plan", metres=metres) as shown:
            await shown.show(mixed_room())
            note = shown.app.screen.query_one("#plan-note", Plain)
            assert note.display == is_cut
            assert ("A-001" in shown.plan) != is_cut
            if is_cut:
                assert "terlalu kecil untuk dibaca" in shown.text("#plan-note")


async def test_office_without_places_has_no_plan(server: ServerHere) -> None:
    async with display(server, layout="plan") as shown:
        await shown.show(None)
        assert not shown.is_planned


async def test_distance_of_the_room_is_that_of_the_health_rules(server: ServerHere) -> None:
    async with display(server) as shown:
        assert shown.app.hall is not None
        health = HealthView(distance_metres=1.0)
        office = replace(shown.app.hall.office, health=health)
        await shown.show(room(distance_metres=2.0, mask=True), office=office)
        shows = shown.app.screen._snapshot  # type: ignore[attr-defined]
        assert shows.office.health == HealthView(2.0, mask=True)


@pytest.mark.parametrize(
    "options", [("--layout", "map"), ("--turn", "45"), ("--inches", "0"), ("--reading-metres", "x")]
)
def test_options_that_cannot_be_are_told(options: tuple[str, str]) -> None:
    result = CliRunner().invoke(main, ["display", *options])
    assert result.exit_code == 2
    assert options[0] in result.output

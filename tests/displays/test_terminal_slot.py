"""What stands beside the calls on the display's terminal: slides, notices, parts of the hall."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from displays.app import DisplayApp
from displays.slides import SlideLeaf, Slot
from terminal.client import Client
from tests.displays.hall import EAST, slide, words, write_hall
from tests.displays.test_terminal import call, shown_large, text_of, until
from tests.server_fixture import ServerHere, running_server

NOTICE = {"id": "Mobil [b]B 1234 XY[/b] menghalangi pintu", "en": "A car blocks the exit"}


@asynccontextmanager
async def display(
    server: ServerHere, name: str, size: tuple[int, int]
) -> AsyncIterator[tuple[DisplayApp, Pilot[None]]]:
    app = DisplayApp(Client(server.url, server.office, None, "display", name))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        yield app, pilot


@pytest.mark.parametrize(("size", "pictures"), [((80, 24), False), ((160, 50), True)])
async def test_health_rules_have_their_turn(
    tmp_path: Path, size: tuple[int, int], pictures: bool
) -> None:
    office = write_hall(tmp_path, slide("health"), slide("picture", file='"hall.jpg"'))
    async with (
        running_server(tmp_path, office, clock="2026-06-23T06:00") as server,
        display(server, "display-1", size) as (app, pilot),
    ):
        # Before the opening nobody waits: the rules stand alone, a picture without caption never.
        await until(pilot, lambda: "Pakai masker" in text_of(app, "SlideLeaf"))
        drawn = text_of(app, "SlideLeaf")
        assert "Jaga jarak" in drawn
        assert "Cuci tangan" in drawn
        assert ("█" in drawn) == pictures
        leaf = app.screen.query_one(SlideLeaf)
        assert len(drawn.rstrip().splitlines()) <= leaf.size.height


async def test_caption_is_said_where_the_picture_cannot_be_shown(tmp_path: Path) -> None:
    caption = "Ruang tunggu yang baru di lantai dua gedung utama sebelah timur"
    office = write_hall(tmp_path, slide("picture", file='"hall.jpg"', words=words(caption)))
    async with (
        running_server(tmp_path, office, clock="2026-06-23T06:00") as server,
        display(server, "display-1", (80, 24)) as (app, pilot),
    ):
        await until(pilot, lambda: f"{caption} (id)" in " ".join(text_of(app, "SlideLeaf").split()))
        assert not app.screen.query_one(Slot).query_one("WaitingList").display


async def test_display_shows_its_own_part_of_the_hall(tmp_path: Path) -> None:
    async with running_server(tmp_path, write_hall(tmp_path, EAST)) as server:
        await call(server, "1", "pengambilan")
        here = await call(server, "5", "permohonan")
        async with display(server, "display-2", (120, 36)) as (app, pilot):
            await until(pilot, lambda: shown_large(app) == [(here, 5)])
            assert app.screen.has_class("-single")
            assert "Sayap Timur" in text_of(app, ".office-name")
            drawn = text_of(app, ".called-number").splitlines()
            assert len(drawn) >= 36 / 3


async def test_notice_is_shown_as_the_text_that_it_is(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        number = await call(server, "1", "pengambilan")
        async with display(server, "display-1", (80, 24)) as (app, pilot):
            await server.post("/notices", notice_id="car", words=NOTICE)
            bar = app.screen.query_one("NoticeBar")
            await until(pilot, lambda: NOTICE["id"] in text_of(app, "NoticeBar"))
            assert bar.region.height >= 3
            assert app.screen.region.contains_region(bar.region)
            await until(pilot, lambda: len(text_of(app, ".called-number").splitlines()) >= 5)
            assert shown_large(app) == [(number, 1)]
            await server.post("/notices/car/end")
            await until(pilot, lambda: not bar.display)


async def test_interruption_is_told_with_its_reason_and_end(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        await server.post("/services/akta/suspend", reason="network", until="2026-06-23T03:30:00Z")
        await call(server, "1", "pengambilan")
        async with display(server, "display-1", (160, 50)) as (app, pilot):
            await until(
                pilot,
                lambda: (
                    text_of(app, "#message")
                    == "Akta Pencatatan Sipil berhenti sementara: Gangguan jaringan. "
                    "Diperkirakan dilanjutkan pukul 10.30 WIB."
                ),
            )

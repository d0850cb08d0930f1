"""The display on a terminal says calls: through a loudspeaker that notes what it is given.

Its program is the one double; the sound is the real server's, made by the real espeak-ng.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copyfile

import pytest
from textual.pilot import Pilot

from displays.app import DisplayApp
from displays.sound import SoundSign
from server.configuration.lobby.spots_file import spots_path
from terminal.backoff import Backoff
from terminal.client import Client
from terminal.player import Player
from tests.server_fixture import BUSY_DAY, ServerHere, running_server
from tests.speech.sounds import hear, needs_espeak
from tests.terminal.loudspeaker import Loudspeaker
from tests.web.events import following

pytestmark = needs_espeak

PROGRAM = "antrean-loudspeaker"
ONE = "[announcements]\nvolume = 50\nwords_per_minute = 300\n"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    office = tmp_path / "office.toml"
    office.write_text(BUSY_DAY.read_text() + ONE)
    async with running_server(tmp_path, office) as running:
        yield running


@pytest.fixture
async def server_with_places(tmp_path: Path) -> AsyncIterator[ServerHere]:
    office = tmp_path / "office.toml"
    office.write_text(BUSY_DAY.read_text() + ONE)
    copyfile(spots_path(BUSY_DAY), spots_path(office))
    async with running_server(tmp_path, office) as running:
        yield running


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


@asynccontextmanager
async def display(
    server: ServerHere, size: tuple[int, int] = (100, 30), key: str | None = None
) -> AsyncIterator[tuple[DisplayApp, Pilot[None]]]:
    client = Client(
        *(server.url, server.office, key, "display", "display-1"), backoff=Backoff(0.05, 0.2)
    )
    app = DisplayApp(client, player=Player(((PROGRAM, "-q"),)))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        yield app, pilot


async def until(pilot: Pilot[None], is_true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_true():
            await pilot.pause(0.02)
    await pilot.pause()


async def call(server: ServerHere, counter: str = "1") -> int:
    await server.issue("pengambilan")
    await server.at_counter(counter, "open")
    return int((await server.at_counter(counter, "call-next"))["call"])


async def fetch(server: ServerHere, path: str) -> bytes:
    async with server._session.get(f"{server.api}{path}") as answer:
        return await answer.read()


def sign(app: DisplayApp) -> str:
    shown = app.screen.query_one(SoundSign)
    return str(shown.render()) if shown.display else ""


async def test_call_is_played_once_with_its_chime_as_loud_as_the_office_wants(
    server: ServerHere, programs: Path
) -> None:
    heard = Loudspeaker(programs, PROGRAM)
    async with display(server) as (app, pilot):
        made = await call(server)
        await until(pilot, lambda: bool(heard.sounds()))
        await server.issue("pengambilan")
        await until(pilot, lambda: app.snapshot.waiting == 1)
        await pilot.pause(0.5)
        (played,) = map(hear, heard.sounds())
        spoken = hear(await fetch(server, f"/calls/{made}/speech"))
        chime = hear(await fetch(server, "/speech/chime"))
        assert played.seconds == pytest.approx(chime.seconds + 0.15 + spoken.seconds, abs=0.01)
        rest = played.samples[-len(spoken.samples) :]
        assert list(rest[:5000]) == [round(each / 2) for each in spoken.samples[:5000]]
        assert sign(app) == ""


async def test_rush_is_played_oldest_first(server: ServerHere, programs: Path) -> None:
    heard = Loudspeaker(programs, PROGRAM)
    async with display(server) as (_, pilot):
        for counter in "123":
            await call(server, counter)
        await until(pilot, lambda: len(heard.sounds()) == 3)
        assert heard.log() == ["begin", "end"] * 3


async def test_who_is_asked_in_is_said_and_a_call_silences_it(
    server_with_places: ServerHere, programs: Path
) -> None:
    server = server_with_places
    heard = Loudspeaker(programs, PROGRAM, seconds=6)
    async with display(server) as (_, pilot):
        await server.at_counter("1", "open")
        ticket = await server.issue("pengambilan")
        await until(pilot, lambda: heard.log() == ["begin"])
        asked_in = hear(await fetch(server, f"/come-in/{ticket.number}/speech"))
        chime = hear(await fetch(server, "/speech/chime"))
        length = chime.seconds + 0.15 + asked_in.seconds
        assert hear(heard.sounds()[0]).seconds == pytest.approx(length, abs=0.01)
        other = await server.issue("permohonan")
        await server.at_counter("5", "open")
        made = int((await server.at_counter("5", "call-next"))["call"])
        await until(pilot, lambda: len(heard.sounds()) >= 3)
        spoken = hear(await fetch(server, f"/calls/{made}/speech"))
        lengths = [hear(each).seconds for each in heard.sounds()]
        assert lengths[1] == pytest.approx(chime.seconds + 0.15 + spoken.seconds, abs=0.01)
        assert lengths[2] == pytest.approx(length, abs=0.01)
        assert other.number != ticket.number


async def test_key_plays_the_test(server: ServerHere, programs: Path) -> None:
    heard = Loudspeaker(programs, PROGRAM)
    async with display(server) as (_, pilot):
        await pilot.press("t")
        await until(pilot, lambda: bool(heard.sounds()))
        trial = hear(await fetch(server, "/speech/test"))
        assert hear(heard.sounds()[0]).seconds == trial.seconds


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_machine_without_a_player_says_so(server: ServerHere, size: tuple[int, int]) -> None:
    async with display(server, size) as (app, pilot):
        await until(pilot, lambda: sign(app) != "")
        assert sign(app) == "Tanpa suara · No sound"
        assert app.screen.region.contains_region(app.screen.query_one(SoundSign).region)


@asynccontextmanager
async def staff(server: ServerHere) -> AsyncIterator[Callable[[str | None], Awaitable[None]]]:
    """Waits until staff are told of this sound at display-1."""
    async with following(server._session, f"{server.api}/desk/stream", server.headers) as stream:

        async def told(sound: str | None) -> None:
            async with asyncio.timeout(45):
                while True:
                    devices = (await stream.next("devices")).data["devices"]
                    if any(
                        each["name"] == "display-1" and each["sound"] == sound for each in devices
                    ):
                        return

        yield told


async def test_staff_are_told_of_a_silent_loudspeaker(server: ServerHere, programs: Path) -> None:
    Loudspeaker(programs, PROGRAM, status=1)
    key = await server.device_key("display", "display-1")
    async with staff(server) as told, display(server, key=key) as (app, pilot):
        await told("ready")
        await call(server)
        await told("silent")
        await until(pilot, lambda: sign(app) != "")
        assert sign(app) == "Tanpa suara · No sound"
        Loudspeaker(programs, PROGRAM)
        await pilot.press("t")
        await told("ready")
        await until(pilot, lambda: sign(app) == "")

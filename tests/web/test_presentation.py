"""The office's pictures: served as what they are, kept, and nothing else beside them."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from tests.pictures import write_picture, write_video
from tests.server_fixture import BUSY_DAY, ServerHere, running_server

HALL = """
[[displays]]
name = "display-2"
counters = [3]
[[slides]]
kind = "picture"
file = "pictures/hall.jpg"
[[slides]]
kind = "video"
file = "hall.mp4"
[health]
distance_metres = 1.5
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    write_picture(tmp_path / "logo.png")
    write_picture(tmp_path / "pictures" / "hall.jpg")
    write_video(tmp_path / "hall.mp4")
    path = tmp_path / "office.toml"
    path.write_text(f'logo = "logo.png"\n{BUSY_DAY.read_text()}{HALL}')
    return path


@pytest.fixture
async def server(office: Path, tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, office) as running:
        yield running


async def test_files_that_the_office_names_are_sent_as_what_they_are(
    server: ServerHere, public: aiohttp.ClientSession, tmp_path: Path
) -> None:
    picture, video = (slide.path for slide in (await server.hall()).office.slides)
    base = f"/office/{server.office}"
    for path, kind, file in (
        (f"{base}/logo", "image/png", "logo.png"),
        (f"{base}/slides/{picture}", "image/jpeg", "pictures/hall.jpg"),
        (f"{base}/slides/{video}", "video/mp4", "hall.mp4"),
    ):
        async with public.get(path) as answer:
            assert answer.status == 200
            assert answer.content_type == kind
            assert await answer.read() == (tmp_path / file).read_bytes()
            assert answer.headers["Cache-Control"].startswith("public, max-age=")
            again = {"If-None-Match": answer.headers["ETag"]}
        async with public.get(path, headers=again) as answer:
            assert answer.status == 304


async def test_video_can_be_read_in_parts(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    _, video = (slide.path for slide in (await server.hall()).office.slides)
    path = f"/office/{server.office}/slides/{video}"
    async with public.get(path, headers={"Range": "bytes=4-7"}) as answer:
        assert answer.status == 206
        assert await answer.read() == b"ftyp"


@pytest.mark.parametrize(
    "path", ["hall.jpg", "pictures%2Fhall.jpg", "..%2Foffice.toml", "%2Fetc%2Fpasswd", "%00"]
)
async def test_nothing_else_is_sent(
    server: ServerHere, public: aiohttp.ClientSession, path: str
) -> None:
    url = URL(f"{server.url}/office/{server.office}/slides/{path}", encoded=True)
    async with public.get(url) as answer:
        assert answer.status == 404


async def test_file_that_was_taken_away_is_unknown(
    server: ServerHere, public: aiohttp.ClientSession, tmp_path: Path
) -> None:
    (tmp_path / "logo.png").unlink()
    async with public.get(f"/office/{server.office}/logo") as answer:
        assert answer.status == 404
    picture = (await server.hall()).office.slides[0].path
    (tmp_path / "pictures" / "hall.jpg").write_text("no picture any more")
    async with public.get(f"/office/{server.office}/slides/{picture}") as answer:
        assert answer.status == 404


async def test_screens_are_told_how_the_hall_looks_and_phones_what_they_need(
    server: ServerHere,
) -> None:
    hall = (await server.hall()).office
    assert hall.logo
    assert [display.counters for display in hall.displays] == [("3",)]
    assert [slide.kind for slide in hall.slides] == ["picture", "video"]
    assert hall.health.distance_metres == 1.5
    assert hall.announcements.languages == ("id", "en")
    assert (await server.desk()).hall.office == hall
    ticket = await server.issue("pengambilan")
    phone = (await server.ticket(ticket.token)).office
    assert phone.logo
    assert phone.health == hall.health
    assert phone.slides == phone.displays == ()

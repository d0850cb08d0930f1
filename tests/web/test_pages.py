"""The pages: rendered, safe, in the visitor's language; and their files."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import zxingcpp
from PIL import Image
from yarl import URL

from server.web.headers import PAGE_POLICY
from server.web.pages.templates import STATIC_ROOMS, choose_language, json_for_script
from tests.server_fixture import ServerHere

IMPORTED = re.compile(r'^(?:import|export)\b[^;"]*?from "(\.\.?/[^"]+)"', re.MULTILINE)


class Seen(HTMLParser):
    """What matters of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: dict[str, str] = {}
        self.links: list[str] = []
        self.inline: list[str] = []
        self.language = ""
        self._script = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "link" and given.get("rel") == "stylesheet":
            self.links.append(given["href"])
        if tag == "script":
            if "src" in given:
                self.links.append(given["src"])
            else:
                assert given["type"] == "application/json", "no inline script"
                self._script = given["id"]
        assert tag != "style", "no inline style"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts[self._script] = data
            self._script = ""


async def show(
    session: aiohttp.ClientSession, path: str, **headers: str
) -> tuple[aiohttp.ClientResponse, Seen]:
    async with session.get(path, headers=headers) as answer:
        assert answer.content_type == "text/html"
        text = await answer.text()
    return answer, Seen(text)


async def paths_of_pages(server: ServerHere) -> dict[str, str]:
    ticket = await server.issue("akta", language="en")
    return {
        "offices": "/",
        "sign-in": "/sign-in",
        "password": "/password",
        "display": f"/display/{server.office}",
        "display that is not paired": f"/display/{server.office}?name=display-1",
        "desk": f"/desk/{server.office}",
        "door": f"/door/{server.office}",
        "phone": f"/t/{server.office}/{ticket.token}",
        "unknown ticket": f"/t/{server.office}/{'x' * 22}",
        "error": "/nothing",
    }


async def test_every_page_is_safe_and_finds_its_files(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    fetched: set[str] = set()
    for name, path in (await paths_of_pages(server)).items():
        headers = {} if "not paired" in name else server.headers
        answer, page = await show(public, path, **headers)
        assert answer.headers["Content-Security-Policy"] == PAGE_POLICY, name
        assert answer.headers["Referrer-Policy"] == "no-referrer", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Cache-Control"] == "no-store", name
        assert page.inline == [], name
        assert page.language in {"id", "en"}, name
        assert page.links, name
        for link in {*page.links} - fetched:
            async with public.get(link) as file:
                assert file.status == 200, link
            fetched.add(link)


async def test_scripts_find_what_they_import(public: aiohttp.ClientSession) -> None:
    """Every module that a page's script imports is served, as JavaScript."""
    for room, folder in STATIC_ROOMS.items():
        for script in folder.glob("*.js"):
            url = f"/static/{room}/{script.relative_to(folder).as_posix()}"
            imported = IMPORTED.findall(script.read_text())
            for each in ["./" + script.name, *imported]:
                wanted = URL("http://x" + url).join(URL(each)).path
                async with public.get(wanted) as answer:
                    assert answer.status == 200, f"{url} imports {each}"
                    assert answer.content_type == "text/javascript", wanted


async def test_boot_says_where_to_start(server: ServerHere, public: aiohttp.ClientSession) -> None:
    paths = await paths_of_pages(server)
    api = f"/api/v1/offices/{server.office}"
    expected: dict[str, dict[str, Any]] = {
        paths["display"] + "?name=display-1": {
            "stream_url": f"{api}/stream",
            "reports": False,  # staff who look are no display
            "name": "display-1",
            "language": "id",
        },
        paths["desk"] + "?counter=3&lang=en": {"counter": "3", "language": "en"},
        paths["desk"]: {"counter": None, "language": "id"},
        paths["phone"]: {
            "stream_url": f"{api}/tickets/by-token/{paths['phone'][-22:]}/stream",
            "token": paths["phone"][-22:],
            "language": "en",  # as chosen at the kiosk
        },
        paths["phone"] + "?lang=id": {"language": "id"},
        paths["phone"] + "?lang=tlh": {"language": "en"},
    }
    for path, some in expected.items():
        _, page = await show(public, path, **server.headers)
        boot = json.loads(page.scripts["boot"])
        common = {"office": server.office, "api": api, "languages": ["id", "en"]}
        assert boot.items() >= {**common, **some}.items() or boot == {**boot, **common, **some}
        assert page.language == boot["language"], path


async def test_texts_of_all_languages_come_along(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    _, page = await show(public, f"/display/{server.office}", **server.headers)
    texts = json.loads(page.scripts["all-texts"])
    assert texts.keys() == {"id", "en"}
    assert texts["id"]["texts"].keys() == texts["en"]["texts"].keys() != set()
    assert texts["id"]["refusals"]["nobody_waiting"] != texts["en"]["refusals"]["nobody_waiting"]


async def test_unknown_ticket_is_told_in_the_visitors_language(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    path = f"/t/{server.office}/{'x' * 22}"
    answer, page = await show(public, path, **{"Accept-Language": "en"})
    assert (answer.status, page.language) == (404, "en")
    answer, page = await show(public, f"/t/{server.office}/short")
    assert (answer.status, page.language) == (404, "id")


async def test_qr_is_a_picture_for_staff(server: ServerHere, public: aiohttp.ClientSession) -> None:
    path = f"/t/{server.office}/{'x' * 22}/qr.svg"
    async with public.get(path, headers=server.headers) as answer:
        assert (answer.status, answer.content_type) == (200, "image/svg+xml")
        assert "<svg" in await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
    async with public.get(path.replace("x", "!"), headers=server.headers) as answer:
        assert answer.status == 404


async def test_slip_is_a_picture_for_staff(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    given = await server.issue("pengambilan")
    path = f"/t/{server.office}/{given.token}/slip.png"
    pictures = []
    for query in ("", "?copy=1"):
        async with public.get(path + query, headers=server.headers) as answer:
            assert (answer.status, answer.content_type) == (200, "image/png")
            assert answer.headers["Cache-Control"] == "no-store"
            pictures.append(Image.open(BytesIO(await answer.read())))
    first, copy = pictures
    assert (first.mode, first.width) == ("1", 576)
    assert copy.height > first.height, "the band that says so"
    for picture in pictures:
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [given.url]
    async with public.get(path) as answer:
        assert answer.status in (401, 403), "only for whoever has the key"
    unknown = f"/t/{server.office}/{'x' * 22}/slip.png"
    async with public.get(unknown, headers=server.headers) as answer:
        assert answer.status == 404


async def test_static_file_is_kept_for_a_short_time_and_asked_again(
    public: aiohttp.ClientSession,
) -> None:
    async with public.get("/static/look/look.css") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        etag = answer.headers["ETag"]
    async with public.get("/static/look/look.css", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304


@pytest.mark.parametrize(
    "path",
    [
        "/static/look/themes.py",  # sources are not for fetching
        "/static/pages/offices.html",  # nor are templates
        "/static/look/../office/key.py",
        "/static/look/%2e%2e/server/web/pages/pages.css",
        "/static/look/..%2f..%2fpyproject.toml",
        "/static/look//etc/passwd",
        "/static/look/fonts",
        "/static/look/%00.css",
        "/static/nothing/look.css",
    ],
)
async def test_static_serves_nothing_else(
    server: ServerHere, public: aiohttp.ClientSession, path: str
) -> None:
    async with public.get(URL(server.url + path, encoded=True)) as answer:
        assert answer.status == 404


async def test_font_has_its_type(public: aiohttp.ClientSession) -> None:
    font = next(STATIC_ROOMS["look"].rglob("*.woff2"))
    url = f"/static/look/{font.relative_to(STATIC_ROOMS['look']).as_posix()}"
    async with public.get(url) as answer:
        assert (answer.status, answer.content_type) == (200, "font/woff2")


async def test_what_shrinks_is_sent_packed_to_who_takes_it(public: aiohttp.ClientSession) -> None:
    url = "/static/look/look.css"
    async with public.get(url, headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        plain = await answer.read()
    async with public.get(url, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) < len(plain) / 2
        assert await answer.read() == plain


async def test_nothing_but_comments_is_left_out_of_what_is_sent(
    public: aiohttp.ClientSession,
) -> None:
    for room, folder in STATIC_ROOMS.items():
        for path in [*folder.rglob("*.js"), *folder.rglob("*.css")]:
            async with public.get(
                f"/static/{room}/{path.relative_to(folder).as_posix()}"
            ) as answer:
                sent = (await answer.text()).splitlines()
            assert sent == list(without_comments(path.read_text("utf-8").splitlines())), path


def without_comments(lines: list[str]) -> Iterator[str]:
    is_comment = False
    for line in lines:
        text = line.strip()
        is_comment = is_comment or text.startswith("/*")
        if not is_comment and not text.startswith("//"):
            yield line
        if is_comment and "*/" in text:
            assert text.endswith("*/"), "code after a comment: it would be left out"
            is_comment = False


def test_json_cannot_end_its_script() -> None:
    encoded = json_for_script({"name": "</script><!-- & 'x'"})
    assert not set("<>&") & set(encoded)
    assert json.loads(encoded) == {"name": "</script><!-- & 'x'"}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "id"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.2, id;q=0.8", "id"),
        ("fr", "id"),
        ("id;q=0, en;q=0.1", "en"),
        ("en;q=high, *", "id"),
    ],
)
def test_language_is_chosen_as_the_browser_asks(accepted: str, chosen: str) -> None:
    assert choose_language(accepted, ("id", "en")) == chosen

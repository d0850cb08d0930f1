"""docs/api.md tells the truth: its examples are run, in order, and answer what it shows."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp

from server.web.errors import STATUSES
from tests.server_fixture import ServerHere
from tests.web.events import following

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[list[str], list[Any]]]:
    """The `curl` lines of each block, and the JSON lines shown after it."""
    blocks = BLOCK.findall(PAGE)
    for (kind, text), (next_kind, shown) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        lines = [line for line in text.splitlines() if line.startswith("curl ")]
        if kind == "sh" and lines:
            told = [json.loads(line) for line in shown.splitlines()] if next_kind == "json" else []
            yield lines, told


async def run(server: ServerHere, session: aiohttp.ClientSession, line: str) -> Any:
    """What curl would do."""
    kiosk_key = await server.device_key("kiosk", "kiosk-1")
    line = line.replace("$SERVER", server.api)
    line = line.replace("$KEY", server.key).replace("$KIOSK_KEY", kiosk_key)
    words = iter(shlex.split(line)[1:])
    url, body, headers, follows = "", None, {}, False
    for word in words:
        match word:
            case "-N":
                follows = True
            case "-H":
                name, value = next(words).split(": ")
                headers[name] = value
            case "--json":
                body = json.loads(next(words))
            case _:
                url = word
    if follows:
        async with following(session, url, headers) as stream:
            return (await stream.next("snapshot")).data
    method = "POST" if body is not None else "GET"
    async with session.request(method, url, json=body, headers=headers) as answer:
        return await answer.json()


async def test_examples_answer_what_the_page_shows(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    seen = 0
    for lines, shown in examples():
        answers = [await run(server, public, line) for line in lines]
        for answer, expected in zip(answers, shown, strict=False):
            own = str(expected).replace("http://127.0.0.1:8080", server.url)
            assert str(answer) == own
            seen += 1
    assert seen >= 7


def test_page_explains_every_status() -> None:
    explained = {int(status) for status in re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE)}
    gateways = {502, 504, 507}  # of terminals, where no answer came, or nothing can be kept
    assert explained == set(STATUSES.values()) - gateways

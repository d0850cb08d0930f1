"""The example for nginx, with a real nginx in front of a real server."""

import asyncio
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from msgspec import Struct

from protocol.snapshots import HallSnapshot
from server.certificates import Names, make_certificates
from server.configuration import load_office, load_server
from server.office.clock import OfficeClock
from server.web.requests.limits import UNKNOWN_TICKETS
from server.web.running import open_server
from terminal.client import Client
from terminal.stream import Connected
from tests.server_fixture import BUSY_DAY, ROOT

EXAMPLE = ROOT / "deploy" / "nginx" / "antrean.conf"
NAME = "antrean.example"


class Proxied(Struct):
    """A server behind nginx. `port`: nginx's own, for https."""

    port: int
    plain_port: int
    authority: Path
    office: str

    def curl(self, path: str, *more: str) -> str:
        """Ask as a browser of another machine would, by HTTP/2; the answer with its head."""
        return self.curl_at(f"https://{NAME}:{self.port}{path}", *more)

    def curl_at(self, url: str, *more: str) -> str:
        resolve = f"{NAME}:{self.port}:127.0.0.1", f"{NAME}:{self.plain_port}:127.0.0.1"
        return subprocess.run(
            [
                *("curl", "--silent", "--include", "--max-time", "20", "--cacert", self.authority),
                *("--resolve", resolve[0], "--resolve", resolve[1], *more, url),
            ],
            capture_output=True,
            check=True,
            text=True,
        ).stdout


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture
async def proxied(tmp_path: Path) -> AsyncIterator[Proxied]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    made = make_certificates(tmp_path / "tls", Names((NAME, "localhost")), datetime.now(UTC))
    inside, port, plain_port = free_ports(3)
    config = tmp_path / "antrean.toml"
    config.write_text(
        f'public_url = "https://{NAME}:{port}"\ntrusted_proxies = ["127.0.0.1"]\nport = {inside}\n'
    )
    settings = load_server(config, {"database": str(tmp_path / "antrean.db")})
    office = load_office(BUSY_DAY)
    changed = (
        EXAMPLE.read_text()
        .replace("    listen [::]", "    # listen [::]")
        .replace("listen 443", f"listen 127.0.0.1:{port}")
        .replace("listen 80;", f"listen 127.0.0.1:{plain_port};")
        .replace("127.0.0.1:8080", f"127.0.0.1:{inside}")
        .replace(f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(made.certificate))
        .replace(f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(made.key))
    )
    folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        "daemon off; worker_processes 1; error_log stderr warn;\n"
        f"pid {tmp_path}/nginx.pid;\nevents {{ worker_connections 256; }}\nhttp {{\n"
        + "".join(f"{each}_temp_path {tmp_path}/{each};\n" for each in folders)
        + f"{changed}\n}}\n"
    )
    async with open_server([office], settings, OfficeClock()):
        nginx = await asyncio.create_subprocess_exec(
            program, "-p", str(tmp_path), "-c", str(whole), stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(20):
                while not await listens(port):
                    assert nginx.returncode is None, await nginx.stderr.read()  # type: ignore[union-attr]
            yield Proxied(port, plain_port, made.authority, office.office.id)
        finally:
            if nginx.returncode is None:
                nginx.terminate()
            await nginx.communicate()


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        await asyncio.sleep(0)
        return False
    writer.close()
    return True


async def test_example_serves_pages_streams_and_limits(proxied: Proxied) -> None:
    ask = asyncio.to_thread
    page = await ask(proxied.curl, "/", "--http2")
    assert page.startswith("HTTP/2 200")
    assert "strict-transport-security: max-age" in page
    assert "content-security-policy" in page

    plain = await ask(proxied.curl_at, f"http://{NAME}:{proxied.plain_port}/t/x/y")
    assert plain.startswith("HTTP/1.1 308")
    assert f"https://{NAME}/t/x/y" in plain

    # What a client claims about itself is not believed: the limit still counts one address.
    unknown = f"/api/v1/offices/{proxied.office}/tickets/by-token/{'x' * 22}"
    connector = aiohttp.TCPConnector(ssl=False)
    statuses = []
    headers = {"Host": f"{NAME}:{proxied.port}"}
    async with aiohttp.ClientSession(
        f"https://127.0.0.1:{proxied.port}", connector=connector, headers=headers
    ) as guesser:
        for number in range(UNKNOWN_TICKETS.burst + 60):
            told = {"X-Forwarded-For": f"203.0.113.{number}"}
            async with guesser.get(unknown, headers=told) as answer:
                statuses.append(answer.status)
    assert statuses[0] == 404
    assert 429 in statuses

    large = await ask(proxied.curl, unknown, "--http2", "--data", "x" * 20_000)
    assert large.startswith("HTTP/2 413")


async def test_terminals_follow_a_stream_through_it_at_once(proxied: Proxied) -> None:
    """Unbuffered: the first snapshot comes although nothing follows it for a long time."""
    async with (
        asyncio.timeout(20),
        Client(
            f"https://localhost:{proxied.port}", proxied.office, authority=proxied.authority
        ) as client,
    ):
        events = client.stream("stream", HallSnapshot)
        first = await anext(events)
        assert isinstance(first, Connected)
        fact = await anext(events)
        assert fact.snapshot.office.id == proxied.office  # type: ignore[union-attr]
        await events.aclose()

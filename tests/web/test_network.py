"""The office's own network, tried from another machine of it: encrypted, and knowingly not."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.people import PASSWORD
from tests.server_fixture import ServerProcess, server_process
from tests.web.other_machine import NAME, OtherMachine, other_machine, why_impossible

PORT = 8443  # free: the address is this test's own

KIOSK = """
import asyncio, sys
from datetime import date
from pathlib import Path
from protocol.commands import IssueBody
from protocol.replies import IssueReply
from terminal.client import Client
from terminal.identity import new_command_id, new_ticket_id, new_token

async def take_a_number(url, office, key, day, authority):
    authority = Path(authority) if authority else None
    async with Client(url, office, key, "kiosk", "kiosk-1", authority=authority) as client:
        body = IssueBody(
            command_id=new_command_id(), day=date.fromisoformat(day),
            ticket_id=new_ticket_id(), token=new_token(), services=("akta",),
        )
        reply = await client.command("tickets", body, IssueReply)
        print(getattr(reply, "number", reply), getattr(reply, "url", ""))

asyncio.run(take_a_number(*sys.argv[1:]))
"""


@pytest.fixture
def machine() -> Iterator[OtherMachine]:
    reason = why_impossible()
    if reason is not None:
        pytest.skip(reason)
    with other_machine() as other:
        yield other


def take_a_number(machine: OtherMachine, server: ServerProcess, url: str, ca: Path | str) -> str:
    """What a kiosk there is told, by the terminals' own client."""
    return machine.run(
        *(sys.executable, "-c", KIOSK, url, server.office, server.key, server.today, ca)
    )


def sign_in(machine: OtherMachine, url: str, *more: str | Path) -> str:
    """What a browser there is told when it signs in; fails where it is not let in."""
    fields = "account=clerk", f"password={PASSWORD}", "next=/"
    form = [part for field in fields for part in ("--data-urlencode", field)]
    answer = machine.curl(f"{url}/sign-in", *more, "--header", f"Origin: {url}", *form)
    assert " 303 " in answer.splitlines()[0], answer
    return answer


async def test_certificate_of_its_own_making_from_another_machine(
    machine: OtherMachine, tmp_path: Path
) -> None:
    url = f"https://{NAME}:{PORT}"
    options = ("--host", machine.here, "--public-url", url, "--phones-reach", "office_wifi")
    with (tmp_path / "told").open("w") as told:
        async with server_process(
            tmp_path, options=options, told=told.fileno(), port=PORT
        ) as server:
            ca = tmp_path / "antrean.db.tls" / "ca.crt"
            assert server.url == f"https://{machine.here}:{PORT}"

            page = machine.curl(f"{url}/", "--cacert", ca)
            assert page.startswith("HTTP/1.1 200")
            assert "Strict-Transport-Security: max-age" in page
            assert machine.curl(f"{server.url}/", "--cacert", ca).startswith("HTTP/1.1 200")
            with pytest.raises(AssertionError, match="certificate"):
                machine.curl(f"{url}/")  # nobody trusts it unasked
            with pytest.raises(AssertionError):
                machine.curl(url.replace("https", "http"))  # nothing unencrypted at all

            offered = machine.curl(f"{url}/antrean-ca.crt", "--insecure")
            assert ca.read_text() in offered
            assert "PRIVATE" not in offered

            cookie = sign_in(machine, url, "--cacert", ca)
            assert "__Host-antrean=" in cookie
            assert "Secure" in cookie
            assert "Set-Cookie: __Host-antrean=" in cookie

            number, address = take_a_number(machine, server, server.url, ca).split()
            assert number == "W-001"
            assert address.startswith(f"{url}/t/")
            assert machine.curl(address, "--cacert", ca).startswith("HTTP/1.1 200")
            assert "server_unreachable" in take_a_number(machine, server, server.url, "")

            refused = machine.curl(f"{url}/", "--cacert", ca, "--header", "Host: evil.example")
            assert refused.startswith("HTTP/1.1 421")
    assert "own making" in (tmp_path / "told").read_text()


async def test_insecure_lan_from_another_machine(machine: OtherMachine, tmp_path: Path) -> None:
    url = f"http://{NAME}:{PORT}"
    options = ("--host", machine.here, "--public-url", url, "--insecure-lan")
    with (tmp_path / "told").open("w") as told:
        async with server_process(
            tmp_path, options=options, told=told.fileno(), port=PORT
        ) as server:
            page = machine.curl(f"{url}/")
            assert page.startswith("HTTP/1.1 200")
            assert "Strict-Transport-Security" not in page
            cookie = sign_in(machine, url)
            assert "antrean-lan=" in cookie
            assert "Secure" not in cookie
            assert "Set-Cookie: antrean-lan=" in cookie
            number, address = take_a_number(machine, server, server.url, "").split()
            assert number == "W-001"
            assert machine.curl(address).startswith("HTTP/1.1 200")
            assert machine.curl(f"{url}/antrean-ca.crt").startswith("HTTP/1.1 404")
    assert "without encryption" in (tmp_path / "told").read_text()
    assert not (tmp_path / "antrean.db.tls").exists()

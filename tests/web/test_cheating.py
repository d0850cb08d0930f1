"""People and machines that want what is not theirs, with whole and proper requests.

What is tried elsewhere is listed in docs/security.md, "What was tried".
"""

import asyncio
import secrets
from typing import Any

import aiohttp

from protocol.refusals import RefusalCode as R
from tests.server_fixture import ServerHere
from tests.web.asking import Answer, issue_body, send
from tests.web.test_leases import Kiosk


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def press(server: ServerHere) -> dict[str, Any]:
    """One press of a button: an order of its own."""
    fresh = {"command_id": secrets.token_hex(8), "ticket_id": secrets.token_hex(8)}
    return issue_body(server, token=secrets.token_urlsafe(16), **fresh)


async def waiting(server: ServerHere) -> list[str]:
    return [ticket.number for ticket in (await server.desk()).tickets]


async def test_twenty_presses_at_once_give_six_numbers(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    headers = bearer(await server.device_key("kiosk", "kiosk-1"))
    presses = [press(server) for _ in range(20)]

    async def ask(body: dict[str, Any]) -> Answer:
        return await send(public, "POST", f"{api}/tickets", json=body, headers=headers)

    answers = await asyncio.gather(*(ask(body) for body in presses))
    assert sorted(answer.status for answer in answers) == [201] * 6 + [429] * 14
    refused = [answer.refusal.code for answer in answers if answer.status == 429]
    assert set(refused) == {R.TOO_MANY_AT_ONCE}
    given = [body for body, answer in zip(presses, answers, strict=True) if answer.status == 201]
    again = await asyncio.gather(*(ask(body) for body in given * 3))
    assert [answer.status for answer in again] == [201] * 18, "each press is one number"
    assert len({answer.body for answer in again}) == 6
    assert len(await waiting(server)) == 6


async def test_a_whole_and_proper_order_gives_nobody_else_a_number(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    keys = {
        "": R.SIGN_IN_NEEDED,
        "k" * 43: R.DEVICE_NOT_PAIRED,
        await server.device_key("display", "display-1"): R.NOT_ALLOWED,
        server.token("door_keeper"): R.NOT_ALLOWED,
        await server.device_key_of("elsewhere", "kiosk", "kiosk-1"): R.NOT_ALLOWED_HERE,
        await server.token_in("administrator", "elsewhere"): R.NOT_ALLOWED_HERE,
    }
    named = {"X-Antrean-Device": "kiosk/kiosk-1", "X-Forwarded-For": "127.0.0.1"}
    for key, code in keys.items():
        headers = {**named, **(bearer(key) if key else {})}
        answer = await send(public, "POST", f"{api}/tickets", json=press(server), headers=headers)
        assert answer.refusal.code is code, key
    assert await waiting(server) == []


async def test_a_kiosk_that_was_revoked_can_do_nothing_with_what_it_holds(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    kiosk = Kiosk(server)
    await kiosk.lease()
    paper, key = kiosk.give(), await server.device_key("kiosk", "kiosk-1")
    await server.post("/devices/kiosk/kiosk-1/revoke")
    order = press(server)
    plain = {"command_id": secrets.token_hex(8), "day": server.today}
    bodies = {
        "/tickets": order,
        "/kiosks/kiosk-1/leases": {**plain, "book": kiosk.book, "used": {}},
        "/kiosks/kiosk-1/hand-in": {**plain, "tickets": [paper]},
        "/devices/kiosk/kiosk-1/report": {},
    }
    for path, body in bodies.items():
        answer = await send(public, "POST", f"{api}{path}", json=body, headers=bearer(key))
        assert answer.refusal.code is R.DEVICE_NOT_PAIRED, path
    assert await waiting(server) == []


async def test_a_paper_that_was_handed_in_is_nobody_elses_ever_after(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    """Somebody listened to a hand-in, and sends it again as their own: with another secret."""
    kiosk = Kiosk(server)
    await kiosk.lease()
    paper = kiosk.give()
    await kiosk.hand_in(paper)
    stolen = {**paper, "token": secrets.token_urlsafe(16)}
    (told,) = (await kiosk.hand_in(stolen)).tickets
    assert (told.number, told.state) == (paper["number"], "waiting"), "that of the first"
    own_page = f"{api}/tickets/by-token/{stolen['token']}"
    assert (await send(public, "GET", own_page)).refusal.code is R.TICKET_UNKNOWN
    assert (await server.ticket(paper["token"])).number == paper["number"]
    assert await waiting(server) == [paper["number"]]

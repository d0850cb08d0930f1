"""The visitor's own ticket over HTTP: whose phone may act, and keeping a number after all."""

import hashlib
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from protocol.refusals import Refusal, RefusalCode
from tests.server_fixture import AnsweredError, Issued, ServerHere
from tests.web.asking import Answer, send

MINE, OTHER = "m" * 22, "o" * 22


class Phone:
    """A visitor's phone: no key, and (mostly) a secret of its own."""

    def __init__(
        self, server: ServerHere, public: aiohttp.ClientSession, api: str, ticket: Issued
    ) -> None:
        self._server, self._public = server, public
        self._url = f"{api}/tickets/by-token/{ticket.token}"
        self._commands = 0

    async def do(self, action: str, **fields: Any) -> Answer:
        self._commands += 1
        body = {"command_id": f"phone-{self._commands:04}", "day": self._server.today, **fields}
        return await send(self._public, "POST", f"{self._url}/{action}", json=body)


@pytest.fixture
async def ticket(server: ServerHere) -> Issued:
    return await server.issue("akta")


@pytest.fixture
def phone(server: ServerHere, public: aiohttp.ClientSession, api: str, ticket: Issued) -> Phone:
    return Phone(server, public, api, ticket)


async def test_first_phone_may_act_and_later_ones_only_look(
    server: ServerHere, ticket: Issued, phone: Phone
) -> None:
    assert (await server.ticket(ticket.token)).phone_hash is None
    assert (await phone.do("claim", phone=MINE)).status == 200
    shown = await server.ticket(ticket.token)
    assert shown.phone_hash == hashlib.sha256(MINE.encode()).hexdigest()
    told = Refusal(RefusalCode.CLAIMED_BY_OTHER_PHONE, {"number": ticket.number})
    assert (await phone.do("claim", phone=OTHER)).refusal == told
    for action in ("cancel", "late", "return", "undo-cancel"):
        assert (await phone.do(action, phone=OTHER)).refusal == told, action
        assert (await phone.do(action)).refusal == told, action
    assert (await phone.do("cancel", phone=MINE)).status == 200


async def test_claiming_again_answers_the_same(phone: Phone) -> None:
    first = await phone.do("claim", phone=MINE, command_id="claim-0001")
    assert (await phone.do("claim", phone=MINE, command_id="claim-0001")).body == first.body
    assert (await phone.do("claim", phone=MINE)).body == first.body


async def test_claim_needs_a_secret_of_128_bits(phone: Phone) -> None:
    for secret in ({}, {"phone": None}, {"phone": "short"}, {"phone": "<b>" * 8}):
        answer = await phone.do("claim", **secret)
        assert answer.refusal.code is RefusalCode.BODY_MALFORMED, secret


async def test_journal_holds_no_phones_secret(server: ServerHere, phone: Phone) -> None:
    await phone.do("claim", phone=MINE)
    kept = b"".join(path.read_bytes() for path in server.database.parent.glob("antrean.db*[!y]"))
    assert MINE.encode() not in kept


async def test_kiosk_needs_no_phone(server: ServerHere, ticket: Issued, phone: Phone) -> None:
    await phone.do("claim", phone=MINE)
    for url in (f"/tickets/by-token/{ticket.token}", f"/tickets/{ticket.ticket_id}"):
        assert (await server.post(f"{url}/cancel", device="kiosk/k"))["state"] == "cancelled"
        assert (await server.post(f"{url}/undo-cancel", device="kiosk/k"))["state"] == "waiting"


async def test_cancellation_tells_until_when_it_can_be_undone(
    server: ServerHere, ticket: Issued, phone: Phone
) -> None:
    assert "undo-cancel" not in (await server.ticket(ticket.token)).actions
    await phone.do("cancel")
    shown = await server.ticket(ticket.token)
    assert shown.actions == ("undo-cancel",)
    assert shown.ended_at is not None
    assert shown.undo_until == shown.ended_at + timedelta(minutes=5)
    assert (await phone.do("undo-cancel")).status == 200
    shown = await server.ticket(ticket.token)
    assert (shown.state, shown.undo_until, shown.ahead) == ("waiting", None, 0)


async def test_cancellation_is_not_undone_later(
    server: ServerHere, ticket: Issued, phone: Phone
) -> None:
    await phone.do("cancel")
    await server.advance(minutes=6)
    shown = await server.ticket(ticket.token)
    assert (shown.actions, shown.undo_until) == ((), None)
    assert (await phone.do("undo-cancel")).refusal.code is RefusalCode.TOO_LATE_TO_UNDO
    with pytest.raises(AnsweredError) as caught:
        await server.post(f"/tickets/{ticket.ticket_id}/undo-cancel")
    assert caught.value.code == "too_late_to_undo"

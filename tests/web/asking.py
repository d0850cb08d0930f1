"""Asking the API, and reading how it says no."""

from typing import Any

import aiohttp
import msgspec

from protocol.refusals import Refusal, RefusalBody
from server.web.errors import STATUSES
from tests.server_fixture import ServerHere


class Answer(msgspec.Struct):
    """What came back."""

    status: int
    headers: Any
    body: bytes

    @property
    def refusal(self) -> Refusal:
        """The refusal, in the one shape and no other."""
        assert self.headers["Content-Type"] == "application/json"
        assert msgspec.json.decode(self.body).keys() == {"error"}
        refusal = msgspec.json.decode(self.body, type=RefusalBody).error
        assert self.status == STATUSES[refusal.code]
        return refusal


async def send(session: aiohttp.ClientSession, method: str, path: str, **more: Any) -> Answer:
    async with session.request(method, path, **more) as answer:
        return Answer(answer.status, answer.headers, await answer.read())


def issue_body(server: ServerHere, **changed: Any) -> dict[str, Any]:
    return {
        "command_id": "issue-0001",
        "day": server.today,
        "ticket_id": "ticket-1",
        "token": "t" * 22,
        "services": ["akta"],
        **changed,
    }

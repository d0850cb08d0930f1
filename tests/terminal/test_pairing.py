"""The conversation in which a machine is paired, and what its screen shows of it."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from protocol.access import PairBody, PairingView, PairReply
from protocol.refusals import Refusal, RefusalBody, RefusalCode
from terminal.client import Client
from terminal.keys import fingerprint_of
from terminal.pairing import Pairing, Waiting
from terminal.pairing_screen import grouped
from tests.terminal.double import Double, Handler, answer_bytes, answer_json, running_double

KEY = "k" * 43
AT = datetime(2026, 6, 23, 2, 41, tzinfo=UTC)
CODE = PairReply("p" * 22, "428193", AT)
NEXT_CODE = PairReply("q" * 22, "771205", AT)
AWAY = answer_bytes(b"", 502)


def state(name: str) -> Handler:
    return answer_json(PairingView(name))


def refusal(code: RefusalCode, status: int = 429, **params: Any) -> Handler:
    return answer_json(RefusalBody(Refusal(code, params)), status)


@asynccontextmanager
async def paired(*answers: Handler, patience_seconds: float = 1.0) -> Any:
    """Run until it is paired; gives what was shown, and the server."""
    shown: list[Waiting] = []
    async with (
        running_double(*answers) as double,
        Client(
            double.url, "plg", KEY, "kiosk", "kiosk-1", patience_seconds=patience_seconds
        ) as client,
    ):
        async with asyncio.timeout(30):
            await Pairing(client, shown.append, 0.01, 0.01).run()
        yield shown, double


def asked(double: Double) -> list[tuple[str, str]]:
    prefix = "/api/v1/offices/plg/"
    return [(each.method, each.path.removeprefix(prefix)) for each, _ in double.requests]


async def test_machine_shows_its_code_until_it_is_confirmed() -> None:
    answers = answer_json(CODE, 201), state("waiting"), state("confirmed")
    async with paired(*answers) as (shown, double):
        assert shown == [Waiting("428193")] * 2
        assert asked(double) == [
            ("POST", "pairings"),
            ("GET", f"pairings/{CODE.pairing_id}"),
            ("GET", f"pairings/{CODE.pairing_id}"),
        ]
        body = msgspec.json.decode(double.requests[0][1], type=PairBody)
        assert body == PairBody(kind="kiosk", name="kiosk-1", key_hash=fingerprint_of(KEY))


@pytest.mark.parametrize(
    "end",
    [state("expired"), state("refused"), refusal(RefusalCode.PAIRING_UNKNOWN, 404)],
)
async def test_code_that_is_good_no_more_is_replaced(end: Handler) -> None:
    async with paired(
        answer_json(CODE, 201), end, answer_json(NEXT_CODE, 201), state("confirmed")
    ) as (shown, _):
        assert [each.code for each in shown] == ["428193", "771205"]


async def test_server_that_goes_away_leaves_the_code_and_is_waited_for() -> None:
    answers = answer_json(CODE, 201), *[AWAY] * 3, state("waiting"), state("confirmed")
    async with paired(*answers, patience_seconds=0.05) as (shown, _):
        away = Waiting("428193", Refusal(RefusalCode.SERVER_UNREACHABLE))
        assert away in shown
        assert shown[0] == shown[-1] == Waiting("428193")


async def test_machine_that_gets_no_code_asks_again() -> None:
    too_many = refusal(RefusalCode.TOO_MANY_PAIRINGS, most=5)
    answers = too_many, answer_json(CODE, 201), state("confirmed")
    async with paired(*answers) as (shown, _):
        assert shown[0] == Waiting(trouble=Refusal(RefusalCode.TOO_MANY_PAIRINGS, {"most": 5}))
        assert shown[1] == Waiting("428193")


@pytest.mark.parametrize(
    ("code", "read"),
    [("428193", "428 193"), ("42819", "428 19"), ("", ""), ("AB-12", "AB-12")],
)
def test_code_is_read_in_two_halves(code: str, read: str) -> None:
    assert grouped(code) == read

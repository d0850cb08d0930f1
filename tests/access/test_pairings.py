"""Pairing a machine, on both engines: codes, bounds, names, and what revoking does."""

import hashlib
from datetime import timedelta

import pytest

from protocol.access import PairBody, PairedReply, PairingView, PairReply, RevokedReply
from protocol.refusals import Refusal, RefusalCode
from server.access.credentials import Credentials
from server.access.machines import Machines
from server.access.pairings import MOST_OF_ADDRESS, MOST_OF_OFFICE, OPEN_FOR
from server.journal.session import Engine
from tests.access.conftest import SetTime

KEY = "the-key-that-the-machine-has-made"
ADDRESS = "192.0.2.1"


@pytest.fixture
def machines(engine: Engine, credentials: Credentials) -> Machines:
    return Machines(engine, credentials)


def body(name: str = "kiosk-1", key: str = KEY, kind: str = "kiosk") -> PairBody:
    return PairBody(kind=kind, name=name, key_hash=hashlib.sha256(key.encode()).hexdigest())  # type: ignore[arg-type]


async def ask(
    machines: Machines, asked: PairBody | None = None, address: str = ADDRESS
) -> PairReply:
    reply = await machines.ask("plg", asked or body(), address)
    assert isinstance(reply, PairReply), reply
    return reply


async def state(machines: Machines, pairing_id: str) -> str:
    view = await machines.show("plg", pairing_id)
    assert isinstance(view, PairingView), view
    return view.state


async def test_a_confirmed_machine_is_known_by_its_key(
    machines: Machines, credentials: Credentials
) -> None:
    asked = await ask(machines)
    assert len(asked.code) == 6
    assert asked.code.isdigit()
    assert await state(machines, asked.pairing_id) == "waiting"
    assert await credentials.find(KEY) is None
    written = f" {asked.code[:3]} {asked.code[3:]}"
    assert await machines.confirm("plg", written, "boss") == PairedReply("kiosk", "kiosk-1")
    assert await state(machines, asked.pairing_id) == "confirmed"
    known = await credentials.find(KEY)
    assert known is not None
    assert known.principal.actor == "kiosk:kiosk-1"


async def test_a_code_is_good_once_at_its_own_office_and_for_ten_minutes(
    machines: Machines, time: SetTime, credentials: Credentials
) -> None:
    asked = await ask(machines)
    wrong = Refusal(RefusalCode.CODE_WRONG)
    assert await machines.confirm("elsewhere", asked.code, "boss") == wrong
    assert await machines.confirm("plg", "", "boss") == wrong
    assert await machines.show("elsewhere", asked.pairing_id) == Refusal(
        RefusalCode.PAIRING_UNKNOWN
    )
    assert isinstance(await machines.confirm("plg", asked.code, "boss"), PairedReply)
    assert await machines.confirm("plg", asked.code, "boss") == wrong
    late = await ask(machines, body("kiosk-2", "another"))
    time.seconds += OPEN_FOR.total_seconds()
    assert await state(machines, late.pairing_id) == "expired"
    assert await machines.confirm("plg", late.code, "boss") == wrong
    assert await credentials.find("another") is None


async def test_a_machine_that_asks_again_shows_the_same_code(machines: Machines) -> None:
    first = await ask(machines)
    assert await ask(machines) == first
    other = await ask(machines, body(key="another"))
    assert (other.pairing_id, other.code) != (first.pairing_id, first.code)


async def test_few_may_wait_at_once_from_one_address_and_in_all(
    machines: Machines, time: SetTime
) -> None:
    for number in range(MOST_OF_ADDRESS):
        await ask(machines, body(key=str(number)))
    full = Refusal(RefusalCode.TOO_MANY_PAIRINGS, {"most": MOST_OF_ADDRESS})
    assert await machines.ask("plg", body(key="more"), ADDRESS) == full
    for number in range(MOST_OF_OFFICE - MOST_OF_ADDRESS):
        await ask(machines, body(key=f"other {number}"), f"192.0.2.{100 + number}")
    assert await machines.ask("plg", body(key="more"), "192.0.2.2") == full
    assert isinstance(await machines.ask("elsewhere", body(key="more"), ADDRESS), PairReply)
    time.seconds += timedelta(minutes=11).total_seconds()
    await ask(machines, body(key="more"))


async def test_waiting_machines_of_all_offices_are_known_until_their_codes_run_out(
    machines: Machines, time: SetTime
) -> None:
    async def names() -> dict[str, list[str]]:
        found = await machines.waiting_everywhere()
        return {office: [each.name for each in waiting] for office, waiting in found.items()}

    assert await names() == {}
    first, second = await ask(machines, body("kiosk-1")), await ask(machines, body("kiosk-2", "b"))
    assert isinstance(await machines.ask("elsewhere", body("kiosk-3", "c"), ADDRESS), PairReply)
    assert await names() == {"plg": ["kiosk-1", "kiosk-2"], "elsewhere": ["kiosk-3"]}
    await machines.confirm("plg", first.code, "boss")
    await machines.revoke("elsewhere", "kiosk", "kiosk-3")
    assert await names() == {"plg": ["kiosk-2"]}
    time.seconds += OPEN_FOR.total_seconds()
    assert await state(machines, second.pairing_id) == "expired"
    assert await names() == {}


@pytest.mark.parametrize("name", ["", " kiosk", "<b>", "k" * 65, "kiosk\n", "..", "kíosk", "a/b"])
async def test_a_machine_cannot_be_called_anything(machines: Machines, name: str) -> None:
    refusal = await machines.ask("plg", body(name), ADDRESS)
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.DEVICE_UNKNOWN


async def test_pairing_a_name_again_replaces_its_key(
    machines: Machines, credentials: Credentials
) -> None:
    for key in (KEY, "the new one"):
        await machines.confirm("plg", (await ask(machines, body(key=key))).code, "boss")
    assert await credentials.find(KEY) is None
    assert await credentials.find("the new one") is not None
    assert len((await machines.list("plg")).paired) == 1


async def test_one_key_is_one_machine(machines: Machines, credentials: Credentials) -> None:
    for name in ("kiosk-1", "kiosk-2"):
        await machines.confirm("plg", (await ask(machines, body(name))).code, "boss")
    known = await credentials.find(KEY)
    assert known is not None
    assert known.principal.id == "kiosk-2"
    assert [each.name for each in (await machines.list("plg")).paired] == ["kiosk-2"]


async def test_revoking_ends_one_key_and_the_list_keeps_it(
    machines: Machines, credentials: Credentials
) -> None:
    for name in ("kiosk-1", "kiosk-2"):
        await machines.confirm("plg", (await ask(machines, body(name, name))).code, "boss")
    assert await machines.revoke("plg", "kiosk", "kiosk-1") == RevokedReply("kiosk", "kiosk-1")
    assert await credentials.find("kiosk-1") is None
    assert await credentials.find("kiosk-2") is not None
    first, second = (await machines.list("plg")).paired
    assert (first.name, first.revoked_at, second.revoked_at) == ("kiosk-1", credentials.now(), None)
    again = await machines.revoke("plg", "kiosk", "kiosk-1")
    assert isinstance(again, Refusal)


async def test_revoking_refuses_whoever_waits_under_the_name(
    machines: Machines, credentials: Credentials
) -> None:
    asked = await ask(machines)
    waiting = (await machines.list("plg")).waiting
    assert [(each.kind, each.name) for each in waiting] == [("kiosk", "kiosk-1")]
    await machines.revoke("plg", "kiosk", "kiosk-1")
    assert await state(machines, asked.pairing_id) == "refused"
    assert await machines.confirm("plg", asked.code, "boss") == Refusal(RefusalCode.CODE_WRONG)
    assert (await machines.list("plg")).waiting == ()


@pytest.mark.parametrize(
    ("kind", "name"), [("desk", "kiosk-1"), ("kiosk", "\0"), ("kiosk", "none")]
)
async def test_what_is_no_machine_cannot_be_revoked(
    machines: Machines, kind: str, name: str
) -> None:
    refusal = await machines.revoke("plg", kind, name)
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.DEVICE_UNKNOWN


async def test_nothing_tells_a_key_or_a_code_of_another(machines: Machines, engine: Engine) -> None:
    asked = await ask(machines)
    told = str(await machines.list("plg")) + str(await machines.show("plg", asked.pairing_id))
    assert asked.code not in told
    assert body().key_hash not in told

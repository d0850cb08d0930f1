"""A supervisor pairs and revokes machines, at either desk."""

import aiohttp

from terminal.keys import fingerprint_of
from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, until
from tests.server_fixture import ServerHere

KEY = "k" * 43


async def ask_code(server: ServerHere, name: str) -> str:
    """A machine asks to be paired."""
    body = {"kind": "kiosk", "name": name, "key_hash": fingerprint_of(KEY)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.api}/pairings", json=body) as answer,
    ):
        return str((await answer.json())["code"])


async def is_paired(server: ServerHere) -> bool:
    headers = {"Authorization": f"Bearer {KEY}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{server.url}/api/v1/me") as answer,
    ):
        return answer.status == 200 and (await answer.json())["name"] == "kiosk-9"


async def asks(desk: Driver, *words: str) -> None:
    async def is_asked() -> bool:
        asked = await desk.asked()
        return all(each in asked for each in words)

    await until(is_asked, f"the dialog says {words}")


async def test_supervisor_pairs_a_machine_and_revokes_it(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    code = await ask_code(server, "kiosk-9")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    async with open_desk(language="en", view="hall") as desk:
        await desk.press("t")
        await asks(desk, "Waiting with a code: Kiosk 9")
        await desk.press("1")
        await asks(desk, "It stands on the machine's own screen.")
        await desk.enter(wrong)
        await asks(desk, "code")  # still asking
        assert not await is_paired(server)
        await desk.press("Escape")
        await asks(desk, "Waiting with a code: Kiosk 9")
        await desk.press("1")
        await asks(desk, "It stands on the machine's own screen.")
        await desk.enter(f"{code[:3]} {code[3:]}")
        await asks(desk, "Kiosk 9 is paired.", "No machine waits", "Kiosk 9 · last seen 09:0")
        assert await is_paired(server)
        await desk.press("2")
        await asks(desk, "Paired", "Ibu Ratna", "Revoke Kiosk 9")
        await desk.press("1")  # not now
        await asks(desk, "Kiosk 9 · last seen")
        assert await is_paired(server)
        await desk.press("2")
        await asks(desk, "Revoke Kiosk 9")
        await desk.press("2")
        await asks(desk, "Kiosk 9 is revoked.", "Kiosk 9 · revoked")
        assert not await is_paired(server)

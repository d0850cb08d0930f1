"""A supervisor pairs and revokes machines, at either desk."""

import aiohttp

from terminal.keys import fingerprint_of
from tests.desk.conftest import OpenDesk
from tests.desk.driving import Driver, until
from tests.server_fixture import ServerHere

KEY = "k" * 43


async def ask_code(server: ServerHere, name: str, kind: str = "kiosk", key: str = KEY) -> str:
    """A machine asks to be paired."""
    body = {"kind": kind, "name": name, "key_hash": fingerprint_of(key)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.api}/pairings", json=body) as answer,
    ):
        return str((await answer.json())["code"])


async def order(server: ServerHere, path: str, key: str = "", **body: str) -> None:
    """The supervisor does so elsewhere, or the machine whose key it is."""
    headers = {"Authorization": f"Bearer {key or server.key}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{server.api}/{path}", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()


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


async def test_a_waiting_machine_is_told_without_opening_the_list(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(language="en", view="hall") as desk:
        await until(lambda: shows(desk, "All is well"))
        await ask_code(server, "hall", "display", "d" * 43)
        await until(lambda: shows(desk, "Display hall: waits to be paired"))
        await desk.press("t")
        await asks(desk, "Waiting with a code: Display hall")
        code = await ask_code(server, "kiosk-9")
        await asks(desk, "Waiting with a code: Display hall, Kiosk 9")
        await order(server, "devices/pair", code=code)  # a colleague does
        await asks(desk, "Waiting with a code: Display hall", "Kiosk 9 · last seen")
        await order(server, "devices/display/hall/revoke")
        await asks(desk, "No machine waits to be paired.")
        await desk.press("Escape")
        await until(lambda: shows(desk, "All is well"))


async def test_a_clerk_is_not_told_of_waiting_machines(
    server: ServerHere, open_desk: OpenDesk
) -> None:
    async with open_desk(language="en", role="clerk", view="hall") as desk:
        await until(lambda: shows(desk, "All is well"))
        await ask_code(server, "hall", "display")
        key = await server.device_key("kiosk", "kiosk-2")
        await order(server, "devices/kiosk/kiosk-2/report", key, printer="failed")
        await until(lambda: shows(desk, "printer has failed"))
        assert "waits to be paired" not in await desk.shown()


async def shows(desk: Driver, words: str) -> bool:
    return words in await desk.shown()

"""Pairing machines over HTTP, and what becomes of screens whose rights end."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from playwright.async_api import Browser, expect

from protocol.refusals import RefusalCode
from protocol.snapshots import DevicesSnapshot
from server.access.changes import changing
from server.access.devices import revoke_device
from server.access.told import PAGE, in_page
from server.web import waiting_machines
from server.web.requests.cookies import staff_cookie
from tests.browser import list_barriers, list_misfits, open_page
from tests.people import PASSWORD, store
from tests.server_fixture import ServerHere, server_process
from tests.web.asking import Answer, send
from tests.web.events import following

KEY = "a-key-that-a-kiosk-has-made"
BODY = {
    "kind": "kiosk",
    "name": "kiosk-1",
    "key_hash": hashlib.sha256(KEY.encode()).hexdigest(),
}


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def pair(server: ServerHere, public: aiohttp.ClientSession, code: str) -> Answer:
    return await send(
        *(public, "POST", f"{server.api}/devices/pair"), json={"code": code}, headers=server.headers
    )


async def say(session: aiohttp.ClientSession, method: str, url: str, **more: Any) -> Any:
    async with session.request(method, url, **more) as answer:
        return await answer.json()


def test_the_docs_have_the_table_as_it_is() -> None:
    page = PAGE.read_text("utf-8")
    assert in_page(page) == page, "run: python -m server.access.told"


async def test_a_kiosk_is_paired_gives_numbers_and_is_revoked(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    """As the terminals do it, step by step."""
    me = f"{server.url}/api/v1/me"
    unpaired = await send(public, "GET", me, headers=bearer(KEY))
    assert unpaired.refusal.code is RefusalCode.DEVICE_NOT_PAIRED
    asked = await say(public, "POST", f"{server.api}/pairings", json=BODY, headers=bearer(KEY))
    pairing = f"{server.api}/pairings/{asked['pairing_id']}"
    assert await say(public, "GET", pairing, headers=bearer(KEY)) == {"state": "waiting"}
    (waiting,) = (await server.get("/devices"))["waiting"]
    assert (waiting["kind"], waiting["name"]) == ("kiosk", "kiosk-1")
    assert (await pair(server, public, asked["code"])).status == 200
    assert await say(public, "GET", pairing) == {"state": "confirmed"}
    who = await say(public, "GET", me, headers=bearer(KEY))
    assert (who["kind"], who["name"], who["office"]) == ("kiosk", "kiosk-1", server.office)
    async with following(public, f"{server.api}/stream", bearer(KEY)) as stream:
        await stream.next("snapshot")
        await say(
            *(public, "POST", f"{server.api}/devices/kiosk/kiosk-1/revoke"), headers=server.headers
        )
        with pytest.raises(EOFError):
            while True:
                await stream.next("snapshot")
    again = await send(public, "GET", f"{server.api}/stream", headers=bearer(KEY))
    assert again.refusal.code is RefusalCode.DEVICE_NOT_PAIRED


async def test_desks_hear_of_machines_that_wait_until_they_are_paired_or_their_codes_run_out(
    server: ServerHere, public: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_machines, "LOOK_SECONDS", 0.1)
    async with following(public, f"{server.api}/desk/stream", server.headers) as desk:

        async def waiting() -> list[str]:
            told = msgspec.convert((await desk.next("devices")).data, DevicesSnapshot)
            return [f"{each.kind}/{each.name}" for each in told.devices if each.waits]

        assert await waiting() == []
        asked = await say(public, "POST", f"{server.api}/pairings", json=BODY)
        assert await waiting() == ["kiosk/kiosk-1"]
        assert (await pair(server, public, asked["code"])).status == 200
        assert await waiting() == []
        other = BODY | {"kind": "display", "name": "lobby", "key_hash": "0" * 64}
        await say(public, "POST", f"{server.api}/pairings", json=other)
        assert await waiting() == ["display/lobby"]
        async with store(server.database) as engine, engine.transaction() as transaction:
            long_ago = datetime.now(UTC) - timedelta(minutes=1)
            await transaction.write("UPDATE pairings SET expires_at = $1", [(long_ago,)])
            await transaction.commit()
        assert await waiting() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "desk"}, RefusalCode.BODY_MALFORMED),
        ({"name": "<b>"}, RefusalCode.DEVICE_UNKNOWN),
        ({"key_hash": KEY}, RefusalCode.BODY_MALFORMED),
        ({"key_hash": BODY["key_hash"].upper()}, RefusalCode.BODY_MALFORMED),
        ({"key": KEY}, RefusalCode.BODY_MALFORMED),
    ],
)
async def test_what_is_no_question_of_a_machine_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, changed: Any, code: RefusalCode
) -> None:
    answer = await send(public, "POST", f"{server.api}/pairings", json=BODY | changed)
    assert answer.refusal.code is code


async def test_codes_and_pairings_that_are_not_are_told(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    assert (await pair(server, public, "000000")).refusal.code is RefusalCode.CODE_WRONG
    for unknown in ("x" * 22, "x", "%00"):
        answer = await send(public, "GET", f"{server.api}/pairings/{unknown}")
        assert answer.refusal.code is RefusalCode.PAIRING_UNKNOWN


async def test_a_kiosk_is_itself_alone_and_a_display_gives_no_numbers(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    kiosk = bearer(await server.device_key("kiosk", "kiosk-1"))
    display = bearer(await server.device_key("display", "kiosk-2"))
    for path, headers in (
        ("devices/kiosk/kiosk-2/report", kiosk),
        ("devices/display/kiosk-1/report", kiosk),
        ("devices/kiosk/kiosk-2/report", display),
        ("kiosks/kiosk-2/help", kiosk),
        ("kiosks/kiosk-2/leases", kiosk),
        ("tickets", display),
        ("counters/1/open", kiosk),
        ("day/end", kiosk),
    ):
        answer = await send(public, "POST", f"{server.api}/{path}", json={}, headers=headers)
        assert answer.refusal.code is RefusalCode.NOT_ALLOWED, path


async def test_a_desk_that_is_open_ends_with_its_account(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    clerk = bearer(server.token("clerk"))
    async with following(public, f"{server.api}/desk/stream", clerk) as stream:
        await stream.next("snapshot")
        await server.running.access.staff.disable("clerk")  # as `antrean staff` does, beside it
        with pytest.raises(EOFError):
            async with asyncio.timeout(20):
                while True:
                    await stream.next("snapshot")
    answer = await send(public, "GET", f"{server.api}/desk", headers=clerk)
    assert answer.refusal.code is RefusalCode.SESSION_ENDED


async def test_what_staff_do_to_sign_in_by_api(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    api = f"{server.url}/api/v1"
    body = {"account": "door_keeper", "password": PASSWORD}
    told = await say(public, "POST", f"{api}/sign-in", json=body)
    assert (told["roles"], told["must_change_password"]) == ({"*": "door_keeper"}, False)
    key = bearer(told["token"])
    change = {"old": PASSWORD, "new": "payung biru muda"}
    assert await say(public, "POST", f"{api}/password", json=change, headers=key) == {"done": True}
    other = await send(public, "GET", f"{api}/me", headers=bearer(server.token("door_keeper")))
    assert other.refusal.code is RefusalCode.SESSION_ENDED
    assert await say(public, "POST", f"{api}/sign-out", headers=key) == {"done": True}
    assert (await send(public, "GET", f"{api}/me", headers=key)).status == 401
    wrong = await send(public, "POST", f"{api}/sign-in", json=body)
    assert wrong.refusal.code is RefusalCode.CREDENTIALS_WRONG
    for _ in range(5):
        wrong = await send(public, "POST", f"{api}/sign-in", json=body)
    assert wrong.refusal.code is RefusalCode.TOO_MANY_SIGN_INS
    assert int(wrong.headers["Retry-After"]) > 0


async def test_a_one_time_password_opens_nothing_but_the_way_to_another(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    given = await server.running.access.staff.reset("clerk")
    body = {"account": "clerk", "password": given}
    told = await say(public, "POST", f"{server.url}/api/v1/sign-in", json=body)
    assert told["must_change_password"]
    key = bearer(told["token"])
    desk = await send(public, "GET", f"{server.api}/desk", headers=key)
    assert desk.refusal.code is RefusalCode.PASSWORD_MUST_CHANGE
    cookie = {"Cookie": f"{staff_cookie(False)}={told['token']}"}
    page = f"/desk/{server.office}"
    async with public.get(page, headers=cookie, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, f"/password?next={page}")
    form = {"old": given, "new": "payung biru muda", "next": page}
    sent = {**cookie, "Origin": server.url}
    async with public.post("/password", data=form, headers=sent, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, page)
    assert (await send(public, "GET", f"{server.api}/desk", headers=key)).status == 200


async def test_two_servers_hear_of_what_one_revokes(
    postgres_url: str, tmp_path: Path, public: aiohttp.ClientSession
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    async with (
        server_process(tmp_path / "one", database=postgres_url) as one,
        server_process(tmp_path / "two", database=postgres_url) as two,
    ):
        key = bearer(await one.device_key("kiosk", "kiosk-1"))
        for server in (one, two):
            async with public.get(f"{server.url}/api/v1/me", headers=key) as answer:
                assert answer.status == 200
        async with store(postgres_url) as engine, changing(engine) as transaction:
            rows = await transaction.fetch("SELECT paired_at FROM devices")
            await revoke_device(transaction, one.office, "kiosk", "kiosk-1", rows[0][0])
        async with asyncio.timeout(20):
            for server in (one, two):
                while True:
                    async with public.get(f"{server.url}/api/v1/me", headers=key) as answer:
                        if answer.status == 401:
                            break
                    await asyncio.sleep(0.05)


async def test_machines_are_told_by_the_clock_of_the_office(server: ServerHere) -> None:
    began = server.clock.now() - timedelta(minutes=1)
    await server.device_key("kiosk", "kiosk-1")
    (paired,) = (await server.get("/devices"))["paired"]
    for name in ("paired_at", "last_used_at"):
        assert began < datetime.fromisoformat(paired[name]) <= server.clock.now(), name


async def test_display_in_a_browser_shows_its_code_until_it_is_confirmed(
    server: ServerHere, public: aiohttp.ClientSession, chromium: Browser
) -> None:
    url = f"{server.url}/display/{server.office}?name=display-1"
    async with open_page(chromium, "about:blank") as page:
        await page.goto(url)
        code = await page.inner_text("#code")
        for size in ((1280, 720), (1080, 1920), (800, 480)):
            await page.set_viewport_size({"width": size[0], "height": size[1]})
            assert await list_misfits(page) == [], size
        assert await list_barriers(page) == []
        await page.goto(url)
        assert await page.inner_text("#code") == code
        assert (await pair(server, public, code)).status == 200
        await expect(page.locator("#clock")).not_to_be_empty()
        (paired,) = (await server.get("/devices"))["paired"]
        assert (paired["kind"], paired["name"], paired["paired_by"]) == (
            *("display", "display-1"),
            "Ibu Ratna",
        )
        await say(
            *(public, "POST", f"{server.api}/devices/display/display-1/revoke"),
            headers=server.headers,
        )
        await expect(page.locator("#code")).to_be_visible()
        assert await page.inner_text("#code") != code

"""Signing in at the Textual desk, and what whoever is signed in may do at either desk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser
from textual.widgets import Input

from desk.app import DeskApp
from desk.dialogs.number import NumberDialog
from desk.memory import Memory
from desk.presses import Presses
from desk.session import Session
from desk.sign_in_screen import FormScreen, PasswordScreen, SignInScreen
from server.access.roles import Role
from terminal.backoff import Backoff
from terminal.client import Client
from tests.desk.conftest import OpenDesk
from tests.desk.driving import AppDriver, Driver, open_page, until
from tests.desk.waiting import counter
from tests.people import PASSWORD, add_person, store
from tests.server_fixture import ServerHere

NEW_PASSWORD = "biru langit 42 pagi"


@asynccontextmanager
async def desk_of(
    server: ServerHere, folder: Path, key: str | None = None
) -> AsyncIterator[AppDriver]:
    """A desk's computer as it is switched on."""
    app = DeskApp(
        Client(server.url, server.office, key, "desk", "desk-1", backoff=Backoff(0.02, 0.1)),
        "3",
        language="en",
        memory=Memory(folder),
        presses=Presses(0),
        session=Session(server.url, server.office, "desk-1", folder),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        yield AppDriver(app, pilot)


async def on(desk: AppDriver, kind: type[FormScreen]) -> None:
    async def is_there() -> bool:
        return isinstance(desk.app.screen, kind) and bool(desk.app.screen.query(Input))

    await until(is_there, f"{kind.__name__} stands there")
    await desk.pilot.pause()


async def fill(desk: AppDriver, *values: str) -> None:
    """Type into the fields, and press Enter in the last one."""
    for field, value in zip(desk.app.screen.query(Input), values, strict=True):
        field.value = value
    desk.app.screen.query(Input).last().focus()
    await desk.pilot.press("enter")


async def reads(desk: AppDriver, words: str) -> None:
    async def is_shown() -> bool:
        return words in " ".join(desk._words(desk.app.screen).split())

    await until(is_shown, f"{words!r} stands on the screen")


async def test_clerk_signs_in_once_and_is_back_after_a_restart(
    server: ServerHere, tmp_path: Path
) -> None:
    async with desk_of(server, tmp_path) as desk:
        await on(desk, SignInScreen)
        await fill(desk, "clerk", "wrong")
        await reads(desk, "Account and password do not fit.")
        assert [field.value for field in desk.app.screen.query(Input)] == ["clerk", ""]
        await desk.pilot.press("f2")
        await reads(desk, "Akun")  # the refusal, too, is read in the other language
        await desk.pilot.press("f2")
        await fill(desk, "clerk", PASSWORD)
        await reads(desk, "Siti 0 Sign out")
    async with desk_of(server, tmp_path) as desk:
        await reads(desk, "Siti 0 Sign out")
        await desk.press("0")
        await reads(desk, "The counter stays as it is now.")
        await desk.press("2")
        await on(desk, SignInScreen)
    async with desk_of(server, tmp_path) as desk:
        await on(desk, SignInScreen)


async def test_one_time_password_leads_to_a_password_of_ones_own(
    server: ServerHere, tmp_path: Path
) -> None:
    async with store(server.database) as engine:
        await add_person(engine, Role.CLERK, server.office, must_change=True)
    async with desk_of(server, tmp_path) as desk:
        await on(desk, SignInScreen)
        await fill(desk, f"clerk.{server.office}", PASSWORD)
        await on(desk, PasswordScreen)
        await fill(desk, NEW_PASSWORD, "another one 17")
        await reads(desk, "The two are not the same.")
        await fill(desk, "short", "short")
        await reads(desk, "This password is too easy.")
        await fill(desk, NEW_PASSWORD, NEW_PASSWORD)
        await reads(desk, "Siti 0 Sign out")


async def test_ended_session_leads_back_to_the_very_same_desk(
    server: ServerHere, tmp_path: Path
) -> None:
    key = server.token("clerk")
    async with desk_of(server, tmp_path, key) as desk:
        await reads(desk, "Siti 0 Sign out")
        await desk.press("/")
        await desk.pilot.press(*"A01")
        async with aiohttp.ClientSession() as session:
            headers = {"Authorization": f"Bearer {key}"}
            await session.post(f"{server.url}/api/v1/sign-out", headers=headers, json={})
        await on(desk, SignInScreen)
        await reads(desk, "△")
        await fill(desk, "clerk", PASSWORD)

        async def is_back() -> bool:
            return isinstance(desk.app.screen, NumberDialog) and desk.app.connected

        await until(is_back, "the question that was open stands there again")
        assert desk.app.screen.query_one(Input).value == "A01"


async def test_whoever_has_no_work_at_a_desk_is_not_let_in(
    server: ServerHere, tmp_path: Path
) -> None:
    async with desk_of(server, tmp_path, server.token("door_keeper")) as desk:
        await on(desk, SignInScreen)
        await reads(desk, "This account has no work at a desk of this office.")
        await fill(desk, "door_keeper", PASSWORD)
        await reads(desk, "This account has no work at a desk of this office.")


SUPERVISORS_ONLY = ("Notice", "Free a counter", "Assign services", "End the day", "Stop giving")


@pytest.mark.parametrize("role", ["clerk", "supervisor"])
async def test_functions_of_supervisors_are_theirs_alone(
    server: ServerHere, open_desk: OpenDesk, role: str
) -> None:
    async with open_desk(language="en", view="hall", role=role) as desk:
        shown = await desk.shown()
        assert [words in shown for words in SUPERVISORS_ONLY] == [role == "supervisor"] * 5
        assert "Whole office" in shown
        await desk.press("t")
        if role == "supervisor":

            async def asks() -> bool:
                return "No machine waits to be paired." in await desk.asked()

            await until(asks)
        else:
            await until(lambda: _says_something(desk))
            assert await desk.asked() == ""


async def _says_something(desk: Driver) -> bool:
    return await desk.notice() != ""


async def test_server_refuses_clerks_what_only_supervisors_may(server: ServerHere) -> None:
    headers = {"Authorization": f"Bearer {server.token('clerk')}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for path in ("day/stop-issuing", "counters/3/release", "devices/pair"):
            async with session.post(f"{server.api}/{path}", json={}) as answer:
                assert answer.status == 403
                assert (await answer.json())["error"]["code"] == "not_allowed"


async def test_page_shows_who_is_signed_in_and_signs_out(
    server: ServerHere, chromium: Browser
) -> None:
    async with open_page(server, chromium, role="clerk", language="en") as desk:
        assert "Siti" in await desk.shown()
        await desk.press("0")
        await desk.page.get_by_text("The counter stays as it is now.").wait_for()
        await desk.press("2")
        await desk.page.wait_for_url("**/sign-in**")
    headers = {"Authorization": f"Bearer {server.token('clerk')}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{server.api}/desk") as answer,
    ):
        assert answer.status == 401


async def test_press_on_the_page_outlives_the_way_to_the_sign_in_and_back(
    server: ServerHere, chromium: Browser
) -> None:
    async with open_page(server, chromium, role="clerk", language="en") as desk:
        headers = {"Authorization": f"Bearer {server.token('clerk')}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            await session.post(f"{server.url}/api/v1/sign-out", json={})
        await desk.page.locator("#sign-in").wait_for()
        await desk.press("o")
        await desk.page.get_by_text("Sent when the server is back: Open counter").wait_for()
        await desk.page.click("#sign-in")
        await desk.page.fill("[name=account]", "clerk")
        await desk.page.fill("[name=password]", PASSWORD)
        await desk.page.keyboard.press("Enter")
        await desk.page.get_by_text("Sent now that the server is back: Open counter").wait_for()
        assert (await counter(server)).state == "open"
